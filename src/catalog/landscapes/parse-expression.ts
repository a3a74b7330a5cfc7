/** A typed formula as an expression. What is no formula in x and y is refused with a sentence; nothing is ever run. */
import jsep from "jsep";
import { StudioError } from "../../language/studio-error.ts";
import type { Text } from "../../language/text.ts";
import {
  call,
  constant,
  difference,
  type Expression,
  functionNames,
  isFunctionName,
  negative,
  number,
  power,
  product,
  quotient,
  sum,
  variable,
} from "./expression.ts";

const MOST_CHARACTERS = 500;
const CARET = "^";

// Its own "^" is JavaScript's; a power binds tighter than a minus before it, and to the right: -x^2, 2^-x, x^y^2.
jsep.removeBinaryOp(CARET);
jsep.removeBinaryOp("**");
jsep.hooks.add("gobble-token", function (env) {
  // Numbers are tokens like all others, so that a power may follow.
  if (/[0-9.]/.test(this.char)) {
    const literal = this.gobbleNumericLiteral();
    if (literal !== undefined) env.node = literal;
  }
});
jsep.hooks.add("after-token", function (env) {
  this.gobbleSpaces();
  if (env.node === undefined || this.char !== CARET) return;
  // Past the sign.
  Object.assign(this, { index: this.index + 1 });
  const right = this.gobbleToken();
  env.node = { type: "BinaryExpression", operator: CARET, left: env.node, ...(right === undefined ? {} : { right }) };
});

const pi = constant("π", Math.PI);
const constants: Readonly<Record<string, Expression>> = { pi, π: pi, e: constant("e", Math.E) };
const otherNames: Readonly<Record<string, string>> = { log: "ln", arctan: "atan" };
const operations = { "+": sum, "-": difference, "*": product, "/": quotient, [CARET]: power } as const;

/** Throws a `StudioError` that says what is wrong and how to write it. */
export function parseExpression(text: string): Expression {
  if (text.trim() === "") throw refusal({ en: "is empty", zh: "为空" });
  if (text.length > MOST_CHARACTERS) {
    throw refusal({
      en: `is longer than ${MOST_CHARACTERS} characters`,
      zh: `超过 ${MOST_CHARACTERS} 个字符`,
    });
  }
  return understood(treeOf(text));
}

/** Signs that people paste from books. */
function typed(text: string): string {
  return text
    .replaceAll("−", "-")
    .replaceAll(/[×·]/g, "*")
    .replaceAll("²", "^2")
    .replaceAll("³", "^3")
    .replaceAll("**", CARET)
    .replaceAll("（", "(")
    .replaceAll("）", ")");
}

function treeOf(text: string): jsep.Expression {
  try {
    return jsep(typed(text));
  } catch (thrown) {
    if (!(thrown instanceof Error)) throw thrown;
    const at = "index" in thrown && typeof thrown.index === "number" ? thrown.index : 0;
    throw refusal({
      en: `cannot be read at character ${at + 1}; products need a sign, as in 2 * x`,
      zh: `在第 ${at + 1} 个字符处无法读懂；乘法需写出符号，例如 2 * x`,
    });
  }
}

function understood(node: unknown): Expression {
  const { type, name, value, operator, left, right, argument, callee, arguments: given } = partsOf(node);
  switch (type) {
    case "Literal":
      if (typeof value === "number") return number(value);
      break;
    case "Identifier":
      return named(String(name));
    case "UnaryExpression":
      if (operator === "-") return negative(understood(argument));
      if (operator === "+") return understood(argument);
      throw unknownSign(String(operator));
    case "BinaryExpression": {
      const operation = isOperation(operator) ? operations[operator] : undefined;
      if (operation === undefined) throw unknownSign(String(operator));
      return operation(understood(left), understood(right));
    }
    case "CallExpression":
      return called(String(partsOf(callee)["name"]), Array.isArray(given) ? given : []);
    case "Compound":
      throw refusal({
        en: "holds several things side by side; products need a sign, as in 2 * x",
        zh: "含有并排的几部分；乘法需写出符号，例如 2 * x",
      });
  }
  throw refusal({
    en: "holds something that is neither a number, x, y, an operation nor a function",
    zh: "含有数字、x、y、运算和函数以外的内容",
  });
}

/** What the library gives is a record by the kind of its node. */
function partsOf(node: unknown): Readonly<Record<string, unknown>> {
  if (typeof node !== "object" || node === null) {
    throw refusal({ en: "ends too early: something is missing", zh: "不完整：缺少一部分" });
  }
  return node as Readonly<Record<string, unknown>>;
}

function isOperation(operator: unknown): operator is keyof typeof operations {
  return typeof operator === "string" && Object.hasOwn(operations, operator);
}

function named(name: string): Expression {
  if (name === "x" || name === "y") return variable(name);
  const known = Object.hasOwn(constants, name) ? constants[name] : undefined;
  if (known !== undefined) return known;
  throw refusal({
    en: `holds “${name}”; known are x, y, pi and e`,
    zh: `含有“${name}”；可用的有 x、y、pi 和 e`,
  });
}

function called(given: string, parameters: readonly unknown[]): Expression {
  const name = (Object.hasOwn(otherNames, given) ? otherNames[given] : undefined) ?? given;
  if (!isFunctionName(name)) {
    throw refusal({
      en: `holds the function “${given}”; known are ${functionNames.join(", ")}`,
      zh: `含有函数“${given}”；可用的有 ${functionNames.join("、")}`,
    });
  }
  if (parameters.length !== 1) {
    throw refusal({ en: `gives ${name} other than one number`, zh: `给 ${name} 的参数不是一个` });
  }
  return call(name, understood(parameters[0]));
}

function unknownSign(sign: string): StudioError {
  return refusal({
    en: `holds “${sign}”; known are + - * / and ^`,
    zh: `含有“${sign}”；可用的运算有 + - * / 和 ^`,
  });
}

function refusal(what: Text): StudioError {
  return new StudioError({
    code: "bad-formula",
    text: {
      en: `The formula ${what.en}. Example: (1 - x)^2 + 10 * (y - x^2)^2.`,
      zh: `公式${what.zh}。示例：(1 - x)^2 + 10 * (y - x^2)^2。`,
    },
  });
}
