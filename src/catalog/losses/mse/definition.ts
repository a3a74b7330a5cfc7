import { z } from "zod";
import { defineLoss } from "../loss.ts";

export const mse = defineLoss({
  id: "mse",
  title: { en: "Mean squared error", zh: "均方误差" },
  summary: {
    en: "The squared distance between prediction and truth. The usual loss for numbers.",
    zh: "预测与真实值之差的平方。预测数值时的常用损失。",
  },
  tasks: ["regression"],
  unit: "squared-target",
  config: z.strictObject({}),
  load: async () => (await import("./mse.ts")).mse,
});
