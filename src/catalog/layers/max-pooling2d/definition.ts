import { z } from "zod";
import { defineLayer } from "../layer.ts";
import { extentsField, paddingField, slideWindow } from "../window.ts";

export const maxPooling2d = defineLayer({
  id: "max-pooling2d",
  title: { en: "Max pooling", zh: "最大池化" },
  summary: {
    en: "Keeps the strongest answer of each window and shrinks the picture.",
    zh: "保留每个窗口中最强的响应，并缩小图像。",
  },
  config: z.strictObject({
    poolSize: extentsField(2, "Window", "窗口大小"),
    strides: extentsField(2, "Strides", "步幅"),
    padding: paddingField,
  }),
  plan: (config, input) => {
    const title = { en: "max-pooling", zh: "最大池化" };
    const { height, width, channels } = slideWindow(title, input, config.poolSize, config.strides, config.padding);
    return { output: [height, width, channels], parameters: [], state: [], multiplyAdds: 0 };
  },
  load: async () => (await import("./max-pooling2d.ts")).maxPooling2d,
});
