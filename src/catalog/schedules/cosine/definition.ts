import { z } from "zod";
import { endField } from "../fields.ts";
import { defineSchedule, progressAt } from "../schedule.ts";

/** Loshchilov and Hutter (2017), equation 5; PyTorch's CosineAnnealingLR with T_max the length of the run. */
export const cosine = defineSchedule({
  id: "cosine",
  title: { en: "Cosine", zh: "余弦退火" },
  summary: { en: "Falls along half a cosine: slowly, fast, slowly.", zh: "沿半个余弦下降：先慢、后快、再慢。" },
  config: z.strictObject({ end: endField }),
  factor: (config, at) => config.end + ((1 - config.end) * (1 + Math.cos(Math.PI * progressAt(at)))) / 2,
});
