"""Goes on with this run where the studio left it, or checks that it computes what the studio computes.

python train.py --check                         the studio's own numbers, from parity.json
python train.py                                 on to the run's last step
python train.py --steps 1000                    so many more steps
torchrun --nproc_per_node=2 train.py            the same steps, on several processes
"""

import argparse
import json
import math
import os
from contextlib import nullcontext
from pathlib import Path

import numpy as np
import torch
import torch.distributed as dist
from torch.nn.parallel import DistributedDataParallel

import learning
import weights
from data import Course, Part
from model import Model

HERE = Path(__file__).resolve().parent
CONFIG = json.loads((HERE / "config.json").read_text("utf-8"))


class Run:
    """The network, its optimizer and where the run stands."""

    def __init__(self, folder, device):
        self.device = device
        self.rank, self.world = (dist.get_rank(), dist.get_world_size()) if dist.is_initialized() else (0, 1)
        self.model = Model().to(device)
        self.weights = weights.Weights(self.model, CONFIG["tensors"])
        for entry, tensor in self.weights.of("parameter"):
            tensor.requires_grad_(self.factor(entry) != 0)
        self.learning = [(entry, each) for entry, each in self.weights.of("parameter") if self.factor(entry) != 0]
        self.parameters = [each for _, each in self.learning]
        factors = sorted({self.factor(entry) for entry, _ in self.learning})
        groups = [
            {"params": [each for entry, each in self.learning if self.factor(entry) == factor], "factor": factor}
            for factor in factors
        ]
        self.optimizer = learning.make_optimizer(groups)
        self.optimizer.view = self.weights.view
        self.optimizer.view_like = lambda parameter, other: self.weights.entry_of[parameter].view(other)
        self.hooks = learning.make_hooks()
        self.train = Part(HERE / "data", "train", CONFIG, device)
        self.validation = Part(HERE / "data", "validation", CONFIG, device)
        self.course = Course(CONFIG, len(self.train))
        self.load(Path(folder))
        self.network = self.model
        if self.world > 1:
            self.network = DistributedDataParallel(self.model)
        torch.manual_seed(CONFIG["seed"] + 1_000_003 * self.step + self.rank)

    def factor(self, entry):
        """On the learning rate; 0: the layer is frozen."""
        return CONFIG["layerRates"].get(entry.name.split("/")[1], 1)

    def load(self, folder):
        state = json.loads((folder / "state.json").read_text("utf-8"))
        self.step, self.memory = state["step"], state["schedule"]
        held, self.metadata = weights.read(folder / "weights.safetensors")
        remembered = weights.read(folder / "optimizer.safetensors")[0]
        self.weights.load({**held, **remembered}, replaced=("parameter/", "raw/"))
        self.optimizer.steps = self.step
        for name, ours in learning.STATE.items():
            for entry, parameter in self.learning:
                values = remembered.get(entry.name.replace("parameter", f"optimizer/{name}", 1))
                if values is not None:
                    is_plain = list(values.shape) != list(entry.shape) and entry.row is None
                    is_plain = is_plain or getattr(self.optimizer, "keeps_studio_shapes", False)
                    values = values if is_plain else entry.from_studio(values, parameter.shape)
                    self.optimizer.state[parameter][ours] = values.to(self.device)
        for parameter, state in self.optimizer.state.items():
            state.update(learning.beside(self.step))
        for hook in self.hooks:
            for name, of in hook.state.items():
                for entry, parameter in self.learning:
                    values = remembered.get(entry.name.replace("parameter", f"optimizer/{name}", 1))
                    if values is not None:
                        of[parameter] = entry.from_studio(values, parameter.shape).to(self.device)

    def save(self, folder):
        """The same three files that the run began with."""
        if self.rank != 0:
            return
        folder.mkdir(parents=True, exist_ok=True)
        remembered = {
            name.replace("parameter", "raw", 1): values
            for name, values in (self.weights.save() if self.average else {}).items()
            if name.startswith("parameter/")
        }
        pairs = [(name, self.optimizer.state[parameter].get(ours), entry, parameter)
                 for name, ours in learning.STATE.items() for entry, parameter in self.learning]
        pairs += [(name, of.get(parameter), entry, parameter)
                  for hook in self.hooks for name, of in hook.state.items() for entry, parameter in self.learning]
        converted = []
        for name, values, entry, parameter in pairs:
            key = entry.name.replace("parameter", f"optimizer/{name}", 1)
            if values is None:
                continue
            if values.shape != parameter.shape or getattr(self.optimizer, "keeps_studio_shapes", False):
                remembered[key] = values.detach().cpu().contiguous()
            else:
                converted.append((key, entry, values))
        remembered.update(self.weights.collected(converted))
        with swapped(self.average):
            metadata = {**self.metadata, "steps": str(self.step)}
            weights.write(folder / "weights.safetensors", self.weights.save(), metadata)
        weights.write(folder / "optimizer.safetensors", remembered)
        (folder / "state.json").write_text(json.dumps({"step": self.step, "schedule": self.memory}), "utf-8")

    @property
    def average(self):
        """The weights that the model is measured with, where they are not those that learn."""
        return next((hook.state["average"] for hook in self.hooks if hook.state.get("average")), None)

    def share(self, rows):
        """This process's rows, and what their loss is multiplied with so that the mean over processes is the loss of all."""
        if len(rows) < self.world:
            return rows, 1
        return rows[self.rank :: self.world], self.world

    def take_gradient(self, rows):
        """The mean loss over the rows, with its gradient in the parameters."""
        self.optimizer.zero_grad()
        self.model.train()
        for name, factor in CONFIG["layerRates"].items():
            if factor == 0:
                rest(self.model, name.replace("-", "_"))
        size, loss = CONFIG["microBatch"], torch.zeros((), device=self.device)
        for start in range(0, len(rows), size):
            part = rows[start : start + size]
            own, scale = self.share(part)
            inputs, targets, counts = self.train.batch(own)
            is_last = start + size >= len(rows)
            with nullcontext() if is_last or self.world == 1 else self.network.no_sync():
                answers = self.network(inputs)
                value = scale * (losses(answers, targets) * counts).sum() / len(rows)
                value = value + learning.penalty(self.model) * len(part) / len(rows)
                value.backward()
            loss += value.detach()
        if self.world > 1:
            dist.all_reduce(loss)
        return loss.item() / self.world

    def do_step(self):
        """One step of the run; its loss."""
        rows = self.course.after(self.step)
        loss = self.take_gradient(rows)
        if learning.SHARPNESS is not None:
            self.look_uphill(rows)
        learning.clip(self.parameters)
        self.step += 1
        rate = learning.rate(min(self.step, CONFIG["totalSteps"]), self.course.passes, self.memory)
        for group in self.optimizer.param_groups:
            group["lr"] = group["factor"] * rate
        with torch.no_grad():
            for hook in self.hooks:
                hook.before(self.step, self.parameters)
            looks = self.looks(rows, loss)
            self.optimizer.step(lambda: next(looks))
            for hook in self.hooks:
                hook.after(self.step, self.parameters)
            learning.constrain(self.model)
        return loss

    def looks(self, rows, loss):
        """What an optimizer is told when it asks: the loss whose gradient has been taken, then that of wherever it has gone."""
        yield loss
        while True:
            yield self.look(rows)

    def look(self, rows):
        """The loss where the weights are for a while, with its gradient; what layers remember stays."""
        kept = [buffer.clone() for buffer in self.model.buffers()]
        loss = self.take_gradient(rows)
        with torch.no_grad():
            for buffer, old in zip(self.model.buffers(), kept):
                buffer.copy_(old)
        return loss

    def look_uphill(self, rows):
        """Sharpness-aware minimization (Foret et al. 2021): the gradient a little uphill instead."""
        norm = torch.stack([parameter.grad.square().sum() for parameter in self.parameters]).sum().sqrt()
        begun = [parameter.detach().clone() for parameter in self.parameters]
        with torch.no_grad():
            for parameter in self.parameters:
                parameter.add_(learning.SHARPNESS / (norm + 1e-12) * parameter.grad)
        self.look(rows)
        with torch.no_grad():
            for parameter, old in zip(self.parameters, begun):
                parameter.copy_(old)

    @torch.no_grad()
    def evaluate(self, part):
        """The mean loss over a part and, of classes, how many are right; as the model is measured."""
        self.model.eval()
        loss, right, count = torch.zeros(3, dtype=torch.float64, device=self.device)
        rows = np.arange(len(part))[self.rank :: self.world]
        with swapped(self.average):
            for start in range(0, len(rows), CONFIG["microBatch"]):
                inputs, targets, counts = part.batch(rows[start : start + CONFIG["microBatch"]])
                answers = self.model(inputs)
                weighed = counts if CONFIG["task"] == "generation" else torch.ones_like(counts)
                loss += (losses(answers, targets) * weighed).sum()
                count += len(inputs)
                if CONFIG["task"] == "classification":
                    right += (answers.argmax(1) == targets).sum()
            penalty = learning.penalty(self.model)
        if self.world > 1:
            for each in (loss, right, count):
                dist.all_reduce(each)
        measures = {"loss": loss.item() / count.item() + float(penalty)}
        if CONFIG["task"] == "classification":
            measures["accuracy"] = right.item() / count.item()
        return measures

    @torch.no_grad()
    def predict(self, inputs):
        """What the model answers: probabilities of classes, numbers in the target's own unit."""
        self.model.eval()
        with swapped(self.average):
            answers = self.model(inputs)
        if CONFIG["task"] in ("classification", "generation"):
            return torch.softmax(answers, -1)
        mean, deviation = CONFIG["targetScale"]
        return mean + deviation * answers


class swapped:
    """The parameters with other values for a while."""

    def __init__(self, values):
        self.values = values or {}

    def __enter__(self):
        self.kept = {parameter: parameter.detach().clone() for parameter in self.values}
        with torch.no_grad():
            for parameter, value in self.values.items():
                parameter.copy_(value)

    def __exit__(self, *_):
        with torch.no_grad():
            for parameter, value in self.kept.items():
                parameter.copy_(value)


def rest(model, name):
    """A frozen layer keeps its statistics, too."""
    for path, module in model.named_modules():
        if (path == name or path.startswith((f"{name}.", f"{name}_"))) and hasattr(module, "running_mean"):
            module.eval()


def losses(answers, targets):
    """[rows, answers]; a text has an answer for each token."""
    if CONFIG["task"] == "generation":
        return learning.losses(answers.flatten(0, 1), targets.flatten()).unflatten(0, targets.shape)
    return learning.losses(answers.flatten(1), targets)[:, None]


def train(run, steps, out, quiet=False):
    last = run.step + steps if steps is not None else CONFIG["totalSteps"]
    if run.step >= last:
        print(f"All {run.step} steps of this run are done; `--steps 1000` does a thousand more.")
    every = max(1, math.ceil(CONFIG["totalSteps"] / 200), run.course.steps_in(0) // 4)
    since = []
    while run.step < last:
        loss = run.do_step()
        since.append(loss)
        if run.step % every == 0 or run.step == last:
            measures = run.evaluate(run.validation) if len(run.validation) else {"loss": sum(since) / len(since)}
            run.memory = learning.observe(run.memory, measures["loss"])
            if run.rank == 0:
                told = ", ".join(f"{name} {value:.6g}" for name, value in measures.items())
                print(f"step {run.step}: loss {sum(since) / len(since):.6g}; validation: {told}", flush=True)
            since = []
            run.save(out)


def silence(model):
    """Dropout and noise draw other numbers here than in the studio: the check is made without them."""
    for module in model.modules():
        for name in ("p", "rate", "dropout", "recurrent_dropout", "stddev"):
            if isinstance(getattr(module, name, None), float):
                setattr(module, name, 0.0)


def check(run):
    """The greatest differences from what the studio computed; true where all are within what rounding explains."""
    parity = json.loads((HERE / "parity.json").read_text("utf-8"))
    CONFIG["microBatch"] = parity["microBatch"]
    silence(run.model)
    part = run.validation if parity["part"] == "validation" else run.train
    inputs = part.read(np.array(parity["rows"]))
    answers = torch.tensor(parity["answers"], dtype=torch.float32, device=run.device)
    scale = max(1.0, answers.abs().max().item())
    found = [("predictions", (run.predict(inputs).flatten() - answers).abs().max().item() / scale, 1e-5)]
    loss = run.take_gradient(run.course.after(run.step))
    found.append(("loss", abs(loss - parity["losses"][0]) / max(1.0, abs(parity["losses"][0])), 1e-5))
    gradients = run.weights.collected([(entry.name, entry, parameter.grad) for entry, parameter in run.learning])
    # A gradient of next to nothing is all rounding.
    longest = max(1e-2, *(gradient["norm"] for gradient in parity["gradients"].values()))
    worst = 0.0
    for name, gradient in parity["gradients"].items():
        own = gradients[name].flatten()
        values = torch.tensor(gradient["values"], dtype=torch.float32)
        apart = (own[torch.tensor(gradient["places"])] - values).abs().max().item()
        worst = max(worst, apart / longest, abs(own.norm().item() - gradient["norm"]) / longest)
    # In a large network rounding turns a few units of ReLU on or off, and their whole gradient with them.
    found.append(("gradients", worst, 1e-2))
    losses_here = [run.do_step() for _ in parity["losses"]]
    apart = [abs(one - other) / max(1.0, abs(other)) for one, other in zip(losses_here, parity["losses"])]
    found.append((f"losses of {len(apart)} steps", max(apart), 1e-3))
    if run.rank == 0:
        for what, difference, most in found:
            verdict = "ok" if difference <= most else "DIFFERENT"
            print(f"{verdict:9}  {what}: {difference:.1e} apart from the studio's (at most {most:.0e})")
    return all(difference <= most for _, difference, most in found)


def main(given=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="compare with the studio's numbers instead of training")
    parser.add_argument("--steps", type=int, help="so many steps, instead of those left of the run")
    parser.add_argument("--from", dest="begin", type=Path, default=HERE, help="the folder to go on from")
    parser.add_argument("--out", type=Path, default=HERE / "out", help="the folder to save in")
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    asked = parser.parse_args(given)
    device = torch.device(asked.device)
    is_several = "RANK" in os.environ and not dist.is_initialized()
    if is_several:
        dist.init_process_group("nccl" if device.type == "cuda" else "gloo")
    if device.type == "cuda" and "LOCAL_RANK" in os.environ:
        device = torch.device("cuda", int(os.environ["LOCAL_RANK"]))
        torch.cuda.set_device(device)
    run = Run(asked.begin, device)
    try:
        if asked.check:
            return 0 if check(run) else 1
        train(run, asked.steps, asked.out)
        return 0
    finally:
        if is_several:
            dist.destroy_process_group()


if __name__ == "__main__":
    raise SystemExit(main())
