"""Between the network's tensors and the studio's: the same numbers under other names, with their axes in other orders."""

import torch
from safetensors import safe_open
from safetensors.torch import load_file, save_file


def swapped(gates):
    """torch.nn.GRU has its reset gate first, the studio its update gate."""
    first, second, candidate = gates.chunk(3, -1)
    return torch.cat([second, first, candidate], -1)


class Entry:
    """One tensor of the network, and the studio's that it is (or, of two biases, a row of)."""

    def __init__(self, name, shape, module, axes=None, gates=False, row=None):
        self.name, self.module, self.gates, self.row = name, module, gates, row
        self.shape = shape if row is None else shape[1:]
        self.axes = list(range(len(self.shape))) if axes is None else axes

    def view(self, tensor):
        """The network's tensor with the studio's axes; shares its numbers."""
        permuted = tensor.reshape([self.shape[axis] for axis in self.axes])
        return permuted.permute([self.axes.index(axis) for axis in range(len(self.axes))])

    def to_studio(self, tensor):
        return swapped(self.view(tensor)) if self.gates else self.view(tensor)

    def from_studio(self, values, shape):
        values = values if self.row is None else values[self.row]
        values = swapped(values) if self.gates else values
        return values.permute(self.axes).reshape(shape).contiguous()


class Weights:
    """The network's parameters and running statistics under the studio's names."""

    def __init__(self, model, table):
        held = {**dict(model.named_parameters()), **dict(model.named_buffers())}
        self.entries = [Entry(**entry) for entry in table]
        self.tensors = {entry.module: held[entry.module] for entry in self.entries}
        self.entry_of = {self.tensors[entry.module]: entry for entry in self.entries}

    def of(self, kind):
        """(entry, tensor) of the "parameter"s or the "state"."""
        return [(each, self.tensors[each.module]) for each in self.entries if each.name.startswith(f"{kind}/")]

    def view(self, tensor):
        return self.entry_of[tensor].view(tensor)

    def collected(self, pairs):
        """The studio's tensors of (name, entry, tensor)."""
        found = {}
        for name, entry, tensor in pairs:
            found.setdefault(name, []).append((entry, entry.to_studio(tensor.detach()).float().cpu()))
        return {
            name: (parts[0][1] if parts[0][0].row is None else torch.stack([part for _, part in parts])).contiguous()
            for name, parts in found.items()
        }

    @torch.no_grad()
    def load(self, tensors, replaced=("parameter", "parameter")):
        """`replaced`: the beginning of the names that stand for the parameters', where there are any."""
        for entry in self.entries:
            other = entry.name.replace(*replaced, 1)
            values = tensors.get(other, tensors.get(entry.name))
            target = self.tensors[entry.module]
            target.copy_(entry.from_studio(values, target.shape))

    def save(self):
        return self.collected([(entry.name, entry, self.tensors[entry.module]) for entry in self.entries])


def read(path):
    """The tensors of a safetensors file, and its metadata."""
    with safe_open(path, "pt") as file:
        metadata = file.metadata() or {}
    return load_file(path), metadata


def write(path, tensors, metadata=None):
    save_file(tensors, path, metadata=metadata)
