class Lion(StudioOptimizer):
    """Chen et al. (2023), algorithm 2."""

    def update(self, parameter, gradient, state, group):
        beta1, beta2 = group["beta1"], group["beta2"]
        parameter.mul_(1 - group["lr"] * group["weight_decay"])
        mean = state.get("firstMoment", torch.zeros_like(parameter))
        parameter.sub_(group["lr"] * (beta1 * mean + (1 - beta1) * gradient).sign())
        state["firstMoment"] = beta2 * mean + (1 - beta2) * gradient
