/**
 * The loss around the place that training has led to, on a plane through the weights (Li, Xu, Taylor, Studer, Goldstein
 * 2018, "Visualizing the Loss Landscape of Neural Nets").
 */
import { z } from "zod";

export const planeKinds = ["path", "random"] as const;
export const surfaceParts = ["train", "validation"] as const;

export const surfaceOptionsSchema = z.strictObject({
  /** The first two principal components of the path, or two random directions, normalised filter by filter. */
  plane: z.enum(planeKinds).default("path"),
  /** Of the random directions. */
  seed: z.int().min(0).max(Number.MAX_SAFE_INTEGER).default(0),
  /** Of each side of the grid. */
  points: z.int().min(3).max(101).default(41),
  /** The loss is a mean over so many examples at most. */
  examples: z.int().min(1).max(1_000_000).default(2048),
  part: z.enum(surfaceParts).default("train"),
});
export type SurfaceOptions = z.infer<typeof surfaceOptionsSchema>;

/** A run's way, or that of a lane's first run, as it falls on the plane. */
export interface SurfacePath {
  /** Of a race; a run's only lane is "". */
  readonly lane: string;
  readonly steps: readonly number[];
  readonly places: readonly (readonly [x: number, y: number])[];
}

export interface Surface {
  readonly options: SurfaceOptions;
  /** Where the grid's columns and rows stand on the plane, in lengths of its two directions. */
  readonly x: readonly number[];
  readonly y: readonly number[];
  /** Row by row from the lowest y; not finite where the loss overflows. In the unit that the run tells its loss in. */
  readonly losses: Float64Array;
  readonly paths: readonly SurfacePath[];
  /** The plane goes through this lane's last weights, which stand at (0, 0). */
  readonly centre: { readonly lane: string; readonly step: number; readonly loss: number };
  /** The run's model, where it is not the last weights: its step, and its place on the plane. */
  readonly model: { readonly step: number; readonly place: readonly [x: number, y: number] } | null;
  /** Of the variance of all paths' weights, what the plane shows; null where there is no more than one place. */
  readonly explained: number | null;
  /** The same of each direction alone. */
  readonly shares: readonly [number, number] | null;
  /** That the loss is a mean over, of so many in the part. */
  readonly examples: number;
  readonly partRows: number;
  readonly parameterCount: number;
  /** Some layers go by statistics of the batches, which stand as they were at the centre. */
  readonly hasStatistics: boolean;
  readonly backend: string;
  readonly elapsedMs: number;
}
