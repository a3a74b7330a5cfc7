/** Whose defaults an optimizer has, as its card says; `test/fixtures/golden/make-defaults.py` has read PyTorch's. */
import { expect, test } from "vitest";
import { optimizers } from "../../../src/catalog/optimizers/index.ts";
import golden from "../../fixtures/golden/defaults.json" with { type: "json" };

const pytorch: Readonly<Record<string, Readonly<Record<string, unknown>>>> = golden;
/** PyTorch's one SGD stands for these; 0.9 is the usual momentum of those that are about it. */
const kindsOfSgd: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  "gradient-descent": {},
  stochastic: {},
  momentum: { momentum: 0.9 },
  nesterov: { momentum: 0.9 },
};
/** What PyTorch has no argument for, or names otherwise: no line search is `None` there. */
const ours: Readonly<Record<string, unknown>> = { adamLearningRate: 0.001, lineSearch: "none" };

test.each(optimizers.filter(({ card }) => card.formula === "pytorch"))("$id has PyTorch's defaults", (definition) => {
  const theirs = pytorch[definition.id] ?? { ...pytorch["sgd"], ...kindsOfSgd[definition.id]! };
  const config: Readonly<Record<string, unknown>> = definition.config.parse({});
  const expected = Object.fromEntries(Object.keys(config).map((name) => [name, ours[name] ?? theirs[name]]));
  expect(config).toEqual(expected);
});
