class AdaBelief(StudioOptimizer):
    """Zhuang et al. (2020), algorithm 2."""

    def update(self, parameter, gradient, state, group):
        gradient = gradient + group["weight_decay"] * parameter
        beta1, beta2, eps = group["beta1"], group["beta2"], group["eps"]
        mean = beta1 * state.get("firstMoment", torch.zeros_like(parameter)) + (1 - beta1) * gradient
        spread = beta2 * state.get("secondMoment", torch.zeros_like(parameter))
        spread = spread + (1 - beta2) * (gradient - mean).square() + eps
        state["firstMoment"], state["secondMoment"] = mean, spread
        root = spread.sqrt() / math.sqrt(1 - beta2**self.steps) + eps
        parameter.sub_(group["lr"] / (1 - beta1**self.steps) * mean / root)
