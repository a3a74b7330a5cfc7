import { z } from "zod";
import { endField } from "../fields.ts";
import { defineSchedule, progressAt } from "../schedule.ts";

/** PyTorch's LinearLR with start_factor 1 and total_iters the length of the run. */
export const linear = defineSchedule({
  id: "linear",
  title: { en: "Linear", zh: "线性衰减" },
  summary: { en: "Falls in a straight line to the end of the run.", zh: "在整个训练过程中线性下降。" },
  config: z.strictObject({ end: endField }),
  factor: (config, at) => 1 + (config.end - 1) * progressAt(at),
});
