import { z } from "zod";
import { defineExporter } from "../exporter.ts";
import { preparationField } from "../preparation-field.ts";

export const onnx = defineExporter({
  id: "onnx",
  title: { en: "ONNX", zh: "ONNX" },
  summary: {
    en: "The open format of trained networks: one file with the whole computation, for servers, apps and other browsers.",
    zh: "训练好的网络的开放格式：一个文件包含完整的计算过程，可用于服务器、应用和其他浏览器。",
  },
  extension: ".onnx",
  mediaType: "application/octet-stream",
  opensIn: { en: "ONNX Runtime, Netron, Triton, KServe", zh: "ONNX Runtime、Netron、Triton、KServe" },
  config: z.strictObject({
    preparation: preparationField({
      en: "Inside: the file takes columns by their names as they stand in the data. What takes texts apart is no part of ONNX and stays beside.",
      zh: "包含：文件按列名直接接收原始数据。ONNX 无法表示文本的切分，此类步骤只能另附。",
    }),
    weights: z
      .enum(["float32", "float16", "int8"])
      .default("float32")
      .meta({
        field: {
          label: { en: "Weights", zh: "权重" },
          help: {
            en: "Smaller weights make a smaller file. They are widened when the model is loaded, so it computes as before.",
            zh: "较小的权重使文件更小。加载模型时会还原为 float32，计算方式不变。",
          },
          choices: {
            float32: { en: "float32, exact", zh: "float32，精确" },
            float16: { en: "float16, half the size", zh: "float16，体积减半" },
            int8: { en: "int8, a quarter of the size", zh: "int8，体积为四分之一" },
          },
        },
      }),
  }),
});
