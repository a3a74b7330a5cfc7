"""Runs `train.py` of PyTorch projects, in one process or, under torchrun, in several; says in JSON what each printed.

Reads a list of {"folder", "given"} from the file named first, and writes to the one named second.
"""

import contextlib
import io
import json
import os
import sys

import torch.distributed as dist

OWN = ("data", "learning", "model", "train", "weights")


def run(folder, given):
    for name in OWN:
        sys.modules.pop(name, None)
    sys.path.insert(0, folder)
    told = io.StringIO()
    try:
        import train

        with contextlib.redirect_stdout(told):
            code = train.main(given)
    finally:
        sys.path.remove(folder)
    return {"code": code, "told": told.getvalue()}


if __name__ == "__main__":
    if "RANK" in os.environ:
        dist.init_process_group("gloo")
    with open(sys.argv[1], encoding="utf-8") as asked:
        done = [run(entry["folder"], entry["given"]) for entry in json.load(asked)]
    if os.environ.get("RANK", "0") == "0":
        with open(sys.argv[2], "w", encoding="utf-8") as told:
            json.dump(done, told)
    if dist.is_initialized():
        dist.barrier()
        dist.destroy_process_group()
