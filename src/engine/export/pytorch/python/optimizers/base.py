class StudioOptimizer(torch.optim.Optimizer):
    """One that torch does not have: `update` moves one parameter, given its gradient and what is remembered of it."""

    def __init__(self, groups, **settings):
        super().__init__(groups, settings)
        self.steps = 0

    @staticmethod
    def view(tensor):
        """A matrix as [inputs, outputs]; train.py gives every tensor the studio's axes."""
        return tensor.T if tensor.dim() == 2 else tensor

    def view_like(self, parameter, other):
        return self.view(other)

    @torch.no_grad()
    def step(self, closure):
        with torch.enable_grad():
            loss = closure()
        self.steps += 1
        for group in self.param_groups:
            for parameter in group["params"]:
                self.update(parameter, parameter.grad, self.state[parameter], group)
        return loss


def moments(state, gradient, square, group):
    """m <- beta1 m + (1 - beta1) g, v <- beta2 v + (1 - beta2) s, both from 0."""
    for name, value, beta in (("firstMoment", gradient, group["beta1"]), ("secondMoment", square, group["beta2"])):
        state[name] = beta * state.get(name, torch.zeros_like(value)) + (1 - beta) * value
    return state["firstMoment"], state["secondMoment"]
