/** How a product of matrices is taken apart: blocks, tiles, and which operands are put together first. */
import { type Index, type Variable, plus, times, variableIndex } from "../plan/index-expression.ts";
import type { Product, Scalar } from "../plan/scalar.ts";
import { type Digits, digitsOf, indexesIn, undivided } from "./digits.ts";
import { slopeIn, substituted, variablesOf } from "./reach.ts";

/** Columns in a panel: two vectors. */
export const PANEL = 8;
export const TILE_ROWS = 6;
/** Places of the depth that are done before a result is put down. */
const MOST_DEPTH = 512;
const MOST_PACKED = 2 ** 18;
/** Multiplications under which plain loops are as fast. */
const FEW = 4096;
/** Right operands whose rows are this short are read where they lie. */
const SHORT_ROW = 64;
/** Left operands are put together for so many columns if places of their depth are so far apart. */
const MANY = 32;
const FAR = 256;
/** Numbers after which the cache's sets come round again. */
const ROUND = 64;

export function isTiled(product: Product): boolean {
  const { rows, columns, depth } = product;
  const each = rows.extent * columns.extent * depth.extent;
  return columns.extent >= 4 && rows.extent >= 2 && depth.extent >= 2 && each >= FEW;
}

/** Numbers of workspace that the kernel takes. */
export function workspaceOf(product: Product): number {
  const form = formOf(product);
  return form.sizes.left + form.sizes.right + form.sizes.result;
}

export interface ProductForm {
  /** Loops over blocks of the depth, each of them this deep. */
  readonly blocks: readonly Variable[];
  readonly within: readonly Variable[];
  readonly depth: number;
  readonly depthIndex: Index;
  /** Blocks of rows whose left operand is put together at once: by place of the depth, or by row. */
  readonly left: "direct" | "by row" | "by depth";
  readonly rowBlocks: readonly Variable[];
  readonly rowsWithin: readonly Variable[];
  readonly blockRows: number;
  /** From one place of the depth, or one row, of the left to the next where it is put together. */
  readonly leftStride: number;
  readonly rowIndex: Index;
  readonly isRightDirect: boolean;
  /** Sums are written where they belong; else to a buffer first. */
  readonly isResultDirect: boolean;
  /** From one row of the sums to the next. */
  readonly resultRow: number;
  readonly panels: number;
  readonly sizes: { readonly left: number; readonly right: number; readonly result: number };
}

export function formOf(product: Product): ProductForm {
  const { rows, columns, depth, left, right } = product;
  const indexes = indexesIn([left, right]);
  const isLeftEven = isEven(left, [rows, depth]);
  // Rows that lie side by side, each place of the depth far from the next, would fill few sets of the cache.
  const isFar = isLeftEven && columns.extent >= MANY && Math.abs(slopeIn(left.index, depth.name)!) >= FAR;
  const isLeftDirect = isLeftEven && !isFar;
  const isRightDirect =
    isEven(right, [columns, depth]) &&
    slopeIn(right.index, columns.name) === 1 &&
    (Math.abs(slopeIn(right.index, depth.name)!) <= SHORT_ROW || rows.extent <= 2 * TILE_ROWS);
  const depthDigits = isLeftDirect && isRightDirect ? undivided(depth) : digitsOf(depth, indexes);
  const panels = Math.ceil(columns.extent / PANEL);
  const most = Math.max(16, Math.min(MOST_DEPTH, Math.floor(MOST_PACKED / (panels * PANEL))));
  const deep = inBlocks(depthDigits, depth, most);
  const rowDigits = digitsOf(rows, indexesIn([left]));
  const isByDepth = !isLeftDirect && isAlongRows(left, rowDigits, depthDigits, rows.name, depth.name);
  const wide = isByDepth
    ? inBlocks(rowDigits, rows, Math.max(TILE_ROWS, Math.floor(MOST_PACKED / deep.size)))
    : { blocks: [], within: [], size: rows.extent, index: rowDigits.index };
  const width = panels * PANEL;
  const isWhole = deep.blocks.length === 0;
  const ownRow = rowOfResults(product);
  return {
    blocks: deep.blocks,
    within: deep.within,
    depth: deep.size,
    depthIndex: deep.index,
    left: isLeftDirect ? "direct" : isByDepth ? "by depth" : "by row",
    rowBlocks: wide.blocks,
    rowsWithin: wide.within,
    blockRows: wide.size,
    leftStride: isByDepth ? uneven(wide.size) : deep.size,
    rowIndex: wide.index,
    isRightDirect,
    isResultDirect: ownRow !== null,
    resultRow: ownRow ?? width,
    panels,
    sizes: {
      left: isLeftDirect ? 0 : padded(isByDepth ? uneven(wide.size) * deep.size : TILE_ROWS * deep.size),
      right: isRightDirect ? 0 : padded(width * deep.size),
      result: ownRow === null ? padded((isWhole ? TILE_ROWS : rows.extent) * width) : 0,
    },
  };
}

/** From one row of the results to the next where nothing is made of the sums and whole vectors go there; null elsewhere. */
function rowOfResults({ rows, columns, stores }: Product): number | null {
  const [{ place, index, value }, ...others] = [stores[0]!, ...stores.slice(1)];
  const isPlain = others.length === 0 && value.kind === "folded" && place.arena !== "variables";
  if (!isPlain || columns.extent % 4 > 0 || slopeIn(index, columns.name) !== 1) return null;
  return slopeIn(index, rows.name);
}

function uneven(size: number): number {
  return size % ROUND === 0 ? size + 16 : size;
}

function padded(size: number): number {
  return 4 * Math.ceil(size / 4) + 4;
}

/** Whether an operand is in memory as it is, evenly spaced along both variables. */
function isEven(operand: Scalar, variables: readonly Variable[]): operand is Scalar & { readonly kind: "load" } {
  return operand.kind === "load" && variables.every(({ name }) => slopeIn(operand.index, name) !== null);
}

/** Whether entries of the left that lie side by side belong to rows side by side, and not to places of the depth. */
function isAlongRows(left: Scalar, rows: Digits, depth: Digits, rowName: string, depthName: string): boolean {
  const bound = new Map([
    [rowName, rows.index],
    [depthName, depth.index],
  ]);
  const [row, place] = [rows.parts.at(-1), depth.parts.at(-1)];
  if (row === undefined || row.extent < 4) return false;
  const slopes = indexesIn([left]).map((index) => substituted(index, bound));
  const along = (part: Variable | undefined) =>
    part === undefined || part.extent < 4
      ? 0
      : slopes.filter((index) => variablesOf(index).has(part.name) && slopeIn(index, part.name) === 1).length;
  return along(row) > along(place);
}

interface Blocks {
  readonly blocks: readonly Variable[];
  readonly within: readonly Variable[];
  readonly size: number;
  readonly index: Index;
}

/** A variable's parts, the slowest of them outside of blocks of at most about `most` values. */
function inBlocks({ index, parts }: Digits, { extent, name }: Variable, most: number): Blocks {
  if (extent <= most) return { blocks: [], within: parts, size: extent, index };
  const inner: Variable[] = [];
  let size = 1;
  for (const [at, part] of parts.toReversed().entries()) {
    if (size * part.extent <= most) {
      inner.unshift(part);
      size *= part.extent;
      continue;
    }
    const fast = divisorNear(part.extent, most / size);
    const [slow, quick] = [
      { name: `${name}.block`, extent: part.extent / fast },
      { name: `${name}.within`, extent: fast },
    ];
    const bound = new Map([[part.name, plus(times(variableIndex(slow), fast), variableIndex(quick))]]);
    return {
      blocks: [...parts.slice(0, parts.length - 1 - at), slow].filter((each) => each.extent > 1),
      within: [quick, ...inner].filter((each) => each.extent > 1),
      size: size * fast,
      index: substituted(index, bound),
    };
  }
  return { blocks: [], within: parts, size: extent, index };
}

/** The largest divisor up to `most`, unless it is much smaller; then the next one above. */
function divisorNear(extent: number, most: number): number {
  let below = Math.min(extent, Math.floor(most));
  while (extent % below > 0) below--;
  if (below >= most / 3) return below;
  let above = Math.ceil(most);
  while (above < extent && extent % above > 0) above++;
  return Math.min(above, extent);
}
