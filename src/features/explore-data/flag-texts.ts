/** What the statistics noticed about a column, in plain words. */
import type { Formats } from "../../language/format.ts";
import type { Text } from "../../language/text.ts";
import type { ColumnFlag, ColumnStatistics } from "../../project/data-summary.ts";

export function flagText(flag: ColumnFlag, column: ColumnStatistics, { integer, number }: Formats): Text {
  switch (flag) {
    case "constant":
      return { en: "The same in every row: there is nothing to learn from it.", zh: "每一行都相同，没有可学的信息。" };
    case "identifier":
      return {
        en: "Different in every row, like a row's name or number: it would be learnt by heart.",
        zh: "每一行都不同，像是行的名称或编号，模型只会死记。",
      };
    case "mostly-missing":
      return { en: "More than half of it is missing.", zh: "超过一半的值缺失。" };
    case "has-missing":
      return {
        en: "Missing values reach the model: fill them, or it cannot train.",
        zh: "缺失值会进入模型，需先填补才能训练。",
      };
    case "many-classes": {
      const count = integer(column.distinct);
      return { en: `${count} classes become as many columns.`, zh: `${count} 个类别会变成同样多的列。` };
    }
    case "leak":
      return {
        en: "It nearly gives the answer away. If it is only known after the answer is, ignore it.",
        zh: "它几乎等于答案。如果它在答案之后才能知道，请忽略它。",
      };
    case "outliers": {
      const spread = column.type === "number" ? column.spread : undefined;
      const [low, high] = (spread?.fences ?? [NaN, NaN]).map(number);
      const count = integer(spread?.outliers ?? 0);
      return {
        en: `${count} far out: below ${low} or above ${high} (1.5 quartile ranges, Tukey).`,
        zh: `${count} 个离群值：低于 ${low} 或高于 ${high}（1.5 倍四分位距，Tukey 法则）。`,
      };
    }
  }
}

export type Mend = "ignore" | "fill" | "clip";

const mends = {
  ignore: { en: "Ignore it", zh: "忽略该列" },
  fill: { en: "Fill missing values", zh: "填补缺失值" },
  clip: { en: "Clip them", zh: "截断离群值" },
} as const satisfies Record<Mend, Text>;

export function mendName(mend: Mend): Text {
  return mends[mend];
}

/** Told apart from the other columns' buttons by ear. */
export function mendNameOf(mend: Mend, column: string): Text {
  return { en: `${mends[mend].en}: ${column}`, zh: `${mends[mend].zh}：${column}` };
}
