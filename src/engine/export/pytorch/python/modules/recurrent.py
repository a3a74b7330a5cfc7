class Recurrent(nn.Module):
    """Reads x [n, t, c] step by step; a padded step (mask 0) leaves everything as it was. Gates lie side by side."""

    gates, carries, bias_rows = 1, 1, ()

    def __init__(self, features, units, activation, *, bias=True, sequences=False, backwards=False,
                 dropout=0.0, recurrent_dropout=0.0):
        super().__init__()
        self.units, self.activation = units, activation
        self.sequences, self.backwards = sequences, backwards
        self.dropout, self.recurrent_dropout = dropout, recurrent_dropout
        self.kernel = nn.Parameter(torch.zeros(features, self.gates * units))
        self.recurrent_kernel = nn.Parameter(torch.zeros(units, self.gates * units))
        self.bias = nn.Parameter(torch.zeros(*self.bias_rows, self.gates * units)) if bias else None

    def input_bias(self):
        return self.bias

    def forward(self, x, mask=None):
        # One draw for all steps (Gal and Ghahramani 2016).
        x = x * F.dropout(torch.ones_like(x[:, :1]), self.dropout, self.training)
        steps = x @ self.kernel
        steps = steps if self.bias is None else steps + self.input_bias()
        carried = [x.new_zeros(len(x), self.units)] * self.carries
        kept = F.dropout(torch.ones_like(carried[0]), self.recurrent_dropout, self.training)
        answers = []
        for at in reversed(range(x.shape[1])) if self.backwards else range(x.shape[1]):
            made = self.cell(steps[:, at], carried[0] * kept, carried)
            if mask is not None:
                made = [old + mask[:, at, None] * (new - old) for new, old in zip(made, carried)]
            carried = made
            answers.append(carried[0])
        return torch.stack(answers, 1) if self.sequences else carried[0]
