/** Formulas as MathML, which browsers draw and screen readers read by themselves. */
import { createElement, useEffect, useRef, useState, type ReactNode } from "react";
import type { Assignment, Formula as FormulaTree } from "../language/formula.ts";
import "./formula.css";

/** How firmly a piece holds together: a looser one inside a firmer one needs brackets. */
const firmness = { sum: 1, product: 2, power: 3, whole: 4 } as const;

function firmnessOf(formula: FormulaTree): number {
  switch (formula.kind) {
    case "sum":
      return firmness.sum;
    case "product":
      return firmness.product;
    case "power":
      return firmness.power;
    // A fraction's line holds it together in a product, but not under an exponent.
    case "fraction":
      return firmness.product;
    case "number":
      return formula.value < 0 ? firmness.sum : firmness.whole;
    case "symbol":
    case "root":
    case "call":
    case "norm":
    case "absolute":
      return firmness.whole;
  }
}

const math = (tag: string, ...children: readonly ReactNode[]): ReactNode => createElement(tag, null, ...children);
const operator = (sign: string, attributes: Readonly<Record<string, string>> | null = null): ReactNode =>
  createElement("mo", attributes, sign);
const fenced = (open: string, inside: ReactNode, close: string): ReactNode =>
  math("mrow", operator(open), inside, operator(close));
/** Invisible, and read as "times". */
const TIMES = "\u2062";
/** Between two numbers, which side by side would read as one. */
const DOT = "·";
/** Invisible, and read as "of". */
const APPLY = "\u2061";

function named(name: string, subscript: string | undefined): ReactNode {
  // One letter is slanted by itself; a function's name stands upright.
  const letter = math("mi", name);
  return subscript === undefined ? letter : math("msub", letter, math("mi", subscript));
}

/** Whether what is drawn begins with a digit. */
function isNumeral(formula: FormulaTree): boolean {
  switch (formula.kind) {
    case "number":
      return formula.value >= 0;
    case "power":
      return isNumeral(formula.base);
    case "fraction":
      return formula.above.kind === "number" || isNumeral(formula.above);
    case "sum":
    case "product":
    case "symbol":
    case "root":
    case "call":
    case "norm":
    case "absolute":
      return false;
  }
}

/** Up to four digits that matter; small and large ones as a power of ten. */
function figure(value: number): ReactNode {
  const size = Math.abs(value);
  const sign = value < 0 ? "−" : "";
  if (size !== 0 && (size < 1e-3 || size >= 1e5)) {
    const [digits = "", exponent = ""] = size.toExponential(2).split("e");
    const ten = math("msup", math("mn", "10"), math("mn", exponent.replace("+", "").replace("-", "−")));
    return Number(digits) === 1 && sign === ""
      ? ten
      : math("mrow", math("mn", sign + String(Number(digits))), operator("×"), ten);
  }
  return math("mn", sign + String(Number(size.toPrecision(4))));
}

function within(formula: FormulaTree, least: number): ReactNode {
  const drawn = draw(formula);
  return firmnessOf(formula) < least ? fenced("(", drawn, ")") : drawn;
}

function draw(formula: FormulaTree): ReactNode {
  switch (formula.kind) {
    case "symbol":
      return named(formula.name, formula.subscript);
    case "number":
      return figure(formula.value);
    case "sum":
      return math(
        "mrow",
        ...formula.parts.flatMap(({ isMinus, term }, index) => [
          ...(index > 0 || isMinus ? [operator(isMinus ? "−" : "+")] : []),
          within(term, isMinus ? firmness.product : firmness.sum),
        ]),
      );
    case "product":
      return math(
        "mrow",
        ...formula.factors.flatMap((factor, index) => [
          ...(index === 0 ? [] : [operator(isNumeral(factor) ? DOT : TIMES)]),
          within(factor, firmness.product),
        ]),
      );
    case "fraction":
      return math("mfrac", math("mrow", draw(formula.above)), math("mrow", draw(formula.below)));
    case "power":
      return math("msup", within(formula.base, firmness.whole), math("mrow", draw(formula.exponent)));
    case "root":
      return math("msqrt", draw(formula.of));
    case "norm":
      return fenced("‖", draw(formula.of), "‖");
    case "absolute":
      return fenced("|", draw(formula.of), "|");
    case "call":
      return math(
        "mrow",
        named(formula.name, formula.subscript),
        operator(APPLY),
        fenced(
          "(",
          math("mrow", ...formula.of.flatMap((part, index) => [...(index === 0 ? [] : [operator(",")]), draw(part)])),
          ")",
        ),
      );
  }
}

/** A formula in a line of words. */
export function Formula(props: { readonly formula: FormulaTree }): ReactNode {
  return createElement("math", { className: "formula" }, draw(props.formula));
}

/** Assignments one under the other, arrows aligned. What is wider than its box scrolls in it, by keyboard too. */
export function Assignments(props: {
  readonly label: string;
  readonly lines: readonly Assignment[];
  /** Between the two sides. */
  readonly sign?: "←" | "=";
}): ReactNode {
  const box = useRef<HTMLDivElement>(null);
  const [isWide, setWide] = useState(false);
  useEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(() => {
      setWide(element.scrollWidth > element.clientWidth);
    });
    // Its content too: other lines may be wider in the same box.
    [element, ...element.children].forEach((each) => {
      observer.observe(each);
    });
    return () => {
      observer.disconnect();
    };
  }, []);
  return (
    <div ref={box} className="formula-lines" role="group" aria-label={props.label} {...(isWide ? { tabIndex: 0 } : {})}>
      {createElement(
        "math",
        { className: "formula", display: "block" },
        math(
          "mtable",
          ...props.lines.map(({ symbol, value, result }) =>
            math(
              "mtr",
              createElement("mtd", { className: "formula-target" }, draw(symbol)),
              math("mtd", operator(props.sign ?? "←", { stretchy: "false" })),
              createElement(
                "mtd",
                { className: "formula-value" },
                result === undefined ? draw(value) : math("mrow", draw(value), operator("="), figure(result)),
              ),
            ),
          ),
        ),
      )}
    </div>
  );
}
