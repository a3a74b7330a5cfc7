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
/** The sum, mean or largest over what the subscript names. */
const overAll = (name: "Σ" | "mean" | "max", subscript: string, of: Formula): Formula => ({
  kind: "call",
  name,
  subscript,
  of: [of],
});
const over = (above: Formula, below: Formula): Formula => ({ kind: "fraction", above, below });
const root = (of: Formula): Formula => ({ kind: "root", of });
const squared = (base: Formula): Formula => ({ kind: "power", base, exponent: { kind: "number", value: 2 } });
const turned = (base: Formula): Formula => ({ kind: "power", base, exponent: symbol("T") });
const one: Formula = { kind: "number", value: 1 };
const zero: Formula = { kind: "number", value: 0 };

const [x, y, W, U, b] = [symbol("x"), symbol("y"), symbol("W"), symbol("U"), symbol("b")];
const at = (name: string, time: string): Formula => symbol(name, time);
const sets = (name: Formula, value: Formula): Assignment => ({ symbol: name, value });

/** softmax(Q Kᵀ / √d) V */
const attended = (q: Formula, k: Formula, v: Formula): Formula =>
  product(call("softmax", over(product(q, turned(k)), root(symbol("d")))), v);

/** Of the layer with these settings; none where it only lays numbers out differently. */
export function formulaOf(layer: AnyLayer): readonly Assignment[] {
  const bend = (of: Formula, field = "activation"): Formula => {
    const name = layer[field];
    return name === "linear" || typeof name !== "string" ? of : call(name, of);
  };
  const biased = (bias: Formula): readonly Formula[] => (layer["useBias"] === false ? [] : [bias]);
  const read = (letter: string): Formula => product(at("x", "t"), at("W", letter));
  const carried = (letter: string): Formula => product(at("h", "t−1"), at("U", letter));
  const gate = (letter: string, ...more: readonly Formula[]): Formula =>
    bend(sum(read(letter), carried(letter), ...more, ...biased(at("b", letter))), "recurrentActivation");
  const scaled = (normal: Formula): Formula =>
    sum(
      layer["scale"] === false ? normal : product(symbol("γ"), normal),
      ...(layer["center"] === true ? [symbol("β")] : []),
    );
  switch (layer.type) {
    case "dense":
      return [sets(y, bend(sum(product(x, W), ...biased(b))))];
    case "activation":
      return [sets(y, bend(x))];
    case "leaky-relu":
    case "prelu":
      return [sets(y, sum(call("max", x, zero), product(symbol("α"), call("min", x, zero))))];
    case "elu":
      return [sets(y, sum(call("max", x, zero), product(symbol("α"), less(call("exp", call("min", x, zero)), one))))];
    case "conv1d":
    case "conv2d": {
      const seen = overAll("Σ", "k", product(at("x", "sp + dk"), at("W", "k")));
      return [sets(at("y", "p"), bend(sum(seen, ...biased(b))))];
    }
    case "depthwise-conv2d": {
      const seen = overAll("Σ", "k", product(at("x", "sp + k, c"), at("W", "k, c")));
      return [sets(at("y", "p, c"), bend(sum(seen, ...biased(at("b", "c")))))];
    }
    case "separable-conv2d":
      return [
        sets(at("a", "p, c"), overAll("Σ", "k", product(at("x", "sp + k, c"), at("D", "k, c")))),
        sets(at("y", "p"), bend(sum(product(at("a", "p"), W), ...biased(b)))),
      ];
    case "conv2d-transpose": {
      const spread = overAll("Σ", "sp + k = q", product(at("x", "p"), turned(at("W", "k"))));
      return [sets(at("y", "q"), bend(sum(spread, ...biased(b))))];
    }
    case "max-pooling1d":
    case "max-pooling2d":
      return [sets(at("y", "p"), overAll("max", "k", at("x", "sp + k")))];
    case "average-pooling1d":
    case "average-pooling2d":
      return [sets(at("y", "p"), overAll("mean", "k", at("x", "sp + k")))];
    case "global-max-pooling1d":
    case "global-max-pooling2d":
      return [sets(y, overAll("max", "p", at("x", "p")))];
    case "global-average-pooling1d":
    case "global-average-pooling2d":
      return [sets(y, overAll("mean", "p", at("x", "p")))];
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
      return [sets(at("h", "t"), bend(sum(product(at("x", "t"), W), product(at("h", "t−1"), U), ...biased(b))))];
    case "gru": {
      // Reset after the product, what is carried has a bias of its own.
      const isAfter = layer["resetAfter"] !== false;
      const own = (letter: string): readonly Formula[] => (isAfter ? biased(at("b′", letter)) : []);
      const reset = isAfter
        ? product(at("r", "t"), own("c").length === 0 ? carried("c") : sum(carried("c"), ...own("c")))
        : product(at("r", "t"), at("h", "t−1"), at("U", "c"));
      return [
        sets(at("z", "t"), gate("z", ...own("z"))),
        sets(at("r", "t"), gate("r", ...own("r"))),
        sets(at("c", "t"), bend(sum(read("c"), reset, ...biased(at("b", "c"))))),
        sets(at("h", "t"), sum(product(at("z", "t"), at("h", "t−1")), product(less(one, at("z", "t")), at("c", "t")))),
      ];
    }
    case "lstm": {
      const peeped = (letter: string, time: string): readonly Formula[] =>
        layer["peepholes"] === true ? [product(at("c", time), at("p", letter))] : [];
      const candidate = bend(sum(read("c"), carried("c"), ...biased(at("b", "c"))));
      return [
        sets(at("i", "t"), gate("i", ...peeped("i", "t−1"))),
        sets(at("f", "t"), gate("f", ...peeped("f", "t−1"))),
        sets(at("c", "t"), sum(product(at("f", "t"), at("c", "t−1")), product(at("i", "t"), candidate))),
        sets(at("o", "t"), gate("o", ...peeped("o", "t"))),
        sets(at("h", "t"), product(at("o", "t"), bend(at("c", "t")))),
      ];
    }
    case "attention":
      return [sets(y, attended(x, x, x))];
    case "multi-head-attention": {
      const seenAs = (name: string): Assignment =>
        sets(at(name, "i"), sum(product(x, at("W", `${name}, i`)), ...biased(at("b", `${name}, i`))));
      const heads = call("concat", at("H", "1"), symbol("…"), at("H", "n"));
      return [
        ...["Q", "K", "V"].map(seenAs),
        sets(at("H", "i"), attended(at("Q", "i"), at("K", "i"), at("V", "i"))),
        sets(y, sum(product(heads, at("W", "O")), ...biased(at("b", "O")))),
      ];
    }
    case "transformer-block": {
      const a = symbol("a");
      const fed = (of: Formula): Formula => call("dense", bend(call("dense", of)));
      const norm = (of: Formula): Formula => call("norm", of);
      return layer["normFirst"] === false
        ? [sets(a, norm(sum(x, call("attention", x)))), sets(y, norm(sum(a, fed(a))))]
        : [sets(a, sum(x, call("attention", norm(x)))), sets(y, sum(a, fed(norm(a))))];
    }
    case "residual": {
      const isPlain = Array.isArray(layer["shortcut"]) && layer["shortcut"].length === 0;
      return [sets(y, bend(sum(call("layers", x), isPlain ? x : call("shortcut", x))))];
    }
    case "squeeze-and-excite": {
      const squeezed = bend(sum(product(overAll("mean", "p", at("x", "p")), at("W", "1")), at("b", "1")));
      return [sets(y, product(x, call("sigmoid", sum(product(squeezed, at("W", "2")), at("b", "2")))))];
    }
    case "bidirectional":
      return [sets(y, call(String(layer["mergeMode"]), call("forwards", x), call("backwards", x)))];
    case "parallel":
      return [sets(y, call(String(layer["merge"]), call("branch", x), symbol("…")))];
    default:
      return [];
  }
}
