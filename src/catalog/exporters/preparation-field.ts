/** The setting of formats that can prepare rows themselves. */
import { z } from "zod";
import type { Text } from "../../language/text.ts";

/** `limits`: what the format cannot do. */
export function preparationField(limits: Text) {
  return z
    .enum(["inside", "beside"])
    .default("inside")
    .meta({
      field: {
        label: { en: "Preparation", zh: "预处理" },
        help: limits,
        choices: {
          inside: { en: "Inside the file", zh: "包含在文件中" },
          beside: { en: "Beside it, as a description", zh: "另附说明" },
        },
      },
    });
}

/** Of those that have layers for numbers and pictures alone. */
export const scalingAlone: Text = {
  en: "Inside: the file takes numbers and pictures as they stand in the data, where all that is done to them is to fill gaps and to scale. Anything else stays beside.",
  zh: "包含：若预处理仅为填补缺失值与缩放，文件直接接收原始数值或图像；其他步骤只能另附。",
};
