"""Opens exported files with the programs that they are meant for; says in JSON what it finds.

Reads a list of {"format", "file", "inputs", "shape"} from the file named first; `inputs` is row-major. Of a file that
prepares rows itself, or says how, there are {"columns"} instead: by name a list a row, as JSON has them.
"""

import json
import os
import sys
import tempfile
import zipfile

os.environ["KERAS_BACKEND"] = "torch"

import keras
import numpy
import onnx
import onnxruntime
import torch
from safetensors.torch import load_file


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


def open_safetensors(entry):
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(entry["file"]) as archive:
        archive.extractall(folder)
        loaded = load_file(os.path.join(folder, "model.safetensors"))
        with open(os.path.join(folder, "config.json"), encoding="utf-8") as config:
            return rebuilt(json.load(config), loaded, entry["columns"]) if "columns" in entry else tensors(loaded.items())


def rebuilt(config, loaded, columns):
    """Of dense layers, on a table of numbers and categories."""
    bends = {"linear": lambda x: x, "relu": torch.relu}
    x = torch.tensor(prepared(config, columns), dtype=torch.float32)
    for layer in config["network"]["layers"]:
        kernel, bias = [loaded[f"parameter/{layer['name']}/{name}"] for name in ("kernel", "bias")]
        x = bends[layer["activation"]](x @ kernel + bias)
    answer = {"softmax": lambda x: torch.softmax(x, -1)}[config["network"]["answer"]](x)
    classes = config["target"]["classes"]
    return {"answer": answer.ravel().tolist(), "label": [classes[best] for best in answer.argmax(-1)]}


def prepared(config, columns):
    names = [column["name"] for column in config["inputs"]]
    table = {name: [row[0] for row in columns[name]] for name in names}
    steps = {
        "impute": lambda value, known: next(iter(known.values())) if value is None else value,
        "standardize": lambda value, known: (value - known["mean"]) / known["deviation"],
        "one-hot": lambda value, known: [float(value == each) for each in known["categories"]],
    }
    for step in config["preprocess"]:
        for column in step["columns"]:
            name = column["name"]
            table[name] = [steps[step["step"]](value, column["values"]) for value in table[name]]
    return numpy.column_stack([table[name] for name in names])


OPEN = {"keras": open_keras, "onnx": open_onnx, "npz": open_npz, "safetensors": open_safetensors}

with open(sys.argv[1], encoding="utf-8") as asked:
    json.dump([OPEN[entry["format"]](entry) for entry in json.load(asked)], sys.stdout)
