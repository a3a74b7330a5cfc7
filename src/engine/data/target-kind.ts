import type { Target } from "../../project/records.ts";

/** What the target asks for, as the second half of "... does not suit the target, which is ...". */
export function kindOf({ task }: Target): readonly [string, string] {
  switch (task) {
    case "classification":
      return ["classes", "类别"];
    case "regression":
      return ["a number", "数值"];
    case "reconstruction":
      return ["the input itself", "输入本身"];
    case "generation":
      return ["the next token", "下一个词元"];
  }
}
