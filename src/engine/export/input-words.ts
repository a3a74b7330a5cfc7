/** What a model takes, column by column, in words: in the README of an export and in the page that predicts. */
import type { Text } from "../../language/text.ts";
import { inputUnit, withUnit } from "../../project/column-unit.ts";
import type { Project } from "../../project/project.ts";
import type { InputColumn } from "../../project/records.ts";

export const kinds: Readonly<Record<InputColumn["type"], Text>> = {
  number: { en: "number", zh: "数值" },
  category: { en: "category", zh: "类别" },
  image: { en: "picture", zh: "图像" },
  text: { en: "text", zh: "文本" },
  time: { en: "time", zh: "时间" },
};

/** Of the training rows; empty where nothing is known. */
export function rangeOf(column: InputColumn, project: Project, number: (value: number) => string): string {
  switch (column.type) {
    case "number": {
      const range = withUnit(`${number(column.minimum)} – ${number(column.maximum)}`, inputUnit(column, project));
      return column.window === undefined ? range : `${column.window.length} × (${range})`;
    }
    case "category":
      return column.categories.length > 12
        ? `${column.categories.slice(0, 12).join(", ")} … (${column.categories.length})`
        : column.categories.join(", ");
    case "image":
      return `${column.shape.join(" × ")}, 0 – 255`;
    case "text":
    case "time":
      return "";
  }
}
