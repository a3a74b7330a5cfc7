"""Writes what has been trained here as a file that Descent Studio adds to its library: python export_back.py out model.safetensors"""

import argparse
import json
from pathlib import Path

import weights

HERE = Path(__file__).resolve().parent

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=HERE / "out", help="where train.py has saved")
    parser.add_argument("file", nargs="?", type=Path, default=HERE / "trained.safetensors")
    asked = parser.parse_args()
    tensors, _ = weights.read(asked.folder / "weights.safetensors")
    # The description that came with the model names its layers, classes and preprocessing.
    metadata = weights.read(HERE / "weights.safetensors")[1]
    step = json.loads((asked.folder / "state.json").read_text("utf-8"))["step"]
    expected = weights.read(HERE / "weights.safetensors")[0]
    for name, tensor in expected.items():
        if name not in tensors or tensors[name].shape != tensor.shape:
            raise SystemExit(f"{asked.folder}: {name} should be {list(tensor.shape)}.")
    weights.write(asked.file, {name: tensors[name] for name in expected}, {**metadata, "steps": str(step)})
    print(f"{asked.file}: {len(expected)} tensors of step {step}. Add it in the studio's library.")
