import { z } from "zod";
import { defineExporter } from "../exporter.ts";

export const npz = defineExporter({
  id: "npz",
  title: { en: "NumPy archive", zh: "NumPy 归档" },
  summary: {
    en: "The weights as NumPy arrays by name, with a description in card.json.",
    zh: "以名称保存的 NumPy 数组权重，并附 card.json 说明文件。",
  },
  extension: ".npz",
  mediaType: "application/zip",
  opensIn: { en: "NumPy and all that is built on it", zh: "NumPy 及基于它的程序" },
  config: z.strictObject({}),
});
