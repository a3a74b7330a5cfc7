import { z } from "zod";
import { defineSchedule } from "../schedule.ts";

function anneal(from: number, to: number, share: number): number {
  return to + ((from - to) / 2) * (1 + Math.cos(Math.PI * share));
}

/** Smith and Topin (2018) as PyTorch's OneCycleLR with cosine annealing; the optimizer's rate is the peak. */
export const oneCycle = defineSchedule({
  id: "one-cycle",
  title: { en: "One cycle", zh: "单周期" },
  summary: {
    en: "Rises from low to the full rate, then falls far below where it began.",
    zh: "先从低升到最大学习率，再降到远低于起点。",
  },
  config: z.strictObject({
    rise: z
      .number()
      .gt(0)
      .lt(1)
      .default(0.3)
      .meta({
        field: {
          label: { en: "Share of the run to rise", zh: "上升阶段占比" },
          help: {
            en: "How much of the run the rise takes; 0.2 to 0.45.",
            zh: "上升阶段占全程的比例，常用 0.2 到 0.45。",
          },
        },
      }),
    startDivisor: z
      .number()
      .min(1)
      .max(1e6)
      .default(25)
      .meta({
        field: {
          label: { en: "Start divided by", zh: "起始除数" },
          help: {
            en: "The run begins at the learning rate divided by this; 10 to 25 is usual.",
            zh: "起始学习率为设定值除以该数，常用 10 到 25。",
          },
          scale: "log",
        },
      }),
    endDivisor: z
      .number()
      .min(1)
      .max(1e9)
      .default(1e4)
      .meta({
        field: {
          label: { en: "End divided by (from the start)", zh: "终止除数（相对起点）" },
          help: {
            en: "The run ends at the starting rate divided by this; 100 to 10,000 is usual.",
            zh: "最终学习率为起始值除以该数，常用 100 到 10,000。",
          },
          scale: "log",
        },
      }),
  }),
  factor: (config, { step, totalSteps }) => {
    const start = 1 / config.startDivisor;
    const top = config.rise * totalSteps - 1;
    if (step - 1 <= top) return anneal(start, 1, (step - 1) / top);
    return anneal(1, start / config.endDivisor, (step - 1 - top) / (totalSteps - 1 - top));
  },
});
