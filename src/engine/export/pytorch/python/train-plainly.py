def train(inputs, targets=None, epochs=EPOCHS, batch_size=BATCH_SIZE):
    """Rows as the network reads them, with classes [rows] or numbers [rows, 1]; the trained network."""
    torch.manual_seed(SEED)
    model = initialize(Model())
    if TASK == "reconstruction":
        targets = inputs.flatten(1)
    if TASK == "generation":
        # Each token is told from those before it, behind a first 0.
        targets, inputs = inputs.long(), torch.cat([torch.zeros_like(inputs[:, :1]), inputs[:, :-1]], 1)
    groups = [
        {"params": [parameter], "factor": LAYER_RATES.get(name.split(".")[0], 1)}
        for name, parameter in model.named_parameters()
        if parameter.requires_grad
    ]
    groups = [group for group in groups if group["factor"] != 0]
    optimizer = make_optimizer(groups)
    steps = -(-len(inputs) // batch_size)
    step, memory = 0, {}
    for epoch in range(epochs):
        total = 0.0
        for rows in torch.randperm(len(inputs)).split(batch_size):
            step += 1
            for group in optimizer.param_groups:
                group["lr"] = group["factor"] * rate(step, lambda done: done / steps, memory)

            def look():
                optimizer.zero_grad()
                answers = model(inputs[rows])
                if TASK == "generation":
                    # Nothing is asked behind the 0 that ends a text.
                    asked = torch.cat([torch.ones_like(rows[:, None], dtype=torch.bool), inputs[rows][:, 1:] > 0], 1)
                    loss = losses(answers[asked], targets[rows][asked]).mean()
                else:
                    loss = losses(answers.flatten(1), targets[rows]).mean()
                loss = loss + penalty(model)
                loss.backward()
                clip([parameter for group in groups for parameter in group["params"]])
                return loss

            loss = optimizer.step(look)
            with torch.no_grad():
                constrain(model)
            total += loss.item() * len(rows)
        memory = observe(memory, total / len(inputs))
        print(f"epoch {epoch + 1}: loss {total / len(inputs):.6g}")
    return model
