/** The shape of the golden files; `test/fixtures/golden/make-models.py` writes them. */
import { z } from "zod";

const numbers = z.array(z.number());
const tensor = z.object({ shape: numbers, values: numbers });
const optimizer = z.looseObject({ id: z.string() });

export const goldenModels = z.array(
  z.object({
    name: z.string(),
    layers: z.array(z.unknown()),
    loss: z.enum(["mse", "categorical-cross-entropy"]),
    optimizer,
    inputs: tensor,
    targets: numbers,
    weights: z.record(z.string(), tensor),
    outputs: numbers,
    gradients: z.record(z.string(), numbers),
    losses: numbers,
    trained: z.record(z.string(), tensor),
  }),
);
