"""Runs programs of Keras source; says in JSON what they made and how they learnt.

Reads a list of {"file", "inputs", "shape", "targets"} from the file named first; `inputs` is row-major.
"""

import json
import os
import runpy
import sys

os.environ["KERAS_BACKEND"] = "torch"

import numpy


def ran(entry):
    program = runpy.run_path(entry["file"])
    x = numpy.array(entry["inputs"], numpy.float32).reshape(entry["shape"])
    y = numpy.array(entry["targets"], numpy.float32)[:, None]
    losses = [program["train"](x, y, epochs=epochs, verbose=0).evaluate(x, y, verbose=0) for epochs in (1, 10)]
    return {"parameters": program["build_model"]().count_params(), "losses": losses}


with open(sys.argv[1], encoding="utf-8") as asked:
    json.dump([ran(entry) for entry in json.load(asked)], sys.stdout)
