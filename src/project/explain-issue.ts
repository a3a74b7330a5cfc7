/** Turns what zod found wrong into one sentence that names the field, what is wrong and what is allowed. */
import { type z } from "zod";
import type { Text } from "../language/text.ts";
import { type FieldPath, printPath, valueAt } from "./field-path.ts";
import { nearestName } from "./nearest-name.ts";

type Issue = z.core.$ZodIssue;

export interface Explained {
  readonly path: FieldPath;
  readonly text: Text;
}

/** `fieldsAt` tells which fields are known at a path, to suggest the nearest. `at` is where the schema itself stands. */
export function explainIssues(
  issues: readonly Issue[],
  input: unknown,
  fieldsAt: (path: FieldPath) => readonly string[],
  at: FieldPath = [],
): Explained {
  const issue = worstOf(flatten(issues));
  const path = [...at, ...issue.path];
  if (issue.code === "unrecognized_keys") {
    const [key = ""] = issue.keys;
    return { path: [...path, key], text: unknownField(path, key, fieldsAt(issue.path)) };
  }
  const told = tell(issue, valueAt(input, issue.path));
  const name = printPath(path);
  return { path, text: { en: `${name}: ${told.en}.`, zh: `${name}：${told.zh}。` } };
}

/** A mistyped field explains the "missing" one beside it, so it is told first. */
function worstOf(issues: readonly Issue[]): Issue {
  const worst = issues.find((issue) => issue.code === "unrecognized_keys") ?? issues[0];
  if (worst === undefined) throw new Error("a refused value without an issue");
  return worst;
}

/** A union's issues are those of the alternative that comes nearest to what was written. */
function flatten(issues: readonly Issue[]): Issue[] {
  return issues.flatMap((issue) => {
    if (issue.code !== "invalid_union" || issue.errors.length === 0) return [issue];
    const branches = issue.errors.map((branch) => flatten(branch));
    const nearest = branches.reduce((best, branch) => (strangeness(branch) < strangeness(best) ? branch : best));
    return nearest.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] }));
  });
}

/** How little an alternative has in common with the input: wrong fields at its own level weigh most. */
function strangeness(issues: readonly Issue[]): number {
  return issues.reduce((sum, issue) => {
    if (issue.code === "unrecognized_keys" && issue.path.length === 0) return sum + 10 * issue.keys.length;
    if (issue.code === "invalid_type" && issue.path.length <= 1) return sum + 10;
    return sum + 1;
  }, 0);
}

function unknownField(path: FieldPath, key: string, known: readonly string[]): Text {
  const where = path.length === 0 ? "" : printPath(path);
  const nearest = nearestName(key, known);
  const name = cutShort(key);
  const en =
    nearest !== null ? `Did you mean "${nearest}"?` : known.length > 0 ? `Known fields: ${known.join(", ")}.` : "";
  const zh = nearest !== null ? `是否想写“${nearest}”？` : known.length > 0 ? `可用字段：${known.join("、")}。` : "";
  const prefix = where === "" ? "project" : where;
  return {
    en: `${prefix}: has an unknown field "${name}". ${en}`.trim(),
    zh: `${prefix}：有未知字段“${name}”。${zh}`,
  };
}

function tell(issue: Issue, value: unknown): Text {
  const but =
    value === undefined ? { en: "", zh: "" } : { en: `, but is ${print(value)}`, zh: `，但实际为 ${print(value)}` };
  switch (issue.code) {
    case "invalid_type": {
      const type = typeNames[issue.expected] ?? { en: issue.expected, zh: issue.expected };
      return value === undefined
        ? { en: `is missing; it must be ${type.en}`, zh: `缺失，应为${type.zh}` }
        : { en: `must be ${type.en}${but.en}`, zh: `应为${type.zh}${but.zh}` };
    }
    case "invalid_value": {
      const allowed = issue.values.map((one) => String(one));
      const one = allowed.length === 1;
      const must = {
        en: `must be ${one ? "" : "one of "}${allowed.join(", ")}`,
        zh: `必须是${one ? " " : "以下之一："}${allowed.join("、")}`,
      };
      return value === undefined
        ? { en: `is missing; it ${must.en}`, zh: `缺失，${must.zh}` }
        : { en: `${must.en}${but.en}`, zh: `${must.zh}${but.zh}` };
    }
    case "too_small":
      return bounded(issue.origin, issue.inclusive === false ? "above" : "least", issue.minimum, but);
    case "too_big":
      return bounded(issue.origin, issue.inclusive === false ? "below" : "most", issue.maximum, but);
    case "not_multiple_of":
      return { en: `must be a multiple of ${issue.divisor}${but.en}`, zh: `必须是 ${issue.divisor} 的倍数${but.zh}` };
    case "invalid_union": {
      const allowed = "options" in issue && Array.isArray(issue.options) ? issue.options.map(String) : [];
      const near = typeof value === "string" && allowed.length > 24 ? nearestName(value, allowed) : null;
      if (near !== null) {
        return {
          en: `is ${print(value)}, which is none of the ${allowed.length} known; the nearest is "${near}"`,
          zh: `为 ${print(value)}，不在已知的 ${allowed.length} 种之内；最接近的是“${near}”`,
        };
      }
      const must = { en: `must be one of ${allowed.join(", ")}`, zh: `必须是以下之一：${allowed.join("、")}` };
      return value === undefined
        ? { en: `is missing; it ${must.en}`, zh: `缺失，${must.zh}` }
        : { en: `${must.en}${but.en}`, zh: `${must.zh}${but.zh}` };
    }
    case "custom": {
      const text: unknown = issue.params?.["text"];
      // Our own refinements give their sentence in both languages beside zod's English one.
      return isText(text) ? text : { en: issue.message, zh: issue.message };
    }
    case "invalid_format":
    case "invalid_key":
    case "invalid_element":
    case "unrecognized_keys":
      return { en: `is not valid (${issue.message})`, zh: `无效（${issue.message}）` };
  }
}

const limits = {
  above: { en: "greater than", zh: "大于" },
  least: { en: "at least", zh: "不小于" },
  below: { en: "less than", zh: "小于" },
  most: { en: "at most", zh: "不大于" },
} as const;

function bounded(origin: string, limit: keyof typeof limits, bound: number | bigint, but: Text): Text {
  const { en, zh } = limits[limit];
  switch (origin) {
    case "array":
    case "set":
      return { en: `must have ${en} ${bound} ${bound === 1 ? "entry" : "entries"}`, zh: `项数必须${zh} ${bound}` };
    case "string":
      return bound === 1
        ? { en: "must not be empty", zh: "不能为空" }
        : { en: `must have ${en} ${bound} characters`, zh: `字符数必须${zh} ${bound}` };
    default:
      return { en: `must be ${en} ${bound}${but.en}`, zh: `必须${zh} ${bound}${but.zh}` };
  }
}

const typeNames: Readonly<Record<string, Text>> = {
  string: { en: "text", zh: "文本" },
  number: { en: "a number", zh: "数字" },
  int: { en: "a whole number", zh: "整数" },
  boolean: { en: "true or false", zh: "true 或 false" },
  array: { en: "a list", zh: "列表" },
  tuple: { en: "a list", zh: "列表" },
  object: { en: "an object", zh: "对象" },
  record: { en: "an object", zh: "对象" },
  null: { en: "null", zh: " null" },
};

function isText(value: unknown): value is Text {
  return (
    typeof value === "object" &&
    value !== null &&
    "en" in value &&
    "zh" in value &&
    typeof value.en === "string" &&
    typeof value.zh === "string"
  );
}

/** As a person would write it, cut short. */
function print(value: unknown): string {
  switch (typeof value) {
    case "number":
    case "bigint":
    case "boolean":
      return String(value);
    case "string":
      return JSON.stringify(cutShort(value));
    case "object":
      return value === null ? "null" : Array.isArray(value) ? (value.length === 0 ? "[]" : "[…]") : "{…}";
    case "function":
    case "symbol":
    case "undefined":
      return typeof value;
  }
}

/** What a stranger wrote must not fill the screen when it is quoted. */
export function cutShort(written: string): string {
  return written.length > 60 ? `${written.slice(0, 60)}…` : written;
}
