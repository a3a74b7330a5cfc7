/**
 * L-BFGS down Rosenbrock's valley, in double precision, against PyTorch's own. The way is unstable: hundreds of
 * iterations make of the order of additions a difference in the ninth digit.
 */
import { expect, test } from "vitest";
import { lbfgs as definition } from "../../../src/catalog/optimizers/lbfgs/definition.ts";
import { lbfgs } from "../../../src/catalog/optimizers/lbfgs/lbfgs.ts";
import { minimizedPlainly, type PlainMinimum } from "../../../src/catalog/optimizers/whole-plainly.ts";
import golden from "../../fixtures/golden/lbfgs.json" with { type: "json" };

/** Rosenbrock (1960), chained over neighbours. */
function rosenbrock(x: readonly number[]): { readonly loss: number; readonly gradient: readonly number[] } {
  let loss = 0;
  const gradient = x.map(() => 0);
  for (let at = 0; at + 1 < x.length; at++) {
    const [rise, gap] = [x[at + 1]! - x[at]! ** 2, 1 - x[at]!];
    loss += 100 * rise ** 2 + gap ** 2;
    gradient[at]! += -400 * rise * x[at]! - 2 * gap;
    gradient[at + 1]! += 200 * rise;
  }
  return { loss, gradient };
}

const cases = golden.cases.map((each) => [JSON.stringify(each.settings), each] as const);

test.each(cases)("goes where PyTorch's goes with %s", (_name, { settings, path, losses }) => {
  const config = definition.config.parse({ lineSearch: "none", ...settings });
  const optimizer = lbfgs(config);
  let at: PlainMinimum = { weights: golden.start, memory: {}, state: {} };
  path.forEach((place, step) => {
    const loss = losses[step]!;
    expect(Math.abs(rosenbrock(at.weights).loss - loss), `step ${step + 1}`).toBeLessThan(1e-7 * Math.max(1, loss));
    at = minimizedPlainly(optimizer, at, config.learningRate, rosenbrock);
    at.weights.forEach((weight, which) => {
      expect(Math.abs(weight - place[which]!), `step ${step + 1}, weight ${which}`).toBeLessThan(1e-7);
    });
  });
});
