class MultiHeadAttention(nn.Module):
    def __init__(self, features, heads, width, causal=False, dropout=0.0, bias=True):
        super().__init__()
        self.heads, self.causal, self.dropout = heads, causal, dropout
        self.query = nn.Linear(features, heads * width, bias=bias)
        self.key = nn.Linear(features, heads * width, bias=bias)
        self.value = nn.Linear(features, heads * width, bias=bias)
        self.output = nn.Linear(heads * width, features, bias=bias)

    def forward(self, x, mask=None):
        apart = [part(x).unflatten(2, (self.heads, -1)).transpose(1, 2) for part in (self.query, self.key, self.value)]
        attended = attend(*apart, self.causal, mask, self.dropout if self.training else 0.0)
        return self.output(attended.transpose(1, 2).flatten(2))
