import type { z } from "zod";
import { selectionOf } from "../definition.ts";
import { ackley } from "./ackley/definition.ts";
import { beale } from "./beale/definition.ts";
import { booth } from "./booth/definition.ts";
import { himmelblau } from "./himmelblau/definition.ts";
import { linearRegression } from "./linear-regression/definition.ts";
import { matyas } from "./matyas/definition.ts";
import { monkeySaddle } from "./monkey-saddle/definition.ts";
import { noisyBowl } from "./noisy-bowl/definition.ts";
import { own } from "./own/definition.ts";
import { plateau } from "./plateau/definition.ts";
import { quadraticBowl } from "./quadratic-bowl/definition.ts";
import { rastrigin } from "./rastrigin/definition.ts";
import { ravine } from "./ravine/definition.ts";
import { rosenbrock } from "./rosenbrock/definition.ts";
import { saddle } from "./saddle/definition.ts";
import { sixHumpCamel } from "./six-hump-camel/definition.ts";
import { styblinskiTang } from "./styblinski-tang/definition.ts";
import { threeHumpCamel } from "./three-hump-camel/definition.ts";

export const landscapes = [
  quadraticBowl,
  ravine,
  plateau,
  noisyBowl,
  linearRegression,
  saddle,
  monkeySaddle,
  rosenbrock,
  himmelblau,
  beale,
  booth,
  matyas,
  threeHumpCamel,
  sixHumpCamel,
  rastrigin,
  ackley,
  styblinskiTang,
  own,
] as const;

/** What reads formulas, derives gradients and walks: for who opens a landscape, so it waits for that. */
export const loadLandscapes = () => import("./open-landscape.ts");
export const loadReleases = () => import("./release.ts");

/** `{ id, condition, rotation, ... }` */
export const landscapeSelection = selectionOf("id", landscapes);
export type LandscapeSelection = z.infer<typeof landscapeSelection>;
