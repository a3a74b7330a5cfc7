def masked_mean(x, mask, keepdim=False):
    """Over the steps that are not padded; x [n, t, c], mask [n, t]."""
    counts = mask.sum(1, keepdim=True).clamp(min=1)
    mean = (x * mask[..., None]).sum(1) / counts
    return mean[:, None] if keepdim else mean
