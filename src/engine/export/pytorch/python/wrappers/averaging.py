class Averaging:
    """A running mean of the weights, with which the model is measured and saved."""

    def __init__(self, decay):
        self.decay, self.state = decay, {"average": {}}

    def before(self, step, parameters):
        pass

    def after(self, step, parameters):
        share = 1 if step == 1 else 1 / step if self.decay is None else 1 - self.decay
        for parameter in parameters:
            average = self.state["average"].setdefault(parameter, torch.zeros_like(parameter))
            average.add_(share * (parameter - average))
