class SimpleRNN(Recurrent):
    def cell(self, inputs, seen, carried):
        return [self.activation(inputs + seen @ self.recurrent_kernel)]
