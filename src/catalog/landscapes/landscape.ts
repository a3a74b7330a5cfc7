/** What a landscape is: a loss of two weights, small enough to be looked at. Entries live in one folder each. */
import type { z } from "zod";
import type { Formula } from "../../language/formula.ts";
import type { ConfigSchema, Definition } from "../definition.ts";
import type { WalkStep } from "../optimizers/walk.ts";

export type Place = readonly [x: number, y: number];

/** The part of the plane that is looked at. */
export interface Frame {
  readonly x: readonly [from: number, to: number];
  readonly y: readonly [from: number, to: number];
}

interface PlanOf {
  readonly frame: Frame;
  /** Where a first path begins: a place from which the landscape shows its character. */
  readonly start: Place;
  /** The lowest places, where the literature knows them; none where the landscape has no lowest place. */
  readonly minima: readonly Place[];
}

export interface FormulaPlan extends PlanOf {
  /** In x and y, as a user would type it. */
  readonly formula: string;
}

/** The error of a line over points around y = 2x, by slope and intercept. */
export interface LinePlan extends PlanOf {
  readonly line: {
    readonly points: number;
    readonly noise: number;
    /** Inputs lie within 1 of it. */
    readonly centre: number;
    readonly seed: number;
    /** Points that a step sees of optimizers that take batches. */
    readonly batch: number;
  };
}

export interface LandscapeDefinition<Config extends ConfigSchema = ConfigSchema> extends Definition<Config> {
  /** What the landscape is for its settings. */
  readonly plan: (config: z.infer<Config>) => FormulaPlan | LinePlan;
  /** The standard deviation of noise that a first path meets in each part of the gradient. */
  readonly noise?: number;
  /** Ids of the optimizers that a visit begins with, where it is about others than most. */
  readonly walkers?: readonly string[];
}

export function defineLandscape<const Id extends string, Config extends ConfigSchema>(
  definition: LandscapeDefinition<Config> & { readonly id: Id },
): LandscapeDefinition<Config> & { readonly id: Id } {
  return definition;
}

/** One that is open: it can be walked on. */
export interface Landscape {
  readonly height: (place: Place) => number;
  /** Exact, by the rules of calculus. */
  readonly gradient: (place: Place) => Place;
  readonly frame: Frame;
  readonly start: Place;
  /** Those known and those found in the frame, deepest first. */
  readonly minima: readonly Minimum[];
  readonly formula: Formula;
  /** The partial derivatives. */
  readonly slopes: readonly [x: Formula, y: Formula];
  /** What its two weights are called in them. */
  readonly weights: readonly [string, string];
  /** What the loss is taken over; null: it is a formula and nothing else. */
  readonly data: LineData | null;
}

/** Points that a line is fitted to; `batch` of them make a mini-batch. */
export interface LineData {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly batch: number;
}

/** How many examples a step sees, multiplied with `growth` each epoch. */
export interface Batching {
  readonly size: number;
  readonly growth: number;
}

export interface Minimum {
  readonly place: Place;
  readonly height: number;
  /** None of them is deeper. */
  readonly isLowest: boolean;
}

/** A path over a landscape. */
export interface Released {
  /** The places, one more than the steps. */
  readonly places: readonly Place[];
  readonly steps: readonly WalkStep[];
  /** At each place: the loss, the length of the exact gradient, and how far it is to the nearest minimum. */
  readonly loss: readonly number[];
  readonly gradientNorm: readonly number[];
  readonly distance: readonly number[];
  /** Which of the data's points a step saw, from step 1 on; null where there are none, or it saw all of them. */
  readonly rowsAt: ((step: number) => Int32Array) | null;
  /** All steps taken; further away than the map is wide, twice over; or not a number any more. */
  readonly end: "finished" | "left" | "diverged";
}

/** A square of this half-width around the middle. */
export function squareFrame(halfWidth: number): Frame {
  return { x: [-halfWidth, halfWidth], y: [-halfWidth, halfWidth] };
}
