class GRUResetBefore(Recurrent):
    """Update gate, reset gate, candidate; reset before the product with the recurrent kernel (Cho et al. 2014)."""

    gates = 3

    def __init__(self, *given, gate, **settings):
        super().__init__(*given, **settings)
        self.gate = gate

    def cell(self, inputs, seen, carried):
        of_update, of_reset, of_candidate = self.recurrent_kernel.chunk(3, -1)
        update, reset, candidate = inputs.chunk(3, -1)
        update, reset = self.gate(update + seen @ of_update), self.gate(reset + seen @ of_reset)
        candidate = self.activation(candidate + (reset * seen) @ of_candidate)
        return [candidate + update * (carried[0] - candidate)]
