"""PyTorch on the CPU: reads a network as a line of JSON, then a line for each batch and "train"; answers every line."""

import base64
import json
import sys
import time

import torch

ACTIVATIONS = {"linear": torch.nn.Identity, "relu": torch.nn.ReLU, "tanh": torch.nn.Tanh}


def array(packed, kind=torch.float32):
    return torch.frombuffer(bytearray(base64.b64decode(packed)), dtype=kind)


class Channels(torch.nn.Module):
    """Pictures come as [rows, height, width, channels]; convolutions take the channels first."""

    def __init__(self, order):
        super().__init__()
        self.order = order

    def forward(self, x):
        return x.permute(self.order)


class Last(torch.nn.Module):
    def __init__(self, lstm):
        super().__init__()
        self.lstm = lstm

    def forward(self, x):
        return self.lstm(x)[0][:, -1]


def lstm(layer, weights):
    kernel, recurrent, bias = weights
    made = torch.nn.LSTM(kernel.shape[0], layer["units"], batch_first=True)
    with torch.no_grad():
        made.weight_ih_l0.copy_(kernel.T)
        made.weight_hh_l0.copy_(recurrent.T)
        made.bias_ih_l0.copy_(bias)
        made.bias_hh_l0.zero_()
    made.bias_hh_l0.requires_grad_(False)
    return Last(made)


def network(layers, weights):
    weights = list(weights)
    modules = []
    is_picture = any(layer["type"] == "conv2d" for layer in layers)
    if is_picture:
        modules.append(Channels((0, 3, 1, 2)))
    for layer in layers:
        kind = layer["type"]
        if kind == "dense":
            kernel, bias = weights.pop(0), weights.pop(0)
            made = torch.nn.Linear(*kernel.shape)
            kernel = kernel.T
        elif kind == "conv2d":
            kernel, bias = weights.pop(0), weights.pop(0)
            kernel = kernel.permute(3, 2, 0, 1)
            padding = 0 if layer["padding"] == "valid" else "same"
            made = torch.nn.Conv2d(kernel.shape[1], kernel.shape[0], kernel.shape[2:], layer["strides"], padding)
        elif kind == "max-pooling2d":
            modules.append(torch.nn.MaxPool2d(layer["poolSize"]))
            continue
        elif kind == "flatten":
            modules += [Channels((0, 2, 3, 1)), torch.nn.Flatten()] if is_picture else [torch.nn.Flatten()]
            continue
        elif kind == "lstm":
            modules.append(lstm(layer, [weights.pop(0) for _ in range(3)]))
            continue
        else:
            raise ValueError(f"no {kind} layer here")
        with torch.no_grad():
            made.weight.copy_(kernel)
            made.bias.copy_(bias)
        modules += [made, ACTIVATIONS[layer["activation"]]()]
    return torch.nn.Sequential(*modules)


def main():
    start = json.loads(sys.stdin.readline())
    weights = [array(each["values"]).reshape(each["shape"]) for each in start["weights"]]
    model = network(start["layers"], weights)
    adam = start["adam"]
    learnt = [each for each in model.parameters() if each.requires_grad]
    optimizer = torch.optim.Adam(learnt, adam["learningRate"], (adam["beta1"], adam["beta2"]), adam["epsilon"])
    loss_of = torch.nn.MSELoss() if start["outputs"] == 1 else torch.nn.CrossEntropyLoss()
    print(json.dumps({"ready": torch.__version__}), flush=True)
    is_number = start["outputs"] == 1
    batches = []
    for line in sys.stdin:
        given = json.loads(line)
        if given != "train":
            x = array(given["inputs"]).reshape(-1, *start["shape"])
            y = array(given["targets"]).reshape(-1, 1) if is_number else array(given["targets"], torch.int32).long()
            batches.append((x, y))
            print(json.dumps({"batches": len(batches)}), flush=True)
            continue
        losses = []
        began = time.perf_counter()
        for x, y in batches:
            optimizer.zero_grad()
            loss = loss_of(model(x), y)
            loss.backward()
            optimizer.step()
            losses.append(loss.detach())
        ms = 1000 * (time.perf_counter() - began)
        print(json.dumps({"ms": ms, "firstLoss": losses[0].item(), "lastLoss": losses[-1].item()}), flush=True)
        batches = []


main()
