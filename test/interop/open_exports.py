"""Opens exported files with the programs that they are meant for; says in JSON what it finds.

Reads a list of {"format", "file", "inputs", "shape"} from the file named first; `inputs` is row-major.
"""

import json
import sys

import numpy
import onnx
import onnxruntime
from safetensors.numpy import load_file


def open_onnx(entry):
    onnx.checker.check_model(onnx.load(entry["file"]), full_check=True)
    session = onnxruntime.InferenceSession(entry["file"])
    [given] = session.get_inputs()
    examples = numpy.array(entry["inputs"], numpy.float32).reshape(entry["shape"])
    [answer] = session.run(None, {given.name: examples})
    return {"answer": answer.ravel().tolist(), "metadata": session.get_modelmeta().custom_metadata_map}


def tensors(arrays):
    return {"tensors": {name: {"shape": list(each.shape), "values": each.ravel().tolist()} for name, each in arrays}}


def open_npz(entry):
    with numpy.load(entry["file"]) as archive:
        return tensors([(name, archive[name]) for name in archive.files if name != "card.json"])


OPEN = {"onnx": open_onnx, "npz": open_npz, "safetensors": lambda entry: tensors(load_file(entry["file"]).items())}

with open(sys.argv[1], encoding="utf-8") as asked:
    json.dump([OPEN[entry["format"]](entry) for entry in json.load(asked)], sys.stdout)
