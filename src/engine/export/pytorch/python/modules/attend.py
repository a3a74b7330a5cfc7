def attend(queries, keys, values, causal, mask, dropout):
    """softmax(q k / sqrt(d)) v of [n, heads, t, d]; padded steps (mask 0) and, where it is causal, later ones are not seen."""
    unseen = None
    if causal:
        steps = queries.shape[2]
        unseen = torch.ones(steps, steps, device=queries.device).triu(1) * -1e9
    if mask is not None:
        padded = (1 - mask)[:, None, None, :] * -1e9
        unseen = padded if unseen is None else unseen + padded
    return F.scaled_dot_product_attention(queries, keys, values, attn_mask=unseen, dropout_p=dropout)
