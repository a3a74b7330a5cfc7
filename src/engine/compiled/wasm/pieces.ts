/**
 * A kernel in pieces that several threads can take. Every result is computed by one piece, in the order in which the whole
 * kernel computes it, so that results do not depend on how many pieces there are, nor on who takes them.
 */
import { type Variable, constantIndex, plus, times, variableIndex } from "../plan/index-expression.ts";
import type { Kernel, Product } from "../plan/scalar.ts";
import { type Digits, digitsOf, indexesIn } from "./digits.ts";
import { costOf } from "./lane-choice.ts";
import { bestWalk, loopIndexes, walkLike } from "./loop-kernel.ts";
import { movedKernel, movedProduct } from "./moved-kernel.ts";
import { PANEL, TILE_ROWS, formOf, isTiled, workspaceOf } from "./product-form.ts";
import type { Walk } from "./walk.ts";

/** One function's worth, done once for each value of `part`; null: once. */
export interface Piece {
  readonly part: Variable | null;
  /** Of one part, in additions of vectors' lanes. */
  readonly cost: number;
  /** Numbers of workspace. */
  readonly workspace: number;
  readonly work:
    | { readonly kind: "loop"; readonly kernel: Kernel; readonly walk: Walk }
    | { readonly kind: "product"; readonly product: Product };
}

/** Less than it is not worth being taken apart for: some microseconds. */
const LEAST_PART = 20_000;
/** Numbers to a line of the cache. */
const LINE = 16;
/** Of a product, per multiplication, number put together first, and result. */
const MULTIPLICATION = 0.25;
const PACKED = 1.5;
const RESULT = 2;
/** Fewer columns are read another way. */
const LEAST_COLUMNS = 32;

export function piecesOf(kernel: Kernel, threads: number): readonly Piece[] {
  const { product } = kernel;
  return product !== null && isTiled(product) ? productPieces(product, threads) : loopPieces(kernel, threads);
}

export function costOfAll(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, { part, cost }) => sum + cost * (part?.extent ?? 1), 0);
}

function loopPieces(kernel: Kernel, threads: number): readonly Piece[] {
  const { element } = kernel;
  const walk = bestWalk(kernel);
  const piece = (of: Kernel, by: Walk, part: Variable | null): Piece => ({
    part,
    cost: costOf(of, by) * of.element.extent,
    workspace: 0,
    work: { kind: "loop", kernel: of, walk: by },
  });
  const whole = [piece(kernel, walk, null)];
  const wanted = Math.min(4 * threads, Math.floor(costOfAll(whole) / LEAST_PART));
  if (wanted < 2) return whole;
  const size = sizeOfPart(element, digitsOf(element, loopIndexes(kernel)), wanted, LINE);
  const pieces = cut(element, size).map(({ variable, part, index }) => {
    const moved = { ...movedKernel(kernel, new Map([[element.name, index]])), element: variable };
    const like = walkLike(walk, moved);
    return like === null ? null : piece(moved, like, part);
  });
  return pieces.every((each) => each !== null) ? pieces : whole;
}

const sides = ["stacks", "rows", "columns"] as const;

/** The way to take a product apart that should be done first: what is put together anew for each part counts. */
function productPieces(product: Product, threads: number): readonly Piece[] {
  const piece = (of: Product, part: Variable | null): Piece => ({
    part,
    cost: productCost(of),
    workspace: workspaceOf(of),
    work: { kind: "product", product: of },
  });
  let best: readonly Piece[] = [piece(product, null)];
  let least = costOfAll(best);
  if (least < 2 * LEAST_PART) return best;
  for (const side of sides) {
    const variable = product[side];
    const operands = { stacks: [product.left, product.right], rows: [product.left], columns: [product.right] }[side];
    const stored = product.stores.flatMap(({ index, value }) => [index, ...indexesIn([value])]);
    const digits = digitsOf(variable, [...indexesIn(operands), ...stored]);
    const unit = { stacks: 1, rows: TILE_ROWS, columns: PANEL }[side];
    for (const parts of [threads, 2 * threads, 4 * threads]) {
      const cuts = cut(variable, sizeOfPart(variable, digits, parts, unit));
      if (cuts.length === 1 && cuts[0]!.part === null) continue;
      const pieces = cuts.map(({ variable: own, part, index }) =>
        piece({ ...movedProduct(product, new Map([[variable.name, index]])), [side]: own }, part),
      );
      if (!cuts.every(({ variable: own }) => isGoodSide(side, own.extent))) continue;
      const turns = Math.ceil(cuts.reduce((sum, { part }) => sum + (part?.extent ?? 1), 0) / threads);
      const time = Math.max(costOfAll(pieces) / threads, turns * pieces[0]!.cost * (cuts.length > 1 ? 0.9 : 1));
      if (time >= least) continue;
      least = time;
      best = pieces;
    }
  }
  return best;
}

/** Whether a product with a side of this length is still one in tiles. */
function isGoodSide(side: (typeof sides)[number], extent: number): boolean {
  return side === "stacks" || extent >= (side === "rows" ? 2 : LEAST_COLUMNS);
}

function productCost(product: Product): number {
  const { left, isRightDirect } = formOf(product);
  const { stacks, rows, columns, depth } = product;
  const packed = depth.extent * ((left === "direct" ? 0 : rows.extent) + (isRightDirect ? 0 : columns.extent));
  const results = rows.extent * columns.extent;
  return stacks.extent * (results * (depth.extent * MULTIPLICATION + RESULT) + packed * PACKED);
}

/** Values of a variable that a part of about so many gets, such that its digits stay whole numbers. */
function sizeOfPart({ extent }: Variable, { parts: digits }: Digits, wanted: number, unit: number): number {
  let inner = extent;
  for (const [at, digit] of digits.entries()) {
    inner /= digit.extent;
    const count = extent / inner;
    if (count < wanted && at < digits.length - 1) continue;
    const most = Math.ceil(count / wanted);
    if (at > 0) return inner * divisorUpTo(digit.extent, most);
    const step = inner === 1 ? unit : 1;
    return inner * step * Math.ceil(most / step);
  }
  return extent;
}

function divisorUpTo(extent: number, most: number): number {
  let divisor = Math.min(extent, most);
  while (extent % divisor > 0) divisor--;
  return divisor;
}

/** A variable as parts of this size, and what is left as another. */
function cut(whole: Variable, most: number) {
  const { name, extent } = whole;
  const size = Math.min(most, extent);
  const count = Math.floor(extent / size);
  if (size === extent) return [{ variable: whole, part: null, index: variableIndex(whole) }];
  const part: Variable = { name: "part", extent: count };
  const variable: Variable = { name, extent: size };
  const all = [{ variable, part, index: plus(times(variableIndex(part), size), variableIndex(variable)) }];
  const rest: Variable = { name, extent: extent - count * size };
  if (rest.extent === 0) return all;
  return [...all, { variable: rest, part: null, index: plus(constantIndex(count * size), variableIndex(rest)) }];
}
