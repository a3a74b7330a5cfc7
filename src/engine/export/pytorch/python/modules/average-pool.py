def average_pool(x, size, stride, pad):
    """Padded more at the end than at the beginning, where the padding counts for nothing; x [n, c, ...]."""
    pool = F.avg_pool2d if x.dim() == 4 else F.avg_pool1d
    counted = F.pad(torch.ones_like(x[:1, :1]), pad)
    return pool(F.pad(x, pad), size, stride) / pool(counted, size, stride)
