import { expect, test } from "vitest";
import { findDefinition } from "../../../src/catalog/definition.ts";
import { printUpdate } from "../../../src/catalog/optimizers/formula.ts";
import { explainSymbols, keyOf, partsOf } from "../../../src/catalog/optimizers/symbols.ts";
import type { CreateAny } from "../../../src/catalog/optimizers/optimizer.ts";
import { optimizers } from "../../../src/catalog/optimizers/index.ts";
import type { Formula } from "../../../src/language/formula.ts";

/** A formula in one line, fully bracketed. */
function line(formula: Formula): string {
  switch (formula.kind) {
    case "symbol":
      return formula.name + (formula.subscript ?? "");
    case "number":
      return String(formula.value);
    case "sum":
      return `(${formula.parts.map(({ isMinus, term }, at) => (at === 0 ? (isMinus ? "-" : "") : isMinus ? " - " : " + ") + line(term)).join("")})`;
    case "product":
      return formula.factors.map(line).join(" ");
    case "fraction":
      return `[${line(formula.above)} / ${line(formula.below)}]`;
    case "power":
      return `${line(formula.base)}^${line(formula.exponent)}`;
    case "root":
      return `root(${line(formula.of)})`;
    case "norm":
      return `|${line(formula.of)}|`;
    case "absolute":
      return `abs(${line(formula.of)})`;
    case "call":
      return `${formula.name}${formula.subscript === undefined ? "" : `_${formula.subscript}`}(${formula.of.map(line).join(", ")})`;
  }
}

async function printed(
  id: string,
  config: Readonly<Record<string, unknown>> = {},
  shape: readonly number[] = [3],
): Promise<string[]> {
  const definition = findDefinition(optimizers, id);
  // One creator of many: its own settings are below.
  const create = (await definition.load()) as CreateAny;
  // The definition's own schema has parsed them.
  const settings = definition.config.parse(config) as never;
  return printUpdate(create, settings, shape).map(({ symbol, value }) => `${line(symbol)} <- ${line(value)}`);
}

test("the formula of an optimizer is printed from its own update", async () => {
  expect(await printed("sgd")).toEqual(["θ <- (θ - η g)"]);
  expect(await printed("momentum")).toEqual(["v <- (β v + g)", "θ <- (θ - η v)"]);
  expect(await printed("nesterov")).toEqual(["v <- (β v + g)", "θ <- (θ - η (g + β v))"]);
  expect(await printed("adagrad")).toEqual(["s <- (s + g^2)", "θ <- (θ - [η g / (root(s) + ε)])"]);
});

test("a piece that is used twice is written once, before it is needed", async () => {
  expect(await printed("adadelta")).toEqual([
    "s <- (ρ s + (1 - ρ) g^2)",
    "d <- root([(u + ε) / (s + ε)]) g",
    "u <- (ρ u + (1 - ρ) d^2)",
    "θ <- (θ - η d)",
  ]);
});

test("a fraction stands beside another, not on it", async () => {
  expect((await printed("adam")).at(-1)).toBe("θ <- (θ - [η / (1 - β1^t)] [m / (root([v / (1 - β2^t)]) + ε)])");
});

test("what a matrix needs is printed of a matrix: means along rows and columns, a procedure by its name", async () => {
  expect(await printed("adafactor", {}, [2, 2])).toContain("R <- (βt R + (1 - βt) mean_j(g^2))");
  expect(await printed("adafactor", {}, [2, 2])).toContain("C <- (βt C + (1 - βt) mean_i(g^2))");
  expect(await printed("muon", { nesterov: false, weightDecay: 0 }, [2, 2])).toEqual([
    "v <- (β v + (1 - β) g)",
    "θ <- (θ - η orth(v))",
  ]);
});

test.each(optimizers)("every sign in the update of $id is explained", async (definition) => {
  const create = (await definition.load()) as CreateAny<{ readonly learningRate: number }>;
  const settings = definition.config.parse({});
  for (const shape of [[2], [2, 2]]) {
    const lines = printUpdate(create, settings, shape);
    const explained = new Map(explainSymbols(create, settings, shape, lines).map((each) => [each.key, each]));
    const signs = new Set<string>();
    const collect = (formula: Formula): void => {
      const key = keyOf(formula);
      if (key !== undefined) signs.add(key);
      partsOf(formula).forEach(collect);
    };
    lines.forEach(({ symbol, value }) => [symbol, value].forEach(collect));
    [...explained.values()].forEach(({ formula }) => (formula === undefined ? undefined : collect(formula)));
    const unexplained = [...signs].filter((key) => !explained.has(key));
    // Known to every reader of a formula.
    expect(unexplained.filter((key) => !["max", "min", "T", "μ_1", "⋯", "μ_t+1"].includes(key))).toEqual([]);
  }
});

test("settings that change the update change the formula", async () => {
  expect(await printed("sgd", { weightDecay: 0.1 })).toEqual(["θ <- (θ - η (g + λ θ))"]);
  expect((await printed("rmsprop", { centered: true })).join()).toContain("root(max((s - m^2), 0))");
  expect((await printed("rmsprop")).join()).not.toContain("m^2");
});

test("an optimizer of all weights together prints one of its iterations", async () => {
  expect(await printed("lbfgs")).toEqual(["y <- (g - g0)", "d <- (-H(g))", "s <- η d", "θ <- (θ + s)"]);
  expect(await printed("lbfgs", { lineSearch: "strong-wolfe" })).toContain("s <- α d");
});

test.each(optimizers)("$id can be printed", async ({ id }) => {
  const lines = await printed(id);
  expect(lines.at(-1)).toMatch(/^θ <- /);
  expect(lines.join()).toContain("g");
});
