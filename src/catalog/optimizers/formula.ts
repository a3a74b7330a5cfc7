/**
 * Prints an optimizer's update from its own code: `update` is run with operations that write down what they are asked
 * for. What comes out is a small tree that a page can draw as MathML.
 */
import type { Assignment, Formula } from "../../language/formula.ts";
import type { Operand, Shape, Tensor } from "../../tensor/ops.ts";
import type { CreateAny, NamedTensors, Optimizer, OptimizerOps, WholeOptimizer } from "./optimizer.ts";
import { GRADIENT, hyperSymbols, number, PARAMETER, partsOf, power, stateSymbols, sum, symbol } from "./symbols.ts";

interface Written extends Tensor {
  readonly formula: Formula;
}

/** The update of one parameter of this shape as assignments: what is remembered first, the parameter last. */
export function printUpdate<Config>(
  create: CreateAny<Config>,
  config: Config,
  shape: readonly number[],
): readonly Assignment[] {
  const optimizer = create(config);
  return assigned("minimize" in optimizer ? outlined(optimizer, shape) : updatedOnce(optimizer, shape));
}

function updatedOnce(optimizer: Optimizer, shape: Shape): readonly Assignment[] {
  const before = Object.entries(optimizer.state(shape)).map(
    ([name, each]) => [name, written(stateSymbol(name), each)] as const,
  );
  const hyper = Object.keys(optimizer.hyper({ step: 1, learningRate: 1 })).map(
    (name) => [name, written(hyperSymbols[name.split(".").at(-1)!] ?? symbol(name), [])] as const,
  );
  const after = optimizer.update(writingOps(), {
    parameter: written(PARAMETER, shape),
    gradient: written(GRADIENT, shape),
    state: Object.fromEntries(before),
    hyper: Object.fromEntries(hyper),
  });
  return [...named(after.state), { symbol: PARAMETER, value: formulaOf(after.parameter) }];
}

function outlined(optimizer: WholeOptimizer, shape: Shape): readonly Assignment[] {
  const held = ["weights", "gradient", "lastGradient"].map(
    (name) => [name, written(stateSymbol(name), shape)] as const,
  );
  const numbers = ["learningRate", "length"].map((name) => [name, written(hyperSymbols[name]!, [])] as const);
  return named(optimizer.outline(writingOps(), Object.fromEntries([...held, ...numbers])));
}

function named(tensors: NamedTensors): readonly Assignment[] {
  return Object.entries(tensors).map(([name, tensor]) => ({ symbol: stateSymbol(name), value: formulaOf(tensor) }));
}

/** Results in turn, each by the signs of those before it. */
function assigned(results: readonly Assignment[]): readonly Assignment[] {
  const names = new Map<Formula, Formula>();
  const steps = sharedPieces(results.map(({ value }) => value));
  const assignments: Assignment[] = [];
  const assign = (target: Formula, formula: Formula): void => {
    // What is used in several places gets a name of its own, just before it is first needed.
    for (const [piece, letter] of steps) {
      if (piece === formula || names.has(piece) || !contains(formula, piece)) continue;
      assignments.push({ symbol: letter, value: renamed(piece, names) });
      names.set(piece, letter);
    }
    assignments.push({ symbol: target, value: renamed(formula, names) });
  };
  for (const { symbol: target, value } of results) {
    assign(target, value);
    names.set(value, target);
  }
  return assignments;
}

/** Pieces that are computed once and used more than once, each with a letter. */
function sharedPieces(roots: readonly Formula[]): ReadonlyMap<Formula, Formula> {
  const uses = new Map<Formula, number>();
  const count = (formula: Formula): void => {
    const known = uses.get(formula) ?? 0;
    uses.set(formula, known + 1);
    if (known === 0) partsOf(formula).forEach(count);
  };
  roots.forEach(count);
  const constants = new Set(Object.values(hyperSymbols));
  // A power of a symbol is shorter than a letter with its explanation.
  const isShort = (formula: Formula): boolean =>
    partsOf(formula).length === 0 || (formula.kind === "power" && formula.base.kind === "symbol");
  const shared = [...uses].filter(
    ([formula, times]) => times > 1 && !isShort(formula) && !constants.has(formula) && !roots.includes(formula),
  );
  return new Map(shared.map(([formula], at) => [formula, at === 0 ? symbol("d") : symbol("d", String(at + 1))]));
}

function contains(formula: Formula, piece: Formula): boolean {
  return formula === piece || partsOf(formula).some((part) => contains(part, piece));
}

function stateSymbol(name: string): Formula {
  return stateSymbols[name] ?? symbol(name);
}

function written(formula: Formula, shape: readonly number[]): Written {
  return { formula, shape, dtype: "float32" };
}

/** Everything that the writing operations give was written by them. */
function formulaOf(tensor: Tensor): Formula {
  return (tensor as Written).formula;
}

/** The formula with every piece that has been assigned before replaced by its symbol. */
function renamed(formula: Formula, names: ReadonlyMap<Formula, Formula>): Formula {
  const known = names.get(formula);
  if (known !== undefined) return known;
  const inside = (part: Formula) => renamed(part, names);
  switch (formula.kind) {
    case "symbol":
    case "number":
      return formula;
    case "sum":
      return { ...formula, parts: formula.parts.map(({ isMinus, term }) => ({ isMinus, term: inside(term) })) };
    case "product":
      return { ...formula, factors: formula.factors.map(inside) };
    case "fraction":
      return { ...formula, above: inside(formula.above), below: inside(formula.below) };
    case "power":
      return { ...formula, base: inside(formula.base) };
    case "call":
      return { ...formula, of: formula.of.map(inside) };
    case "root":
    case "norm":
    case "absolute":
      return { ...formula, of: inside(formula.of) };
  }
}

/** Operations that compute nothing and write down everything; scalars that change nothing are left out. */
function writingOps(): OptimizerOps {
  const asWritten = (x: Operand): Formula => (typeof x === "number" ? number(x) : formulaOf(x));
  const shapeOf = (a: Operand, b: Operand): Shape => {
    const [left, right] = [typeof a === "number" ? [] : a.shape, typeof b === "number" ? [] : b.shape];
    return left.length >= right.length ? left : right;
  };
  const isNumber = (formula: Formula, value: number) => formula.kind === "number" && formula.value === value;
  const pair = (write: (a: Formula, b: Formula) => Formula) => (a: Operand, b: Operand) =>
    written(write(asWritten(a), asWritten(b)), shapeOf(a, b));
  const single = (write: (x: Formula) => Formula) => (x: Tensor) => written(write(asWritten(x)), x.shape);
  const call = (name: string, ...of: readonly Formula[]): Formula => ({ kind: "call", name, of });
  /** Over all of a tensor, along its rows (index j) or down its columns (index i). */
  const reduction = (name: string, x: Tensor, axes: readonly number[] | undefined): Formula => {
    const subscript = axes === undefined ? undefined : ["j", "i"][x.shape.length - 1 - (axes[0] ?? 0)];
    return { kind: "call", name, ...(subscript === undefined ? {} : { subscript }), of: [asWritten(x)] };
  };
  const reduced = (x: Tensor, axes: readonly number[] | undefined): Shape =>
    axes === undefined ? [] : x.shape.map((extent, axis) => (axes.includes(axis) ? 1 : extent));
  return {
    zeros: (shape) => written(number(0), shape),
    add: pair((a, b) => (isNumber(a, 0) ? b : sum(a, false, b))),
    subtract: pair((a, b) => sum(a, true, b)),
    multiply: pair((a, b) => (isNumber(b, 1) ? a : { kind: "product", factors: [a, b] })),
    divide: pair(quotientOf),
    maximum: pair((a, b) => call("max", a, b)),
    negate: single((x) => ({ kind: "sum", parts: [{ isMinus: true, term: x }] })),
    abs: single((x) => ({ kind: "absolute", of: x })),
    square: single((x) => power(x, number(2))),
    sqrt: single((x) => rootOf(x)),
    sign: single((x) => call("sign", x)),
    equal: pair((a, b) => call("equal", a, b)),
    // Guards against a division by zero: the usual case is what the field writes.
    select: (_condition, _whenTrue, whenFalse) => written(asWritten(whenFalse), whenFalse.shape),
    sum: (x, axes) => written(reduction("sum", x, axes), reduced(x, axes)),
    max: (x, axes) => written(reduction("max", x, axes), reduced(x, axes)),
    mean: (x, axes) => written(reduction("mean", x, axes), reduced(x, axes)),
    transpose: (x, permutation) =>
      written(
        power(asWritten(x), symbol("T")),
        permutation.map((axis) => x.shape[axis]!),
      ),
    matmul: (a, b) => written({ kind: "product", factors: [asWritten(a), asWritten(b)] }, [a.shape[0]!, b.shape[1]!]),
    named: (name, x) => written(call(name, asWritten(x)), x.shape),
  };
}

/** As the field writes it: one root over a whole fraction, and no fraction on top of a fraction. */
function quotientOf(above: Formula, below: Formula): Formula {
  if (above.kind === "root" && below.kind === "root") return { kind: "root", of: quotientOf(above.of, below.of) };
  const [first, second, ...others] = above.kind === "product" ? above.factors : [];
  if (first?.kind === "fraction" && second !== undefined) {
    const rest: Formula = others.length === 0 ? second : { kind: "product", factors: [second, ...others] };
    return { kind: "product", factors: [first, { kind: "fraction", above: rest, below }] };
  }
  return { kind: "fraction", above, below };
}

/** The root of a sum of squares is a norm, of their mean a root mean square. */
function rootOf(of: Formula): Formula {
  const inner = of.kind === "call" ? of.of[0] : undefined;
  const isWhole = of.kind === "call" && of.subscript === undefined;
  if (isWhole && inner?.kind === "power" && inner.exponent.kind === "number" && inner.exponent.value === 2) {
    if (of.name === "sum") return { kind: "norm", of: inner.base };
    if (of.name === "mean") return { kind: "call", name: "rms", of: [inner.base] };
  }
  return { kind: "root", of };
}
