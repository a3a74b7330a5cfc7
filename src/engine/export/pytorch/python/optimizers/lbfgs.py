class LBFGS(torch.optim.LBFGS):
    """torch's own, which remembers vectors over all parameters: told and kept a parameter at a time, as other optimizers are."""

    def __init__(self, groups, **settings):
        super().__init__([parameter for group in groups for parameter in group["params"]], **settings)
        self.param_groups[0]["factor"] = 1

    def step(self, closure):
        own = self.state[self._params[0]]
        if "lastStep" in own and "n_iter" not in own:
            self.recall(own)
        loss = super().step(closure)
        if own.get("d") is not None:
            self.tell({"lastGradient": own["prev_flat_grad"], "lastStep": own["t"] * own["d"]})
            for name, vectors in (("step", own["old_stps"]), ("change", own["old_dirs"])):
                self.tell({f"{name}-{at}": vector for at, vector in enumerate(vectors)})
        return loss

    def recall(self, own):
        def vector(name):
            return torch.cat([self.state[parameter][name].flatten() for parameter in self._params])

        count = sum(name.startswith("step-") for name in own)
        steps, changes = ([vector(f"{name}-{at}") for at in range(count)] for name in ("step", "change"))
        bends = [change.dot(step) for step, change in zip(steps, changes)]
        own.update(n_iter=1, d=vector("lastStep"), t=1.0, prev_flat_grad=vector("lastGradient"))
        own.update(old_stps=steps, old_dirs=changes, ro=[1.0 / bend for bend in bends])
        own["H_diag"] = bends[-1] / changes[-1].dot(changes[-1]) if bends else 1

    def tell(self, vectors):
        sizes = [parameter.numel() for parameter in self._params]
        for name, vector in vectors.items():
            for parameter, part in zip(self._params, vector.split(sizes)):
                self.state[parameter][name] = part.view_as(parameter)
