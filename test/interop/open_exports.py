"""Opens exported files with the programs that they are meant for; says in JSON what it finds.

Reads a list of {"format", "file", "inputs", "shape"} from the file named first; `inputs` is row-major. Of a file that
prepares rows itself there are {"columns"} instead: by name a list a row, as JSON has them.
"""

import json
import os
import sys

os.environ["KERAS_BACKEND"] = "torch"

import keras
import numpy
import onnx
import onnxruntime
from safetensors.numpy import load_file


def open_onnx(entry):
    onnx.checker.check_model(onnx.load(entry["file"]), full_check=True)
    session = onnxruntime.InferenceSession(entry["file"])
    if "columns" in entry:
        feeds = {each.name: column(each.type, entry["columns"][each.name]) for each in session.get_inputs()}
    else:
        [given] = session.get_inputs()
        feeds = {given.name: numpy.array(entry["inputs"], numpy.float32).reshape(entry["shape"])}
    answers = dict(zip([each.name for each in session.get_outputs()], session.run(None, feeds)))
    return {
        "answer": answers["answer"].ravel().tolist(),
        "label": answers["label"].tolist() if "label" in answers else None,
        "metadata": session.get_modelmeta().custom_metadata_map,
    }


def column(kind, rows):
    if kind == "tensor(string)":
        return numpy.array([["" if value is None else value for value in row] for row in rows], object)
    kinds = {"tensor(double)": numpy.float64, "tensor(uint8)": numpy.uint8}
    return numpy.array([[numpy.nan if value is None else value for value in row] for row in rows], kinds[kind])


def tensors(arrays):
    return {"tensors": {name: {"shape": list(each.shape), "values": each.ravel().tolist()} for name, each in arrays}}


def open_npz(entry):
    with numpy.load(entry["file"]) as archive:
        return tensors([(name, archive[name]) for name in archive.files if name != "card.json"])


def open_keras(entry):
    examples = numpy.array(entry["inputs"], numpy.float32).reshape(entry["shape"])
    answer = keras.ops.convert_to_numpy(keras.saving.load_model(entry["file"])(examples, training=False))
    return {"answer": answer.ravel().tolist()}


OPEN = {"keras": open_keras, "onnx": open_onnx, "npz": open_npz, "safetensors": lambda entry: tensors(load_file(entry["file"]).items())}

with open(sys.argv[1], encoding="utf-8") as asked:
    json.dump([OPEN[entry["format"]](entry) for entry in json.load(asked)], sys.stdout)
