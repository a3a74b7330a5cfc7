/** The Python that is written as it stands. */
import attend from "./python/modules/attend.py?raw";
import attention from "./python/modules/attention.py?raw";
import averagePool from "./python/modules/average-pool.py?raw";
import batchNorm from "./python/modules/batch-norm.py?raw";
import gaussianDropout from "./python/modules/gaussian-dropout.py?raw";
import gaussianNoise from "./python/modules/gaussian-noise.py?raw";
import gruResetBefore from "./python/modules/gru-reset-before.py?raw";
import gru from "./python/modules/gru.py?raw";
import lstm from "./python/modules/lstm.py?raw";
import maskedMax from "./python/modules/masked-max.py?raw";
import maskedMean from "./python/modules/masked-mean.py?raw";
import multiHeadAttention from "./python/modules/multi-head-attention.py?raw";
import oneBias from "./python/modules/one-bias.py?raw";
import recurrent from "./python/modules/recurrent.py?raw";
import simpleRnn from "./python/modules/simple-rnn.py?raw";
import sinusoids from "./python/modules/sinusoids.py?raw";
import adabelief from "./python/optimizers/adabelief.py?raw";
import adafactor from "./python/optimizers/adafactor.py?raw";
import averagedMomentum from "./python/optimizers/averaged-momentum.py?raw";
import optimizerBase from "./python/optimizers/base.py?raw";
import lamb from "./python/optimizers/lamb.py?raw";
import lbfgs from "./python/optimizers/lbfgs.py?raw";
import lion from "./python/optimizers/lion.py?raw";
import muon from "./python/optimizers/muon.py?raw";
import data from "./python/data.py?raw";
import exportBack from "./python/export_back.py?raw";
import rayTrain from "./python/ray_train.py?raw";
import train from "./python/train.py?raw";
import weights from "./python/weights.py?raw";
import averaging from "./python/wrappers/averaging.py?raw";
import lookahead from "./python/wrappers/lookahead.py?raw";

/** Of model.py, each after those that it needs. */
export const moduleSnippets: Readonly<Record<string, string>> = {
  "average-pool": averagePool,
  "batch-norm": batchNorm,
  "gaussian-noise": gaussianNoise,
  "gaussian-dropout": gaussianDropout,
  "masked-mean": maskedMean,
  "masked-max": maskedMax,
  sinusoids,
  attend,
  attention,
  "multi-head-attention": multiHeadAttention,
  "one-bias": oneBias,
  recurrent,
  "simple-rnn": simpleRnn,
  gru,
  "gru-reset-before": gruResetBefore,
  lstm,
};

export const optimizerSnippets = {
  base: optimizerBase,
  "averaged-momentum": averagedMomentum,
  adabelief,
  adafactor,
  lamb,
  lbfgs,
  lion,
  muon,
} as const;

export const wrapperSnippets = { averaging, lookahead } as const;

/** Files of the project that are the same for all. */
export const projectFiles = {
  "data.py": data,
  "weights.py": weights,
  "train.py": train,
  "ray_train.py": rayTrain,
  "export_back.py": exportBack,
} as const;
