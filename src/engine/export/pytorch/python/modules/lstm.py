class LSTM(Recurrent):
    """Input gate, forget gate, candidate, output gate; with peepholes the gates see the cell (Gers et al. 2002)."""

    gates, carries = 4, 2

    def __init__(self, features, units, *given, gate, peepholes=False, **settings):
        super().__init__(features, units, *given, **settings)
        self.gate = gate
        self.peepholes = nn.Parameter(torch.zeros(3, units)) if peepholes else None

    def peeped(self, total, cell, which):
        return self.gate(total if self.peepholes is None else total + cell * self.peepholes[which])

    def cell(self, inputs, seen, carried):
        parts = (inputs + seen @ self.recurrent_kernel).chunk(4, -1)
        old = carried[1]
        memory = self.peeped(parts[1], old, 1) * old + self.peeped(parts[0], old, 0) * self.activation(parts[2])
        return [self.peeped(parts[3], memory, 2) * self.activation(memory), memory]
