class LAMB(StudioOptimizer):
    """You et al. (2020), algorithm 2."""

    def update(self, parameter, gradient, state, group):
        mean, spread = moments(state, gradient, gradient.square(), group)
        root = spread.sqrt() / math.sqrt(1 - group["beta2"] ** self.steps) + group["eps"]
        direction = mean / (1 - group["beta1"] ** self.steps) / root + group["weight_decay"] * parameter
        size, length = parameter.norm(), direction.norm()
        ratio = torch.where(size * length == 0, torch.ones_like(size), size / length)
        parameter.sub_(group["lr"] * ratio * direction)
