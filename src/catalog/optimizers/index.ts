import { selectionOf } from "../definition.ts";
import { adam } from "./adam/definition.ts";
import { gradientDescent } from "./gradient-descent/definition.ts";
import { momentum } from "./momentum/definition.ts";
import { sgd } from "./sgd/definition.ts";
import { stochastic } from "./stochastic/definition.ts";

export const optimizers = [gradientDescent, stochastic, sgd, momentum, adam] as const;

/** `{ id, learningRate, ... }` */
export const optimizerSelection = selectionOf("id", optimizers);
