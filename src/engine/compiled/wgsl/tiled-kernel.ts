/**
 * Products in tiles: a workgroup computes a rectangle of results, brings strips of both operands into shared memory, and
 * each thread keeps a small rectangle in registers. Operands are whatever expressions they are, so a convolution is a product
 * whose left side reads pixels.
 */
import type { Product, Scalar } from "../plan/scalar.ts";
import { writeStores } from "./plain-kernel.ts";
import type { ShaderWriter } from "./shader-writer.ts";

/** Threads stand in a square of this side. */
const SIDE = 8;
export const THREADS = SIDE * SIDE;
/** Depth of a strip. */
const STRIP = 16;

interface Tile {
  /** Results of one thread. */
  readonly rows: number;
  readonly columns: number;
}

/** Larger ones read less for each multiplication; smaller ones waste less at the edges. */
export const TILES: readonly Tile[] = [
  { rows: 8, columns: 8 },
  { rows: 8, columns: 4 },
  { rows: 4, columns: 4 },
  { rows: 4, columns: 2 },
  { rows: 2, columns: 2 },
];
/** What a multiplication costs in each of them, as long as the device has not been measured. */
export const TYPICAL_COSTS = TILES.map(({ rows, columns }) => 1 + 2 / rows + 2 / columns);
/** Below this many multiplications a tile's set-up costs more than it saves. */
const SMALLEST = 32_768;

/** Null where a plain loop does better. `costs`: of a multiplication, in each of `TILES`. */
export function tileFor({ rows, columns, depth }: Product, costs: readonly number[]): Tile | null {
  if (rows.extent < 4 || columns.extent < 4 || rows.extent * columns.extent * depth.extent < SMALLEST) return null;
  const across = (extent: number, own: number) => Math.ceil(extent / (SIDE * own)) * SIDE * own;
  const costOf = (tile: Tile, which: number) =>
    across(rows.extent, tile.rows) * across(columns.extent, tile.columns) * costs[which]!;
  const all = TILES.map(costOf);
  return TILES[all.indexOf(Math.min(...all))]!;
}

/** Fours of shared memory that a tile's strips take, and those that its results take later. */
export function sharedSizes({ rows, columns }: Tile): { readonly strips: number; readonly results: number } {
  return { strips: (STRIP * SIDE * (rows + columns)) / 4, results: (SIDE * rows * SIDE * columns) / 4 };
}

export function tileCount({ stacks, rows, columns }: Product, tile: Tile): number {
  return (
    stacks.extent * Math.ceil(rows.extent / (SIDE * tile.rows)) * Math.ceil(columns.extent / (SIDE * tile.columns))
  );
}

/** What a workgroup does for tile number `block`. With `halves` the strips are kept in half precision; sums never are. */
export function writeTile(writer: ShaderWriter, product: Product, tile: Tile, halves: boolean): void {
  const { rows, columns, depth } = product;
  const { height, width } = placeTile(writer, product, tile);
  const right = (STRIP * height) / 4;
  const lanes = Math.min(4, tile.columns);
  const sums = Array.from({ length: tile.rows }, (_, row) =>
    Array.from({ length: tile.columns / lanes }, (_quad, quad) => `sum${row}x${quad}`),
  );
  for (const name of sums.flat()) writer.line(`var ${name} = vec${lanes}<f32>();`);
  writer.block(`for (var strip = 0; strip < ${depth.extent}; strip += ${STRIP})`, () => {
    const left = { side: "row", first: "firstRow", extent: rows.extent, length: height, at: 0 } as const;
    const above = { side: "column", first: "firstColumn", extent: columns.extent, length: width, at: right } as const;
    fill(writer, { ...left, halves }, product.left, depth.extent);
    fill(writer, { ...above, halves }, product.right, depth.extent);
    writer.line("workgroupBarrier();");
    writer.block(`for (var level = 0; level < ${STRIP}; level++)`, () => {
      const beside = readStrip(writer, { name: "left", count: tile.rows, length: height, at: 0, halves });
      const over = readStrip(writer, { name: "right", count: tile.columns, length: width, at: right, halves });
      sums.forEach((quads, row) => {
        const factor = `${beside[row >> 2]}.${"xyzw"[row & 3]}`;
        quads.forEach((name, quad) => writer.line(`${name} += ${factor} * ${over[quad]};`));
      });
    });
    writer.line("workgroupBarrier();");
  });
  // Results go back by way of the shared memory: what is made of them is written once, and neighbours write to neighbours.
  const names = sums.flat();
  const fours = Array.from({ length: (names.length * lanes) / 4 }, (_, four) =>
    names.slice((four * 4) / lanes, ((four + 1) * 4) / lanes),
  );
  fours.forEach((parts, four) => {
    writer.line(`workspace[${four * THREADS} + thread] = vec4<f32>(${parts.join(", ")});`);
  });
  writer.line("workgroupBarrier();");
  writer.block(`for (var cell = thread; cell < ${height * width}; cell += ${THREADS})`, () => {
    writer.line(`let within = vec2<i32>(cell / ${width}, cell % ${width});`);
    writer.line("let row = firstRow + within.x;");
    writer.line("let column = firstColumn + within.y;");
    writer.line(`let whose = (within.x / ${tile.rows}) * ${SIDE} + within.y / ${tile.columns};`);
    writer.line(`let which = (within.x % ${tile.rows}) * ${tile.columns} + within.y % ${tile.columns};`);
    writer.line(`let folded = workspace[which / 4 * ${THREADS} + whose][which % 4];`);
    writer.block(`if (row < ${rows.extent} && column < ${columns.extent})`, () => writeStores(writer, product.stores));
  });
}

interface Strip {
  /** Numbers of a level, and where the first of them lies, in fours. */
  readonly length: number;
  readonly at: number;
  readonly halves: boolean;
}

/** Names of vectors with the thread's numbers of a level, as many as there are fours of them; two are one vector. */
function readStrip(
  writer: ShaderWriter,
  { name, count, length, at, halves }: Strip & { readonly name: "left" | "right"; readonly count: number },
): readonly string[] {
  const from = name === "left" ? "threadRow" : "threadColumn";
  const read = (four: number) => {
    const stored = `${stripsIn(halves)}[${at} + level * ${length / 4} + ${from} / 4 + ${four}]`;
    return halves ? `vec4<f32>(${stored})` : stored;
  };
  if (count === 2) {
    writer.line(`let ${name}Four = ${read(0)};`);
    writer.line(`let ${name}0 = select(${name}Four.xy, ${name}Four.zw, (${from} & 2) != 0);`);
    return [`${name}0`];
  }
  return Array.from({ length: count / 4 }, (_, four) => {
    writer.line(`let ${name}${four} = ${read(four)};`);
    return `${name}${four}`;
  });
}

function stripsIn(halves: boolean): string {
  return halves ? "halves" : "workspace";
}

/**
 * The same without shared memory, for a GPU played by a program: there a barrier is slow, and all memory is the same. Reads
 * beyond the edges are drawn back to them; what comes of those is not stored.
 */
export function writeDirectTile(writer: ShaderWriter, product: Product, tile: Tile): void {
  const { rows, columns, depth } = product;
  placeTile(writer, product, tile);
  each(tile, (name) => writer.line(`var ${name} = 0.0;`));
  writer.block(`for (var depth = 0; depth < ${depth.extent}; depth++)`, () => {
    const read = (side: "row" | "column", count: number, operand: Scalar, name: string, extent: number) => {
      const first = side === "row" ? "firstRow + threadRow" : "firstColumn + threadColumn";
      for (let at = 0; at < count; at++) {
        writer.line(`var ${name}${at}: f32;`);
        writer.block("", () => {
          writer.line(`let ${side} = min(${first} + ${at}, ${extent - 1});`);
          writer.line(`${name}${at} = ${writer.value(operand)};`);
        });
      }
    };
    read("row", tile.rows, product.left, "left", rows.extent);
    read("column", tile.columns, product.right, "right", columns.extent);
    each(tile, (name, row, column) => writer.line(`${name} += left${row} * right${column};`));
  });
  const names: string[] = [];
  each(tile, (name) => names.push(name));
  writer.line(`var results = array<f32, ${names.length}>(${names.join(", ")});`);
  writer.block(`for (var cell = 0; cell < ${names.length}; cell++)`, () => {
    writer.line(`let row = firstRow + threadRow + cell / ${tile.columns};`);
    writer.line(`let column = firstColumn + threadColumn + cell % ${tile.columns};`);
    writer.line("let folded = results[cell];");
    writer.block(`if (row < ${rows.extent} && column < ${columns.extent})`, () => writeStores(writer, product.stores));
  });
}

/** Whether both operands are read without arithmetic on where they lie, as often as that may be. */
export function isPlain({ left, right }: Product): boolean {
  const isLoad = ({ kind }: Scalar) => kind === "load";
  return isLoad(left) && isLoad(right);
}

/** Where the tile and the thread's part of it begin. */
function placeTile(writer: ShaderWriter, { stacks, rows, columns }: Product, tile: Tile) {
  const [height, width] = [SIDE * tile.rows, SIDE * tile.columns];
  const [down, across] = [Math.ceil(rows.extent / height), Math.ceil(columns.extent / width)];
  writer.line(`let firstColumn = (block % ${across}) * ${width};`);
  writer.line(`let firstRow = ((block / ${across}) % ${down}) * ${height};`);
  if (stacks.extent > 1) writer.line(`let stack = block / ${across * down};`);
  writer.line(`let threadRow = (thread / ${SIDE}) * ${tile.rows};`);
  writer.line(`let threadColumn = (thread % ${SIDE}) * ${tile.columns};`);
  return { height, width };
}

function each(tile: Tile, visit: (name: string, row: number, column: number) => void): void {
  for (let row = 0; row < tile.rows; row++) {
    for (let column = 0; column < tile.columns; column++) visit(`sum${row}x${column}`, row, column);
  }
}

/** Brings a strip of one operand into shared memory, 0 beyond its edges. */
function fill(
  writer: ShaderWriter,
  strip: Strip & {
    readonly side: "row" | "column";
    readonly first: string;
    readonly extent: number;
  },
  operand: Scalar,
  depth: number,
): void {
  const { side, length, halves } = strip;
  const fours = length / 4;
  writer.block(`for (var cell = thread; cell < ${STRIP * fours}; cell += ${THREADS})`, () => {
    // Neighbouring threads read neighbouring numbers.
    if (runsAlongDepth(operand)) {
      writer.line(`let within = cell / ${STRIP};`);
      writer.line(`let level = cell % ${STRIP};`);
    } else {
      writer.line(`let within = cell % ${fours};`);
      writer.line(`let level = cell / ${fours};`);
    }
    writer.line("let depth = strip + level;");
    writer.line("var four = vec4<f32>();");
    writer.block("for (var part = 0; part < 4; part++)", () => {
      writer.line(`let ${side} = ${strip.first} + within * 4 + part;`);
      const bounds = [
        ...(strip.extent % length === 0 ? [] : [`${side} < ${strip.extent}`]),
        ...(depth % STRIP === 0 ? [] : [`depth < ${depth}`]),
      ];
      const value = writer.value(operand);
      writer.line(`four[part] = ${bounds.length === 0 ? value : `select(0.0, ${value}, ${bounds.join(" && ")})`};`);
    });
    writer.line(
      `${stripsIn(halves)}[${strip.at} + level * ${fours} + within] = ${halves ? "vec4<f16>(four)" : "four"};`,
    );
  });
}

function runsAlongDepth(operand: Scalar): boolean {
  const steps = (index: { readonly terms: readonly { readonly atom: unknown; readonly factor: number }[] }) =>
    index.terms.some(({ atom, factor }) => factor === 1 && isDepth(atom));
  switch (operand.kind) {
    case "load":
      return steps(operand.index);
    case "example":
      return steps(operand.column);
    case "guarded":
      return runsAlongDepth(operand.x);
    default:
      return false;
  }
}

function isDepth(atom: unknown): boolean {
  return JSON.stringify(atom).includes('"depth"');
}
