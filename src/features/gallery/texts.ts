import type { Text } from "../../language/text.ts";

export const texts = {
  title: { en: "Pick an experiment", zh: "选一个实验" },
  lead: {
    en: "One click opens it, one more trains it, on this device. Nothing is uploaded.",
    zh: "点一下打开，再点一下就开始训练，全部在本设备上完成，数据不会上传。",
  },
} as const satisfies Record<string, Text>;
