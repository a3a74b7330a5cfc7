/** The formula that a loss is shown with, worked out with numbers, is the loss that PyTorch computes. */
import { expect, test } from "vitest";
import { loadFormulas, losses } from "../../../src/catalog/losses/index.ts";
import type { Formula } from "../../../src/language/formula.ts";
import { goldenLosses } from "../../support/golden-losses.ts";

type Case = (typeof goldenLosses)[number];

interface Signs {
  /** By name, or "name_subscript". */
  readonly values: Readonly<Record<string, number>>;
  /** Signs with the subscript k, by class. */
  readonly classes: readonly Readonly<Record<string, number>>[];
  readonly right: number;
}

function valueOf(formula: Formula, signs: Signs): number {
  const of = (part: Formula) => valueOf(part, signs);
  switch (formula.kind) {
    case "symbol": {
      const { name, subscript } = formula;
      return signs.values[subscript === undefined ? name : `${name}_${subscript}`]!;
    }
    case "number":
      return formula.value;
    case "sum":
      return formula.parts.reduce((sum, { isMinus, term }) => sum + (isMinus ? -1 : 1) * of(term), 0);
    case "product":
      return formula.factors.reduce((product, factor) => product * of(factor), 1);
    case "fraction":
      return of(formula.above) / of(formula.below);
    case "power":
      return of(formula.base) ** of(formula.exponent);
    case "root":
      return Math.sqrt(of(formula.of));
    case "absolute":
      return Math.abs(of(formula.of));
    case "norm":
      return Math.hypot(...signs.classes.map(({ z_k }) => z_k!));
    case "call":
      return called(formula, signs);
  }
}

/** Over all classes, or all but the right one, where the name has a subscript. */
function called({ name, subscript, of }: Extract<Formula, { kind: "call" }>, signs: Signs): number {
  const over = signs.classes.filter((_, own) => subscript === "k" || own !== signs.right);
  const each =
    subscript === undefined
      ? of.map((part) => valueOf(part, signs))
      : over.map((own) => valueOf(of[0]!, { ...signs, values: { ...signs.values, ...own } }));
  const sum = each.reduce((total, value) => total + value, 0);
  const functions: Readonly<Record<string, () => number>> = {
    log: () => Math.log(each[0]!),
    cosh: () => Math.cosh(each[0]!),
    min: () => Math.min(...each),
    max: () => Math.max(...each),
    sum: () => sum,
    mean: () => sum / each.length,
  };
  return functions[name]!();
}

function signsOf({ loss, isClasses, outputs, prediction, target }: Case, row: number): Signs {
  const settings: Readonly<Record<string, unknown>> = loss;
  const given = (name: string) => Number(settings[name]);
  const greek = { e: Math.E, δ: given("delta"), q: given("quantile"), γ: given("gamma"), α: given("alpha") };
  if (!isClasses) return { values: { ...greek, y: target[row]!, ŷ: prediction[row]! }, classes: [], right: -1 };
  const logits = prediction.slice(row * outputs, (row + 1) * outputs);
  const total = logits.reduce((sum, logit) => sum + Math.exp(logit), 0);
  const right = target[row]!;
  const smoothing = "labelSmoothing" in loss ? loss.labelSmoothing : 0;
  const classes = logits.map((logit, own) => ({
    z_k: logit,
    p_k: Math.exp(logit) / total,
    y_k: (own === right ? 1 - smoothing : 0) + smoothing / outputs,
  }));
  const [own] = classes.slice(right);
  return { values: { ...greek, z_y: own!.z_k, p_y: own!.p_k }, classes, right };
}

/** Formulas say what is computed of hard labels; the divergence has none of its own but for soft ones. */
const shown = goldenLosses.filter(({ loss, name, outputs }) => {
  if (name.includes("overflow") || name.includes("shares")) return false;
  if (loss.id === "kl-divergence") return loss.labelSmoothing > 0;
  if (loss.id === "binary-cross-entropy" && outputs === 2) return false;
  return !("labelSmoothing" in loss) || loss.labelSmoothing === 0;
});

test.each(shown)("$name", async (each) => {
  const formula = (await loadFormulas())[each.loss.id];
  const expected = each.losses.map((value) => expect.closeTo(value, 4) as number);
  expect(each.losses.map((_, row) => valueOf(formula, signsOf(each, row)))).toEqual(expected);
});

test("every loss is there", () => {
  const covered = new Set<string>(shown.map(({ loss }) => loss.id));
  expect(losses.map(({ id }) => id).filter((id) => !covered.has(id))).toEqual([]);
});
