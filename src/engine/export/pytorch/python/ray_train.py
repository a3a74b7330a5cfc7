"""The same run on a Ray cluster: python ray_train.py --workers 4"""

import argparse
import sys
from pathlib import Path

try:
    from ray.train import ScalingConfig
    from ray.train.torch import TorchTrainer
except ImportError:
    raise SystemExit('Ray Train is not installed: pip install "ray[train]"') from None

HERE = str(Path(__file__).resolve().parent)


def work(given):
    # Ray has set up torch.distributed by now.
    sys.path.insert(0, HERE)
    import train

    if train.main(given) != 0:
        raise RuntimeError("The numbers are not the studio's.")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--gpu", action="store_true")
    asked, given = parser.parse_known_args()
    given += [] if asked.gpu else ["--device", "cpu"]
    TorchTrainer(
        work, train_loop_config=given, scaling_config=ScalingConfig(num_workers=asked.workers, use_gpu=asked.gpu)
    ).fit()
