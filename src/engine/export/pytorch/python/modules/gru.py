class GRU(Recurrent):
    """Update gate, reset gate, candidate; reset after the product with the recurrent kernel, which has a bias of its own."""

    gates, bias_rows = 3, (2,)

    def __init__(self, *given, gate, **settings):
        super().__init__(*given, **settings)
        self.gate = gate

    def input_bias(self):
        return self.bias[0]

    def cell(self, inputs, seen, carried):
        product = seen @ self.recurrent_kernel
        product = product if self.bias is None else product + self.bias[1]
        ours, theirs = inputs.chunk(3, -1), product.chunk(3, -1)
        update, reset = self.gate(ours[0] + theirs[0]), self.gate(ours[1] + theirs[1])
        candidate = self.activation(ours[2] + reset * theirs[2])
        return [candidate + update * (carried[0] - candidate)]
