class Muon(StudioOptimizer):
    """Jordan et al. (2024) for what the studio has as a matrix [inputs, outputs], AdamW for the rest."""

    keeps_studio_shapes = True

    def update(self, parameter, gradient, state, group):
        parameter, gradient = self.view(parameter), self.view_like(parameter, gradient)
        if parameter.dim() == 2:
            keep, lr = group["momentum"], group["lr"]
            velocity = keep * state.get("velocity", torch.zeros_like(gradient)) + (1 - keep) * gradient
            state["velocity"] = velocity
            direction = keep * velocity + (1 - keep) * gradient if group["nesterov"] else velocity
            inputs, outputs = parameter.shape
            step = self.orthogonal(direction) * max(1, outputs / inputs) ** 0.5
        else:
            lr = group["lr"] * group["adam_share"]
            mean, spread = moments(state, gradient, gradient.square(), {"beta1": 0.9, "beta2": 0.999})
            root = spread.sqrt() / math.sqrt(1 - 0.999**self.steps) + 1e-8
            step = mean / (1 - 0.9**self.steps) / root
        parameter.mul_(1 - lr * group["weight_decay"]).sub_(lr * step)

    @staticmethod
    def orthogonal(matrix):
        """The nearest semi-orthogonal matrix, roughly: five quintic Newton-Schulz iterations."""
        is_tall = matrix.shape[0] > matrix.shape[1]
        x = matrix.T if is_tall else matrix
        x = x / x.norm().clamp(min=1e-7)
        for _ in range(5):
            gram = x @ x.T
            x = 3.4445 * x + (-4.775 * gram + 2.0315 * gram @ gram) @ x
        return x.T if is_tall else x
