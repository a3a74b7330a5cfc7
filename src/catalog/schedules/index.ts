import { selectionOf } from "../definition.ts";
import { constant } from "./constant/definition.ts";
import { cosine } from "./cosine/definition.ts";
import { cosineRestarts } from "./cosine-restarts/definition.ts";
import { exponential } from "./exponential/definition.ts";
import { inverseSquareRoot } from "./inverse-square-root/definition.ts";
import { linear } from "./linear/definition.ts";
import { multiStep } from "./multi-step/definition.ts";
import { oneCycle } from "./one-cycle/definition.ts";
import { polynomial } from "./polynomial/definition.ts";
import { reduceOnPlateau } from "./reduce-on-plateau/definition.ts";
import { step } from "./step/definition.ts";

export const schedules = [
  constant,
  step,
  multiStep,
  exponential,
  linear,
  polynomial,
  cosine,
  cosineRestarts,
  oneCycle,
  inverseSquareRoot,
  reduceOnPlateau,
] as const;

/** `{ id, ... }` */
export const scheduleSelection = selectionOf("id", schedules);
