/** Whose defaults an optimizer has, as its card says; `test/fixtures/golden/make-defaults.py` has read PyTorch's. */
import { expect, test } from "vitest";
import { optimizers } from "../../../src/catalog/optimizers/index.ts";
import golden from "../../fixtures/golden/defaults.json" with { type: "json" };

const pytorch: Readonly<Record<string, Readonly<Record<string, unknown>>>> = golden;
/** What PyTorch has no argument for. */
const ours: readonly string[] = ["adamLearningRate", "lineSearch"];

test.each(optimizers.filter(({ card }) => ["pytorch", "pytorch-but-search"].includes(card.formula)))(
  "$id has PyTorch's defaults",
  (definition) => {
    const config: Readonly<Record<string, unknown>> = definition.config.parse({});
    const theirs = pytorch[definition.id]!;
    for (const [name, value] of Object.entries(config)) {
      if (ours.includes(name)) continue;
      expect({ [name]: value }).toEqual({ [name]: theirs[name] });
    }
  },
);

test.each(optimizers.filter(({ card }) => card.formula === "pytorch-but-rate"))(
  "$id has PyTorch's defaults but for the rate, and its momentum where it is about that",
  ({ config }) => {
    const { learningRate, momentum, ...rest }: Readonly<Record<string, unknown>> = config.parse({});
    expect(rest).toEqual({ weightDecay: pytorch["sgd"]!["weightDecay"] });
    expect(learningRate).toBeGreaterThan(Number(pytorch["sgd"]!["learningRate"]));
    expect([undefined, 0.9]).toContain(momentum);
  },
);
