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

/** What `formula` of a definition gives for its settings. */
export interface LandscapePlan {
  /** In x and y, as a user would type it. */
  readonly formula: string;
  readonly frame: Frame;
  /** Where a first path begins: a place from which the landscape shows its character. */
  readonly start: Place;
  /** The lowest places, where the literature knows them; none where the landscape has no lowest place. */
  readonly minima: readonly Place[];
}

export interface LandscapeDefinition<Config extends ConfigSchema = ConfigSchema> extends Definition<Config> {
  readonly plan: (config: z.infer<Config>) => LandscapePlan;
  /** The standard deviation of noise that a first path meets in each part of the gradient. */
  readonly noise?: number;
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
  /** All steps taken; further away than the map is wide, twice over; or not a number any more. */
  readonly end: "finished" | "left" | "diverged";
}

/** A square of this half-width around the middle. */
export function squareFrame(halfWidth: number): Frame {
  return { x: [-halfWidth, halfWidth], y: [-halfWidth, halfWidth] };
}
