def masked_max(x, mask, keepdim=False):
    """Over the steps that are not padded; x [n, t, c], mask [n, t]."""
    return (x + (1 - mask)[..., None] * -1e9).amax(1, keepdim=keepdim)
