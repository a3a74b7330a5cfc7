class BatchNorm(nn.Module):
    """Over the examples of all processes together; the running variance is that of the batch itself, as the studio's is."""

    def __init__(self, channels, momentum, eps, axis, scale=True, center=True):
        super().__init__()
        self.momentum, self.eps, self.axis = momentum, eps, axis
        self.weight = nn.Parameter(torch.ones(channels)) if scale else None
        self.bias = nn.Parameter(torch.zeros(channels)) if center else None
        self.register_buffer("running_mean", torch.zeros(channels))
        self.register_buffer("running_var", torch.ones(channels))

    def forward(self, x):
        x = x.movedim(self.axis, -1)
        mean, variance = self.running_mean, self.running_var
        if self.training:
            others = tuple(range(x.dim() - 1))
            count = everywhere(torch.tensor(float(x[..., 0].numel()), device=x.device))
            mean = everywhere(x.sum(others)) / count
            variance = everywhere((x - mean).square().sum(others)) / count
            with torch.no_grad():
                self.running_mean.lerp_(mean, 1 - self.momentum)
                self.running_var.lerp_(variance, 1 - self.momentum)
        y = (x - mean) / torch.sqrt(variance + self.eps)
        y = y if self.weight is None else y * self.weight
        y = y if self.bias is None else y + self.bias
        return y.movedim(-1, self.axis)


class SumEverywhere(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        total = x.clone()
        dist.all_reduce(total)
        return total

    @staticmethod
    def backward(ctx, gradient):
        total = gradient.clone()
        dist.all_reduce(total)
        return total


def everywhere(x):
    """The sum over all processes."""
    return SumEverywhere.apply(x) if dist.is_available() and dist.is_initialized() else x
