/** Each loss of one example as a formula: y the truth, ŷ the answer, z the logits and p their softmax. */
import type { Formula } from "../../language/formula.ts";
import type { LossId } from "./index.ts";

const symbol = (name: string, subscript?: string): Formula => ({
  kind: "symbol",
  name,
  ...(subscript === undefined ? {} : { subscript }),
});
const number = (value: number): Formula => ({ kind: "number", value });
const minus = (first: Formula, second: Formula): Formula => ({
  kind: "sum",
  parts: [
    { isMinus: false, term: first },
    { isMinus: true, term: second },
  ],
});
const plus = (first: Formula, second: Formula): Formula => ({
  kind: "sum",
  parts: [
    { isMinus: false, term: first },
    { isMinus: false, term: second },
  ],
});
const negative = (term: Formula): Formula => ({ kind: "sum", parts: [{ isMinus: true, term }] });
const product = (...factors: readonly Formula[]): Formula => ({ kind: "product", factors });
const power = (base: Formula, exponent: Formula): Formula => ({ kind: "power", base, exponent });
const call = (name: string, of: readonly Formula[], subscript?: string): Formula => ({
  kind: "call",
  name,
  of,
  ...(subscript === undefined ? {} : { subscript }),
});
const log = (of: Formula): Formula => call("log", [of]);

const [truth, answer] = [symbol("y"), symbol("ŷ")];
const [rightShare, rightLogit] = [symbol("p", "y"), symbol("z", "y")];
const error = minus(answer, truth);
const distance: Formula = { kind: "absolute", of: error };
const under = minus(truth, answer);
const [delta, share, gamma] = [symbol("δ"), symbol("q"), symbol("γ")];
const near = call("min", [distance, delta]);

/** Where labels are smoothed they stand for y; the mean is over an example's numbers, where it has several. */
export const formulas: Readonly<Record<LossId, Formula>> = {
  mse: power(error, number(2)),
  mae: distance,
  huber: plus(
    { kind: "fraction", above: power(near, number(2)), below: number(2) },
    product(delta, minus(distance, near)),
  ),
  "log-cosh": log(call("cosh", [error])),
  quantile: call("max", [product(share, under), product(minus(share, number(1)), under)]),
  poisson: minus(answer, product(truth, log(answer))),
  "pixel-cross-entropy": negative(
    plus(product(truth, log(answer)), product(minus(number(1), truth), log(minus(number(1), answer)))),
  ),
  "categorical-cross-entropy": negative(log(rightShare)),
  "binary-cross-entropy": call(
    "mean",
    [minus(log(plus(number(1), power(symbol("e"), symbol("z", "k")))), product(symbol("y", "k"), symbol("z", "k")))],
    "k",
  ),
  focal: negative(product(symbol("α"), power(minus(number(1), rightShare), gamma), log(rightShare))),
  hinge: call("max", [number(0), minus(plus(number(1), call("max", [symbol("z", "k")], "k≠y")), rightLogit)]),
  "kl-divergence": call("sum", [product(symbol("y", "k"), minus(log(symbol("y", "k")), log(symbol("p", "k"))))], "k"),
  cosine: minus(number(1), { kind: "fraction", above: rightLogit, below: { kind: "norm", of: symbol("z") } }),
};
