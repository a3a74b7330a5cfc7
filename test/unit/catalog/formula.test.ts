import { expect, test } from "vitest";
import { findDefinition } from "../../../src/catalog/definition.ts";
import { printUpdate } from "../../../src/catalog/optimizers/formula.ts";
import type { CreateOptimizer } from "../../../src/catalog/optimizers/optimizer.ts";
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
      return `(${formula.parts.map(({ isMinus, term }, at) => (at === 0 ? "" : isMinus ? " - " : " + ") + line(term)).join("")})`;
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
      return `${formula.name}(${formula.of.map(line).join(", ")})`;
  }
}

async function printed(id: string, config: Readonly<Record<string, unknown>> = {}): Promise<string[]> {
  const definition = findDefinition(optimizers, id);
  // One creator of many: its own settings are below.
  const create = (await definition.load()) as CreateOptimizer;
  // The definition's own schema has parsed them.
  const settings = definition.config.parse(config) as never;
  return printUpdate(create, settings, [3]).map(({ symbol, value }) => `${line(symbol)} <- ${line(value)}`);
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
    "d <- [root((u + ε)) / root((s + ε))] g",
    "u <- (ρ u + (1 - ρ) d^2)",
    "θ <- (θ - η d)",
  ]);
});

test("settings that change the update change the formula", async () => {
  expect(await printed("sgd", { weightDecay: 0.1 })).toEqual(["θ <- (θ - η (g + λ θ))"]);
  expect((await printed("rmsprop", { centered: true })).join()).toContain("root(max((s - m^2), 0))");
  expect((await printed("rmsprop")).join()).not.toContain("m^2");
});

test.each(optimizers)("$id can be printed", async ({ id }) => {
  const lines = await printed(id);
  expect(lines.at(-1)).toMatch(/^θ <- /);
  expect(lines.join()).toContain("g");
});
