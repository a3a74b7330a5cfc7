/** A network's loss surface as a room hands it over. */
import type { Problem } from "../../language/studio-error.ts";
import type { Text } from "../../language/text.ts";
import type { Look } from "../charts/dash.ts";
import type { Place } from "../plots/relief.ts";

export interface DrawnSurface {
  readonly options: Drawn;
  readonly x: readonly number[];
  readonly y: readonly number[];
  /** Row by row from the lowest y. */
  readonly losses: Float64Array;
  readonly paths: readonly {
    readonly lane: string;
    readonly steps: readonly number[];
    readonly places: readonly Place[];
  }[];
  readonly centre: { readonly lane: string; readonly step: number; readonly loss: number };
  readonly model: { readonly step: number; readonly place: Place } | null;
  readonly explained: number | null;
  readonly shares: readonly [number, number] | null;
  readonly examples: number;
  readonly partRows: number;
  readonly parameterCount: number;
  readonly hasStatistics: boolean;
  readonly backend: string;
  readonly elapsedMs: number;
}

/** Where the loss is lowest on the grid; null where it is nowhere a number. */
export function lowestOf({ x, y, losses }: Pick<DrawnSurface, "x" | "y" | "losses">): Place | null {
  const numbers = losses.filter(Number.isFinite);
  if (numbers.length === 0) return null;
  const lowest = losses.indexOf(Math.min(...numbers));
  return [x[lowest % x.length]!, y[Math.floor(lowest / x.length)]!];
}

/** What can be chosen of it. */
export interface Drawn {
  readonly plane: "path" | "random";
  readonly seed: number;
  readonly part: "train" | "validation";
}

export type Drawing =
  | { readonly status: "idle" }
  | { readonly status: "loading"; readonly stage?: Text; readonly fraction?: number }
  | { readonly status: "ready"; readonly value: DrawnSurface }
  | { readonly status: "failed"; readonly problem: Problem };

/** A lane as its room names and colours it; a run's only lane has no name. */
export interface NamedLane {
  readonly label: string;
  readonly look: Look;
}
