class Adafactor(StudioOptimizer):
    """Shazeer and Stern (2018): the second moment as means of rows and columns, of the last two axes as the studio has them."""

    keeps_studio_shapes = True
    tiny = 2.0**-23

    def update(self, parameter, gradient, state, group):
        parameter, gradient = self.view(parameter), self.view_like(parameter, gradient)
        take = self.steps ** group["decay_power"]
        square = gradient.square()

        def mean(name, value):
            state[name] = (1 - take) * state.get(name, torch.zeros_like(value)) + take * value
            return state[name]

        if gradient.dim() < 2:
            estimate = mean("secondMoment", square)
        else:
            rows, columns = mean("rowMean", square.mean(-1, True)), mean("columnMean", square.mean(-2, True))
            estimate = rows * columns / rows.mean(-2, True).clamp(min=self.tiny)
        direction = gradient / estimate.clamp(min=self.tiny**2).sqrt()
        rate = min(group["lr"], self.steps**-0.5) * parameter.square().mean().sqrt().clamp(min=1e-3)
        excess = (direction.square().mean().sqrt() / group["clipping"]).clamp(min=1)
        parameter.mul_(1 - group["lr"] * group["weight_decay"]).sub_(rate / excess * direction)
