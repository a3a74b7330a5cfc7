/**
 * The innermost part of a product of matrices: a few rows of the left by one or two vectors of columns of the right, all of
 * whose sums stay in registers while the depth goes by.
 */
import { type Code, I32, V128, f32x4, flow, i32, v128 } from "./instructions.ts";
import type { FunctionWriter, ModuleWriter } from "./wasm-module.ts";

/** Strides in numbers. */
export interface Tile {
  readonly rows: number;
  readonly vectors: number;
  readonly depth: number;
  /** From one row, or one place of the depth, of the left to the next. */
  readonly leftRow: number;
  readonly leftDepth: number;
  /** From one place of the depth of the right to the next; columns follow each other. */
  readonly rightDepth: number;
  readonly resultRow: number;
}

/** Places of the depth in one turn of the loop. */
const UNROLLED = [8, 7, 6, 5, 4, 3, 2, 1];
const SHORT = 12;

/** Functions of (left, right, result, adds): `adds` is 0 where the result is new, 1 where it is added to. */
export class MicroKernels {
  readonly #module: ModuleWriter;
  readonly #isFused: boolean;
  readonly #made = new Map<string, FunctionWriter>();

  constructor(module: ModuleWriter, isFused: boolean) {
    this.#module = module;
    this.#isFused = isFused;
  }

  call(tile: Tile, left: Code, right: Code, result: Code, adds: Code): Code {
    const key = JSON.stringify(tile);
    let made = this.#made.get(key);
    if (made === undefined) {
      made = this.#module.function(4);
      writeTile(made, tile, this.#isFused);
      this.#made.set(key, made);
    }
    return flow.call(made.index, left, right, result, adds);
  }
}

function writeTile(into: FunctionWriter, tile: Tile, isFused: boolean): void {
  const [left, right, result, adds] = [0, 1, 2, 3];
  const places = Array.from({ length: tile.rows * tile.vectors }, (_, at) => ({
    row: Math.floor(at / tile.vectors),
    vector: at % tile.vectors,
  }));
  const sums = places.map(() => into.local(V128));
  const offsetOf = ({ row, vector }: (typeof places)[number]) => 4 * (row * tile.resultRow + 4 * vector);
  into.add(
    flow.if(
      flow.get(adds),
      places.map((place, at) => flow.set(sums[at]!, v128.load(offsetOf(place), flow.get(result)))),
      sums.map((sum) => flow.set(sum, f32x4.same(0))),
    ),
  );
  const columns = Array.from({ length: tile.vectors }, () => into.local(V128));
  const factor = into.local(V128);
  const place = (at: number): Code => [
    columns.map((column, vector) =>
      flow.set(column, v128.load(4 * (at * tile.rightDepth + 4 * vector), flow.get(right))),
    ),
    Array.from({ length: tile.rows }, (_, row): Code => {
      const loaded = v128.loadSplat(4 * (row * tile.leftRow + at * tile.leftDepth), flow.get(left));
      return [
        flow.set(factor, loaded),
        columns.map((column, vector) => {
          const sum = sums[row * tile.vectors + vector]!;
          const [a, b, c] = [flow.get(factor), flow.get(column), flow.get(sum)];
          return flow.set(sum, isFused ? f32x4.relaxedMultiplyAdd(a, b, c) : f32x4.add(c, f32x4.mul(a, b)));
        }),
      ];
    }),
  ];
  const turn = tile.depth <= SHORT ? tile.depth : UNROLLED.find((each) => tile.depth % each === 0)!;
  const turned = Array.from({ length: turn }, (_, at) => place(at));
  if (turn === tile.depth) into.add(turned);
  else {
    const end = into.local(I32);
    into.add(flow.set(end, i32.add(flow.get(right), i32.const(4 * tile.depth * tile.rightDepth))));
    const forth = (pointer: number, by: number): Code =>
      flow.set(pointer, i32.add(flow.get(pointer), i32.const(4 * turn * by)));
    const body: Code = [turned, forth(left, tile.leftDepth), forth(right, tile.rightDepth)];
    into.add(flow.doWhile(body, i32.notEqual(flow.get(right), flow.get(end))));
  }
  into.add(places.map((each, at) => v128.store(offsetOf(each), flow.get(result), flow.get(sums[at]!))));
}
