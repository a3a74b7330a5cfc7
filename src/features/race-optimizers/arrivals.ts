/** When a seed's loss first was at or below a target. */
import type { RaceRun } from "../../project/race.ts";
import { valueOf, xOf, type Quantity, type XKind } from "./race-curves.ts";

/** In what x counts; null: it never was. */
export function arrivalOf(run: RaceRun, quantity: Quantity, target: number, x: XKind): number | null {
  const point = run.points.find((each) => (valueOf(each, quantity) ?? Infinity) <= target);
  return point === undefined ? null : xOf(point, x);
}
