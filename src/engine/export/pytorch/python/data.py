"""The run's examples as the network reads them, in the order in which the studio takes them."""

import math
from pathlib import Path

import numpy as np
import torch

WORD = np.uint32
#: Of the studio's streams of random numbers, the one that shuffles.
SHUFFLE = 0x20000000


def threefry(key, counter):
    """Threefry-2x32 with 20 rounds (Salmon et al. 2011) of counters [n], each two words."""
    first, second = (WORD(each & 0xFFFFFFFF) for each in key)
    keys = [first, second, first ^ second ^ WORD(0x1BD11BDA)]
    turns = [[13, 15, 26, 6], [17, 29, 16, 24]]
    with np.errstate(over="ignore"):
        one, other = counter[0] + keys[0], counter[1] + keys[1]
        for group in range(5):
            for turn in turns[group % 2]:
                one = one + other
                other = ((other << WORD(turn)) | (other >> WORD(32 - turn))) ^ one
            one = one + keys[(group + 1) % 3]
            other = other + keys[(group + 2) % 3] + WORD(group + 1)
    return one, other


class RandomStream:
    """The studio's stream under (seed, stream, substream)."""

    def __init__(self, seed, stream, substream=0):
        mixed = threefry((seed, seed >> 32), (np.array([stream], WORD), np.array([substream], WORD)))
        self.key = tuple(int(word[0]) for word in mixed)
        self.block, self.words = 0, []

    def word(self):
        if not self.words:
            counters = np.arange(self.block, self.block + 4096, dtype=np.uint64)
            low, high = (counters & np.uint64(0xFFFFFFFF)).astype(WORD), (counters >> np.uint64(32)).astype(WORD)
            drawn = np.stack(threefry(self.key, (low, high)), 1).ravel()
            self.words = drawn[::-1].tolist()
            self.block += 4096
        return self.words.pop()

    def below(self, limit):
        """Uniform in 0 .. limit - 1 (Lemire 2019)."""
        while True:
            product = self.word() * limit
            rest = product & 0xFFFFFFFF
            if rest >= limit or rest >= 2**32 % limit:
                return product >> 32

    def permutation(self, count):
        order = np.arange(count)
        for last in range(count - 1, 0, -1):
            other = self.below(last + 1)
            order[last], order[other] = order[other], order[last]
        return order


class Course:
    """Which rows a step takes: a function of the seed and of how many steps came before it."""

    def __init__(self, config, rows):
        self.rows, self.seed = rows, config["seed"]
        self.first, self.growth, self.is_shuffled = config["batchSize"], config["growth"], config["isShuffled"]
        self.order = (-1, np.arange(rows))

    def batch_size(self, epoch):
        try:
            size = self.first * float(self.growth) ** epoch
        except OverflowError:
            return self.rows
        return self.rows if size >= self.rows else math.floor(size + 0.5)

    def steps_in(self, epoch):
        return -(-self.rows // self.batch_size(epoch))

    def place(self, done):
        """The epoch of the step after `done` steps, and its place there."""
        if self.growth == 1:
            return divmod(done, self.steps_in(0))
        epoch = 0
        while done >= self.steps_in(epoch):
            if self.batch_size(epoch) == self.rows:
                return epoch + done, 0
            done -= self.steps_in(epoch)
            epoch += 1
        return epoch, done

    def passes(self, done):
        epoch, place = self.place(done)
        return epoch + place / self.steps_in(epoch)

    def after(self, done):
        epoch, place = self.place(done)
        if self.is_shuffled and self.order[0] != epoch:
            self.order = (epoch, RandomStream(self.seed, SHUFFLE, epoch).permutation(self.rows))
        size = self.batch_size(epoch)
        return self.order[1][place * size : (place + 1) * size]


class Shards:
    """An array in several files, of which only the rows asked for are read."""

    def __init__(self, folder, name):
        self.parts = [np.load(path, mmap_mode="r") for path in sorted(Path(folder).glob(f"{name}-*.npy"))]
        self.starts = np.cumsum([0, *(len(part) for part in self.parts)])

    def __len__(self):
        return int(self.starts[-1])

    def __getitem__(self, rows):
        shard = np.searchsorted(self.starts, rows, side="right") - 1
        if len(self.parts) == 1:
            return self.parts[0][rows]
        return np.stack([self.parts[s][row - self.starts[s]] for s, row in zip(shard, rows)])


class Part:
    """The training or the validation part."""

    def __init__(self, folder, name, config, device):
        self.inputs = Shards(folder, f"{name}-inputs")
        self.targets = Shards(folder, f"{name}-targets")
        self.config, self.device = config, device

    def __len__(self):
        return len(self.inputs)

    def read(self, rows):
        """As the network reads them, or the tokens of texts."""
        inputs = self.inputs[rows]
        pixels = self.config["pixels"]
        if pixels is not None:
            inputs = (inputs * np.float64(pixels["factor"]) + np.float64(pixels["offset"])).astype(np.float32)
        return torch.from_numpy(np.ascontiguousarray(inputs)).to(self.device)

    def batch(self, rows):
        """Inputs, targets, and what each answer's loss is multiplied with [rows, answers]."""
        inputs, task = self.read(rows), self.config["task"]
        if task == "generation":
            # Each token is told from those before it, behind a first 0; the 0 at a text's end is asked for, too.
            before = torch.cat([torch.zeros_like(inputs[:, :1]), inputs[:, :-1]], 1)
            asked = (before > 0).float()
            asked[:, 0] = 1
            return before, inputs.long(), asked * self.config["answerWeight"]
        ones = torch.ones(len(rows), 1, device=self.device)
        if task == "reconstruction":
            return inputs, inputs.flatten(1), ones
        targets = torch.from_numpy(np.ascontiguousarray(self.targets[rows])).to(self.device)
        if task == "regression":
            return inputs, targets[:, None], ones
        weights = self.config["classWeights"]
        if weights is not None:
            ones = torch.tensor(weights, device=self.device)[targets.long()][:, None]
        return inputs, targets.long(), ones
