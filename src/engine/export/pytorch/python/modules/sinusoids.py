def sinusoids(steps, features):
    """Where each step stands (Vaswani et al. 2017, section 3.5): [steps, features]."""
    feature = torch.arange(features, dtype=torch.float64)
    angle = torch.arange(steps, dtype=torch.float64)[:, None] / 10_000 ** ((feature - feature % 2) / features)
    return torch.where(feature % 2 == 0, angle.sin(), angle.cos()).float()
