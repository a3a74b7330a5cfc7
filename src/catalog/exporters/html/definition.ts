import { z } from "zod";
import { defineExporter } from "../exporter.ts";

export const html = defineExporter({
  id: "html",
  title: { en: "Page that predicts", zh: "可预测的网页" },
  summary: {
    en: "One file with model, preparation, inputs and model card. Opens with a double-click and predicts without any network.",
    zh: "单个文件，包含模型、预处理、输入界面与模型卡片。双击打开即可离线预测。",
  },
  extension: ".html",
  mediaType: "text/html",
  opensIn: { en: "any browser, without a server", zh: "任意浏览器，无需服务器" },
  config: z.strictObject({}),
});
