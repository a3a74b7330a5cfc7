/** PyTorch's losses: of so many answers, each example's loss and its slope. */
import { z } from "zod";
import { lossSelection } from "../../src/catalog/losses/index.ts";
import golden from "../fixtures/golden/losses.json" with { type: "json" };

const numbers = z.array(z.number());

export const goldenLosses = z
  .array(
    z.object({
      name: z.string(),
      loss: lossSelection,
      isClasses: z.boolean(),
      outputs: z.number(),
      prediction: numbers,
      target: numbers,
      losses: numbers,
      gradient: numbers,
    }),
  )
  .parse(golden);
