/** A line's mean squared error over data, as a landscape of its slope and intercept, and what a batch of the data shows of it. */
import type { Formula } from "../../language/formula.ts";
import { permutation, RandomStream } from "../../tensor/random.ts";
import { linePoints } from "../datasets/made-points.ts";
import { difference, type Expression, number, power, product, sum, variable } from "./expression.ts";
import type { Batching, LineData, LinePlan, Place } from "./landscape.ts";

/** The stream of draws that orders of examples come from. */
const STREAM = 67;

/** The built-in data set of a noisy line, its inputs moved to their middle. */
export function lineData({ points, noise, centre, seed, batch }: LinePlan["line"]): LineData {
  const { x, y } = linePoints({ rows: points, noise, seed });
  // Whoever moves an input moves its answer along the line.
  return { x: x.map((each) => each + centre), y: y.map((each) => each + 2 * centre), batch };
}

/** mean((w x + b - y)^2), multiplied out; the expression's x is the slope, its y the intercept. */
export function squaredError({ x, y }: LineData): Expression {
  const mean = (of: (x: number, y: number) => number): Expression =>
    number(x.reduce((total, each, at) => total + of(each, y[at]!), 0) / x.length);
  const [slope, intercept] = [variable("x"), variable("y")];
  const squares = sum(
    product(
      mean((each) => each ** 2),
      power(slope, number(2)),
    ),
    sum(
      product(
        mean((each) => 2 * each),
        product(slope, intercept),
      ),
      power(intercept, number(2)),
    ),
  );
  const pull = sum(
    product(
      mean((each, answer) => 2 * each * answer),
      slope,
    ),
    product(
      mean((_, answer) => 2 * answer),
      intercept,
    ),
  );
  return sum(
    difference(squares, pull),
    mean((_, answer) => answer ** 2),
  );
}

/** As one writes it. */
export const errorFormulas: { readonly loss: Formula; readonly slopes: readonly [Formula, Formula] } = (() => {
  const symbol = (name: string): Formula => ({ kind: "symbol", name });
  const mean = (of: Formula): Formula => ({ kind: "call", name: "mean", of: [of] });
  const twice = (of: Formula): Formula => ({ kind: "product", factors: [{ kind: "number", value: 2 }, of] });
  const residual: Formula = {
    kind: "sum",
    parts: [
      { isMinus: false, term: { kind: "product", factors: [symbol("w"), symbol("x")] } },
      { isMinus: false, term: symbol("b") },
      { isMinus: true, term: symbol("y") },
    ],
  };
  return {
    loss: mean({ kind: "power", base: residual, exponent: { kind: "number", value: 2 } }),
    slopes: [twice(mean({ kind: "product", factors: [residual, symbol("x")] })), twice(mean(residual))],
  };
})();

/** Which rows each step sees, from step 1 on: every epoch all of them in an order of its own, the last batch what is left. */
export function batchesOf(rows: number, { size, growth }: Batching, seed: number): (step: number) => Int32Array {
  const batches: Int32Array[] = [];
  let epoch = 0;
  return (step) => {
    while (batches.length < step) {
      const order = permutation(rows, new RandomStream(seed, STREAM, epoch));
      const count = Math.min(rows, Math.round(size * growth ** epoch));
      for (let from = 0; from < rows; from += count) batches.push(order.subarray(from, from + count));
      epoch++;
    }
    return batches[step - 1]!;
  };
}

/** Loss and gradient of the mean squared error over some rows alone. */
export function errorOn({ x, y }: LineData, rows: Int32Array, [slope, intercept]: Place) {
  let [loss, alongSlope, alongIntercept] = [0, 0, 0];
  for (const row of rows) {
    const residual = slope * x[row]! + intercept - y[row]!;
    loss += residual ** 2;
    alongSlope += 2 * residual * x[row]!;
    alongIntercept += 2 * residual;
  }
  const gradient: Place = [alongSlope / rows.length, alongIntercept / rows.length];
  return { loss: loss / rows.length, gradient };
}
