class AveragedMomentum(StudioOptimizer):
    """v <- beta v + (1 - beta) g, from 0."""

    def update(self, parameter, gradient, state, group):
        gradient = gradient + group["weight_decay"] * parameter
        velocity = state.get("velocity", torch.zeros_like(parameter))
        state["velocity"] = group["momentum"] * velocity + (1 - group["momentum"]) * gradient
        parameter.sub_(group["lr"] * state["velocity"])
