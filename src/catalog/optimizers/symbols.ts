/** How the field writes what an optimizer's code calls by name, and what each sign means. */
import type { Assignment, Formula } from "../../language/formula.ts";
import type { Text } from "../../language/text.ts";
import type { CreateAny } from "./optimizer.ts";

export const symbol = (name: string, subscript?: string): Formula => ({
  kind: "symbol",
  name,
  ...(subscript === undefined ? {} : { subscript }),
});
export const number = (value: number): Formula => ({ kind: "number", value });
export const sum = (first: Formula, isMinus: boolean, term: Formula): Formula => ({
  kind: "sum",
  parts: [
    { isMinus: false, term: first },
    { isMinus, term },
  ],
});
export const power = (base: Formula, exponent: Formula): Formula => ({ kind: "power", base, exponent });
const product = (...factors: readonly Formula[]): Formula => ({ kind: "product", factors });
const fraction = (above: Formula, below: Formula): Formula => ({ kind: "fraction", above, below });
const oneMinus = (of: Formula): Formula => sum(number(1), true, of);

export const PARAMETER = symbol("θ");
export const GRADIENT = symbol("g");
const [RATE, BETA_1, BETA_2, STEP] = [symbol("η"), symbol("β", "1"), symbol("β", "2"), symbol("t")];
const MU = (subscript: string): Formula => symbol("μ", subscript);
const atStep = (base: Formula) => power(base, STEP);

/** How the field writes what `hyper` names. */
export const hyperSymbols: Readonly<Record<string, Formula>> = {
  learningRate: RATE,
  momentum: symbol("β"),
  oneMinusMomentum: oneMinus(symbol("β")),
  rho: symbol("ρ"),
  oneMinusRho: oneMinus(symbol("ρ")),
  beta1: BETA_1,
  oneMinusBeta1: oneMinus(BETA_1),
  beta2: BETA_2,
  oneMinusBeta2: oneMinus(BETA_2),
  stepSize: fraction(RATE, oneMinus(atStep(BETA_1))),
  rootCorrection: { kind: "root", of: oneMinus(atStep(BETA_2)) },
  epsilon: symbol("ε"),
  correctedEpsilon: fraction(symbol("ε"), { kind: "root", of: oneMinus(atStep(BETA_2)) }),
  weightDecay: symbol("λ"),
  shrink: oneMinus(product(RATE, symbol("λ"))),
  gradientStep: symbol("a", "t"),
  momentStep: symbol("b", "t"),
  rectification: symbol("r", "t"),
  plain: symbol("p", "t"),
  keep: symbol("β", "t"),
  take: oneMinus(symbol("β", "t")),
  relativeRate: symbol("η", "t"),
  clipping: symbol("c"),
  length: symbol("α"),
  meanCorrection: oneMinus(atStep(BETA_1)),
};

export const stateSymbols: Readonly<Record<string, Formula>> = {
  velocity: symbol("v"),
  firstMoment: symbol("m"),
  secondMoment: symbol("v"),
  largestSecondMoment: symbol("v", "max"),
  infinityNorm: symbol("u"),
  squareSum: symbol("s"),
  squareMean: symbol("s"),
  stepSquareMean: symbol("u"),
  mean: symbol("m"),
  rowMean: symbol("R"),
  columnMean: symbol("C"),
  weights: PARAMETER,
  gradient: GRADIENT,
  lastGradient: symbol("g", "0"),
  change: symbol("y"),
  direction: symbol("d"),
  lastStep: symbol("s"),
};

const stateMeanings: Readonly<Record<string, Text>> = {
  velocity: { en: "velocity, kept from step to step", zh: "速度，逐步保留" },
  firstMoment: { en: "running mean of the gradient", zh: "梯度的滑动均值" },
  secondMoment: { en: "running mean of the squared gradient", zh: "梯度平方的滑动均值" },
  largestSecondMoment: { en: "the largest v so far", zh: "至今最大的 v" },
  infinityNorm: { en: "fading largest size of the gradient", zh: "逐渐衰减的梯度最大幅度" },
  squareSum: { en: "sum of all squared gradients", zh: "全部梯度平方之和" },
  squareMean: { en: "running mean of the squared gradient", zh: "梯度平方的滑动均值" },
  stepSquareMean: { en: "running mean of the squared step", zh: "步幅平方的滑动均值" },
  mean: { en: "running mean of the gradient", zh: "梯度的滑动均值" },
  rowMean: { en: "mean squared gradient of each row", zh: "每行的梯度平方均值" },
  columnMean: { en: "mean squared gradient of each column", zh: "每列的梯度平方均值" },
  lastGradient: { en: "gradient one iteration ago", zh: "上一次迭代的梯度" },
  change: { en: "change of the gradient over the last step", zh: "上一步前后梯度的变化" },
  direction: { en: "direction to go in", zh: "前进方向" },
  lastStep: { en: "step, kept with its y for the iterations to come", zh: "这一步，与其 y 成对保留，供后续迭代使用" },
};

/** By `keyOf`; what is not here is explained by its own name or not at all. */
const meanings: Readonly<Record<string, Text>> = {
  θ: { en: "weights", zh: "权重" },
  g: { en: "gradient", zh: "梯度" },
  η: { en: "learning rate", zh: "学习率" },
  β: { en: "momentum", zh: "动量" },
  β_1: { en: "beta 1", zh: "beta 1" },
  β_2: { en: "beta 2", zh: "beta 2" },
  ρ: { en: "rho", zh: "rho" },
  ε: { en: "epsilon, a safe small number", zh: "epsilon，防止除以零的小数" },
  λ: { en: "weight decay", zh: "权重衰减" },
  t: { en: "step, from 1", zh: "步数，从 1 起" },
  c: { en: "largest mean step", zh: "最大平均步幅" },
  d: { en: "used again below", zh: "下文再次用到" },
  a_t: { en: "share of the gradient", zh: "梯度所占的步幅" },
  b_t: { en: "share of the mean", zh: "均值所占的步幅" },
  r_t: { en: "rectification, 0 in the first steps", zh: "修正系数，最初几步为 0" },
  p_t: { en: "1 in the first steps, then 0", zh: "最初几步为 1，之后为 0" },
  β_t: { en: "memory that grows with the steps", zh: "随步数增长的记忆" },
  η_t: { en: "rate relative to the weights' size", zh: "相对于权重大小的学习率" },
  rms: { en: "root mean square", zh: "均方根" },
  mean_j: { en: "mean along each row", zh: "沿每行求均值" },
  mean_i: { en: "mean down each column", zh: "沿每列求均值" },
  α: {
    en: "length found by the line search, tried from the learning rate on",
    zh: "线搜索得到的步长，从学习率开始尝试",
  },
  H: {
    en: "inverse of the loss's curvature, estimated from the last pairs of s and y by the two-loop recursion",
    zh: "损失曲率的逆，由最近若干对 s 与 y 用双循环递推估计",
  },
  sign: { en: "+1 or −1", zh: "取正负号，+1 或 −1" },
  orth: {
    en: "nearest orthogonal matrix, by five Newton–Schulz rounds, longer where outputs outnumber inputs",
    zh: "最接近的正交矩阵（五轮 Newton–Schulz 迭代），输出多于输入时按比例放大",
  },
};

/** Numbers of a step that a formula stands behind. */
const formulas: Readonly<Record<string, Formula>> = {
  a_t: fraction(product(RATE, oneMinus(MU("t"))), oneMinus(product(MU("1"), symbol("⋯"), MU("t")))),
  b_t: fraction(product(RATE, MU("t+1")), oneMinus(product(MU("1"), symbol("⋯"), MU("t+1")))),
  μ_t: product(
    BETA_1,
    oneMinus(product(fraction(number(1), number(2)), power(number(0.96), product(symbol("ψ"), STEP)))),
  ),
  r_t: {
    kind: "root",
    of: fraction(
      product(sum(symbol("ρ", "t"), true, number(4)), sum(symbol("ρ", "t"), true, number(2)), symbol("ρ", "∞")),
      product(sum(symbol("ρ", "∞"), true, number(4)), sum(symbol("ρ", "∞"), true, number(2)), symbol("ρ", "t")),
    ),
  },
  ρ_t: sum(symbol("ρ", "∞"), true, fraction(product(number(2), STEP, atStep(BETA_2)), oneMinus(atStep(BETA_2)))),
  "ρ_∞": sum(fraction(number(2), oneMinus(BETA_2)), true, number(1)),
  β_t: oneMinus(power(STEP, symbol("κ"))),
  η_t: {
    kind: "call",
    name: "min",
    of: [RATE, fraction(number(1), { kind: "root", of: STEP })],
  },
};

const derivedMeanings: Readonly<Record<string, Text>> = {
  μ_t: { en: "momentum of the step", zh: "该步的动量" },
  ψ: { en: "momentum decay", zh: "动量衰减" },
  ρ_t: { en: "how many steps v has seen; r applies above 5", zh: "v 的有效步数，大于 5 时启用 r" },
  "ρ_∞": { en: "its limit", zh: "其极限" },
  κ: { en: "decay power", zh: "衰减幂次" },
};

export interface Explanation {
  readonly key: string;
  readonly symbol: Formula;
  readonly meaning: Text;
  /** What it is computed from, where the update takes it as a number of the step. */
  readonly formula?: Formula;
}

/** What a whole optimizer's outline is written with. */
const wholeNames = ["lastGradient", "change", "direction", "lastStep"];

/** The signs of these assignments in the order in which a reader meets them, those of their formulas after them. */
export function explainSymbols<Config>(
  create: CreateAny<Config>,
  config: Config,
  shape: readonly number[],
  assignments: readonly Assignment[],
): readonly Explanation[] {
  const optimizer = create(config);
  const names = "minimize" in optimizer ? wholeNames : Object.keys(optimizer.state(shape));
  const remembered = new Map(names.map((name) => [keyOf(stateSymbols[name] ?? symbol(name)), stateMeanings[name]]));
  const found = new Map<string, Explanation>();
  const visit = (formula: Formula): void => {
    const key = keyOf(formula);
    if (key !== undefined && !found.has(key)) {
      const meaning = remembered.get(key) ?? meanings[key] ?? derivedMeanings[key];
      const behind = remembered.has(key) ? undefined : formulas[key];
      const sign: Formula = formula.kind === "call" ? symbol(formula.name, formula.subscript) : formula;
      if (meaning !== undefined) {
        found.set(key, { key, symbol: sign, meaning, ...(behind === undefined ? {} : { formula: behind }) });
      }
      if (behind !== undefined) visit(behind);
    }
    partsOf(formula).forEach(visit);
  };
  assignments.forEach(({ symbol: target, value }) => {
    visit(target);
    visit(value);
  });
  return [...found.values()];
}

/** "β_1"; undefined for what is no sign. */
export function keyOf(formula: Formula): string | undefined {
  if (formula.kind !== "symbol" && formula.kind !== "call") return undefined;
  return formula.subscript === undefined ? formula.name : `${formula.name}_${formula.subscript}`;
}

export function partsOf(formula: Formula): readonly Formula[] {
  switch (formula.kind) {
    case "symbol":
    case "number":
      return [];
    case "sum":
      return formula.parts.map(({ term }) => term);
    case "product":
      return formula.factors;
    case "fraction":
      return [formula.above, formula.below];
    case "power":
      return [formula.base, formula.exponent];
    case "call":
      return formula.of;
    case "root":
    case "norm":
    case "absolute":
      return [formula.of];
  }
}
