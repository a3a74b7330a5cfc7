import { z } from "zod";
import { defineExporter } from "../exporter.ts";

export const pytorch = defineExporter({
  id: "pytorch",
  title: { en: "PyTorch project", zh: "PyTorch 项目" },
  summary: {
    en: "Goes on with this very run on other machines, one or many: readable code, weights, the optimizer's state, data and seeds, and a check that all of it computes the same.",
    zh: "在其他一台或多台机器上继续本次训练：可读的代码、权重、优化器状态、数据与随机种子，并可校验计算结果一致。",
  },
  extension: ".zip",
  mediaType: "application/zip",
  opensIn: { en: "PyTorch, torchrun, Ray Train", zh: "PyTorch、torchrun、Ray Train" },
  takesTraining: true,
  config: z.strictObject({}),
});
