import { z } from "zod";
import { defineSchedule } from "../schedule.ts";

export const constant = defineSchedule({
  id: "constant",
  title: { en: "Constant", zh: "恒定" },
  summary: { en: "The learning rate stays as set.", zh: "学习率保持不变。" },
  config: z.strictObject({}),
  factor: () => 1,
});
