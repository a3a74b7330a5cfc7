import type { Text } from "../../language/text.ts";

export const exportTexts = {
  format: { en: "Format", zh: "格式" },
  start: { en: "Write, check and save", zh: "写入、校验并保存" },
  beginning: { en: "Reading the weights", zh: "正在读取权重" },
  cancel: { en: "Cancel", zh: "取消" },
  refused: { en: "This format cannot take the model", zh: "此格式无法容纳该模型" },
  failed: { en: "The model could not be exported", zh: "模型无法导出" },
} as const satisfies Record<string, Text>;

export const opensIn = (programs: Text): Text => ({
  en: `Opens in ${programs.en}.`,
  zh: `打开方式：${programs.zh}。`,
});

export function checkedOn(reader: Text, rows: string, isHeldOut: boolean): Text {
  return isHeldOut
    ? {
        en: `${reader.en} read the file and answered ${rows} rows that the model has not learnt from.`,
        zh: `读取程序：${reader.zh}，已回答 ${rows} 行未参与训练的数据。`,
      }
    : {
        en: `${reader.en} read the file and answered ${rows} made-up rows, since the model's data is not at hand.`,
        zh: `模型的数据不在此处。读取程序：${reader.zh}，已回答 ${rows} 行生成的数据。`,
      };
}

/** `difference`: null where there is none. */
export function differed(difference: string | null): Text {
  return difference === null
    ? {
        en: "Its answers are the studio's, to the last digit.",
        zh: "其回答与本应用完全一致。",
      }
    : {
        en: `No answer is further than ${difference} from the studio's.`,
        zh: `与本应用的回答相差最多 ${difference}。`,
      };
}

export const agreed = (share: string): Text => ({
  en: `Same class: ${share}.`,
  zh: `类别一致率：${share}。`,
});
