/** What each kind of layer computes, as a formula; those that only move numbers about have none. */
import type { AnyLayer } from "../../catalog/layers/layer.ts";
import type { Assignment, Formula } from "../../language/formula.ts";

const symbol = (name: string, subscript?: string): Formula => ({
  kind: "symbol",
  name,
  ...(subscript === undefined ? {} : { subscript }),
});
const product = (...factors: readonly Formula[]): Formula => ({ kind: "product", factors });
const sum = (...terms: readonly Formula[]): Formula => ({
  kind: "sum",
  parts: terms.map((term) => ({ isMinus: false, term })),
});
const less = (from: Formula, term: Formula): Formula => ({
  kind: "sum",
  parts: [
    { isMinus: false, term: from },
    { isMinus: true, term },
  ],
});
const call = (name: string, ...of: readonly Formula[]): Formula => ({ kind: "call", name, of });
const over = (above: Formula, below: Formula): Formula => ({ kind: "fraction", above, below });
const root = (of: Formula): Formula => ({ kind: "root", of });
const squared = (base: Formula): Formula => ({ kind: "power", base, exponent: { kind: "number", value: 2 } });
const one: Formula = { kind: "number", value: 1 };
const zero: Formula = { kind: "number", value: 0 };

const [x, y, W, U, b] = ["x", "y", "W", "U", "b"].map((name) => symbol(name)) as [
  Formula,
  Formula,
  Formula,
  Formula,
  Formula,
]; // As many as are named.
const at = (name: string, time: string): Formula => symbol(name, time);
const sets = (name: Formula, value: Formula): Assignment => ({ symbol: name, value });

/** Of the layer with these settings; none where it only lays numbers out differently. */
export function formulaOf(layer: AnyLayer): readonly Assignment[] {
  const bend = (of: Formula, field = "activation"): Formula => {
    const name = layer[field];
    return name === "linear" || typeof name !== "string" ? of : call(name, of);
  };
  const gate = (letter: string): Formula =>
    bend(
      sum(product(at("x", "t"), at("W", letter)), product(at("h", "t−1"), at("U", letter)), at("b", letter)),
      "recurrentActivation",
    );
  const scaled = (normal: Formula): Formula =>
    sum(
      layer["scale"] === false ? normal : product(symbol("γ"), normal),
      ...(layer["center"] === true ? [symbol("β")] : []),
    );
  switch (layer.type) {
    case "dense":
      return [sets(y, bend(sum(product(x, W), ...(layer["useBias"] === false ? [] : [b]))))];
    case "activation":
      return [sets(y, bend(x))];
    case "leaky-relu":
    case "prelu":
      return [sets(y, sum(call("max", x, zero), product(symbol("α"), call("min", x, zero))))];
    case "elu":
      return [sets(y, sum(call("max", x, zero), product(symbol("α"), less(call("exp", call("min", x, zero)), one))))];
    case "conv1d":
    case "conv2d":
    case "separable-conv2d":
    case "depthwise-conv2d": {
      const places = product(at("W", "k"), at("x", "sp + dk"));
      return [sets(at("y", "p"), bend(sum({ kind: "call", name: "Σ", subscript: "k", of: [places] }, b)))];
    }
    case "conv2d-transpose":
      return [
        sets(
          at("y", "sp + k"),
          bend(sum({ kind: "call", name: "Σ", subscript: "p, k", of: [product(at("W", "k"), at("x", "p"))] }, b)),
        ),
      ];
    case "max-pooling1d":
    case "max-pooling2d":
      return [sets(at("y", "p"), { kind: "call", name: "max", subscript: "k", of: [at("x", "sp + k")] })];
    case "average-pooling1d":
    case "average-pooling2d":
      return [sets(at("y", "p"), { kind: "call", name: "mean", subscript: "k", of: [at("x", "sp + k")] })];
    case "global-max-pooling1d":
    case "global-max-pooling2d":
      return [sets(y, { kind: "call", name: "max", subscript: "p", of: [at("x", "p")] })];
    case "global-average-pooling1d":
    case "global-average-pooling2d":
      return [sets(y, { kind: "call", name: "mean", subscript: "p", of: [at("x", "p")] })];
    case "batch-normalization":
    case "layer-normalization":
    case "group-normalization":
      return [sets(y, scaled(over(less(x, symbol("μ")), root(sum(squared(symbol("σ")), symbol("ε"))))))];
    case "rms-normalization":
      return [sets(y, scaled(over(x, root(sum(call("mean", squared(x)), symbol("ε"))))))];
    case "dropout":
    case "spatial-dropout1d":
    case "spatial-dropout2d":
      return [sets(y, over(product(symbol("m"), x), less(one, symbol("p"))))];
    case "gaussian-noise":
      return [sets(y, sum(x, product(symbol("σ"), symbol("ε"))))];
    case "gaussian-dropout":
      return [sets(y, product(x, sum(one, product(root(over(symbol("p"), less(one, symbol("p")))), symbol("ε")))))];
    case "embedding":
      return [sets(at("y", "t"), { kind: "call", name: "E", of: [at("x", "t")] })];
    case "position-embedding":
      return [sets(at("y", "t"), sum(at("x", "t"), at("P", "t")))];
    case "simple-rnn":
      return [sets(at("h", "t"), bend(sum(product(at("x", "t"), W), product(at("h", "t−1"), U), b)))];
    case "gru": {
      const candidate = sum(
        product(at("x", "t"), at("W", "c")),
        layer["resetAfter"] === false
          ? product(product(at("r", "t"), at("h", "t−1")), at("U", "c"))
          : product(at("r", "t"), product(at("h", "t−1"), at("U", "c"))),
        at("b", "c"),
      );
      return [
        sets(at("z", "t"), gate("z")),
        sets(at("r", "t"), gate("r")),
        sets(at("c", "t"), bend(candidate)),
        sets(at("h", "t"), sum(product(at("z", "t"), at("h", "t−1")), product(less(one, at("z", "t")), at("c", "t")))),
      ];
    }
    case "lstm":
      return [
        sets(at("i", "t"), gate("i")),
        sets(at("f", "t"), gate("f")),
        sets(at("o", "t"), gate("o")),
        sets(
          at("c", "t"),
          sum(
            product(at("f", "t"), at("c", "t−1")),
            product(
              at("i", "t"),
              bend(sum(product(at("x", "t"), at("W", "c")), product(at("h", "t−1"), at("U", "c")), at("b", "c"))),
            ),
          ),
        ),
        sets(at("h", "t"), product(at("o", "t"), bend(at("c", "t")))),
      ];
    case "attention":
    case "multi-head-attention": {
      const scores = over(
        product(symbol("Q"), { kind: "power", base: symbol("K"), exponent: symbol("T") }),
        root(symbol("d")),
      );
      return [sets(y, product(call("softmax", scores), symbol("V")))];
    }
    case "transformer-block":
      return [
        sets(x, sum(x, call("attention", call("norm", x)))),
        sets(y, sum(x, call("dense", bend(call("dense", call("norm", x)))))),
      ];
    case "residual":
      return [sets(y, bend(sum(call("layers", x), call("shortcut", x))))];
    case "squeeze-and-excite":
      return [sets(y, product(x, call("gate", x)))];
    case "bidirectional":
      return [sets(y, call(String(layer["mergeMode"]), call("forwards", x), call("backwards", x)))];
    case "parallel":
      return [sets(y, call(String(layer["merge"]), call("branch", x), symbol("…")))];
    default:
      return [];
  }
}
