import { selectionOf } from "../definition.ts";
import { adabelief } from "./adabelief/definition.ts";
import { adafactor } from "./adafactor/definition.ts";
import { adadelta } from "./adadelta/definition.ts";
import { adagrad } from "./adagrad/definition.ts";
import { adam } from "./adam/definition.ts";
import { adamax } from "./adamax/definition.ts";
import { adamw } from "./adamw/definition.ts";
import { amsgrad } from "./amsgrad/definition.ts";
import { averagedMomentum } from "./averaged-momentum/definition.ts";
import { dynamic } from "./dynamic/definition.ts";
import { gradientDescent } from "./gradient-descent/definition.ts";
import { lamb } from "./lamb/definition.ts";
import { lbfgs } from "./lbfgs/definition.ts";
import { lion } from "./lion/definition.ts";
import { momentum } from "./momentum/definition.ts";
import { muon } from "./muon/definition.ts";
import { nadam } from "./nadam/definition.ts";
import { nesterov } from "./nesterov/definition.ts";
import { radam } from "./radam/definition.ts";
import { rmsprop } from "./rmsprop/definition.ts";
import { sgd } from "./sgd/definition.ts";
import { stochastic } from "./stochastic/definition.ts";

export const optimizers = [
  gradientDescent,
  stochastic,
  sgd,
  dynamic,
  momentum,
  averagedMomentum,
  nesterov,
  adagrad,
  adadelta,
  rmsprop,
  adam,
  amsgrad,
  adamw,
  adamax,
  nadam,
  radam,
  adabelief,
  lion,
  lamb,
  adafactor,
  muon,
  lbfgs,
] as const;

/** What prints updates and draws paths: for who opens a card, so it waits for that. */
export const loadPrinter = () => import("./formula.ts");
export const loadSymbols = () => import("./symbols.ts");
export const loadPaths = () => import("./path.ts");
export const loadExplanations = () => import("./explain-step.ts");

/** `{ id, learningRate, ... }` */
export const optimizerSelection = selectionOf("id", optimizers);
