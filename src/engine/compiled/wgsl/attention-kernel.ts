/**
 * Attention whose scores never lie in memory (Dao et al. 2022, FlashAttention, algorithms 1 and 4): a thread holds a few
 * queries, or keys, and visits all of the other side, which its workgroup brings into shared memory tile by tile. The softmax
 * is of what was seen so far, and what was summed is corrected when a larger score turns up. Slopes compute scores again.
 */
import { type Index, constantIndex, flatIndex, plus, times, variableIndex } from "../plan/index-expression.ts";
import type { Attention, Scalar } from "../plan/scalar.ts";
import type { ShaderWriter } from "./shader-writer.ts";

const THREADS = 64;
const LEAST = "-3.4028234e38f";
/** Numbers of vectors that a thread keeps in registers, for so many queries or keys at most: of more the shader gets long. */
const HELD = 128;
const MOST = 2;
/** Fours of shared memory for a tile: every device has as many. */
const SHARED = 1024;
/** A bias so far below the largest score takes its score out of the sum, whatever the product is. */
const OUT_OF_REACH = "-1e8f";

/** Vectors by name. */
type Vectors = Readonly<Record<string, readonly Scalar[]>>;

interface Side {
  readonly index: "row" | "column";
  readonly extent: number;
  readonly vectors: Vectors;
}

/** Numbers that are the result of one query or key, and how they are written of the thread's own one number `which`. */
interface Result {
  readonly length: number;
  readonly text: (which: number, at: number) => string;
}

/** Who holds and who is visited. */
function sidesOf({ part, rows, columns, query, key, value, slope, ofQuery }: Attention): readonly [Side, Side] {
  const ofRow: Vectors = part === "answers" ? { query } : { query, slope, sums: ofQuery };
  const row: Side = { index: "row", extent: rows.extent, vectors: ofRow };
  const column: Side = { index: "column", extent: columns.extent, vectors: { key, value } };
  return part === "keys and values" ? [column, row] : [row, column];
}

function foursOf(length: number): number {
  return Math.ceil(length / 4);
}

function foursIn({ vectors }: Side): number {
  return Object.values(vectors).reduce((total, { length }) => total + foursOf(length), 0);
}

/** How many queries or keys a thread takes: the fewer, the wider they are, and no more than keep all threads of a group busy. */
function heldEach(attention: Attention, isShared: boolean): number {
  const [own] = sidesOf(attention);
  const numbers = 4 * foursIn(own) + summedBy(attention).reduce((total, { length }) => total + length, 0);
  const most = isShared ? Math.ceil(own.extent / THREADS) : own.extent;
  return Math.max(1, Math.min(MOST, most, Math.floor(HELD / numbers)));
}

/** Vectors that a thread adds up, of each of its own. */
function summedBy({ part, query, value }: Attention): readonly { readonly name: string; readonly length: number }[] {
  const ofValue = { name: "sumValue", length: value.length };
  const ofQuery = { name: "sumQuery", length: query.length };
  switch (part) {
    case "answers":
      return [ofValue];
    case "queries":
      return [ofQuery];
    case "keys and values":
      return [ofQuery, ofValue];
  }
}

/** Of the visited side at a time. */
function tileLength(attention: Attention): number {
  const [, visited] = sidesOf(attention);
  return Math.min(THREADS, visited.extent, Math.floor(SHARED / foursIn(visited)));
}

export function attentionSize(attention: Attention, isShared: boolean): { workgroups: number; shared: number } {
  const [own, visited] = sidesOf(attention);
  const units = Math.ceil(own.extent / heldEach(attention, isShared));
  return isShared
    ? {
        workgroups: attention.stacks.extent * Math.ceil(units / THREADS),
        shared: tileLength(attention) * foursIn(visited),
      }
    : { workgroups: Math.ceil((attention.stacks.extent * units) / THREADS), shared: 0 };
}

/** What a workgroup does for its part number `block`; without shared memory for a GPU played by a program, where waiting is slow. */
export function writeAttention(writer: ShaderWriter, attention: Attention, isShared: boolean): void {
  const [own, visited] = sidesOf(attention);
  const each = heldEach(attention, isShared);
  const units = Math.ceil(own.extent / each);
  const { stacks } = attention;
  if (isShared) {
    const groups = Math.ceil(units / THREADS);
    writer.line(`let stack = block / ${groups};`);
    writer.line(`let first = ((block % ${groups}) * ${THREADS} + thread) * ${each};`);
  } else {
    writer.line(`let unit = block * ${THREADS} + thread;`);
    writer.line(`let stack = min(unit / ${units}, ${stacks.extent - 1});`);
    writer.line(`let first = select((unit % ${units}) * ${each}, ${own.extent}, unit >= ${stacks.extent * units});`);
  }
  const mine = Array.from({ length: each }, (_, which) => which);
  for (const which of mine) {
    writer.line(`let own${which} = min(first + ${which}, ${own.extent - 1});`);
    hold(writer, own, which);
    for (const { name, length } of summedBy(attention)) {
      for (let four = 0; four < foursOf(length); four++) writer.line(`var ${name}${which}x${four} = vec4<f32>();`);
    }
    if (attention.part === "answers") writer.line(`var largest${which} = ${LEAST}; var total${which} = 0.0;`);
  }
  if (isShared) visitTiles(writer, attention, mine);
  else {
    const { index, extent } = visited;
    writer.block(`for (var ${index} = 0; ${index} < ${extent}; ${index}++)`, () => {
      visit(writer, attention, mine, (name) => {
        vectorText(writer, visited.vectors[name]!).forEach((text, four) =>
          writer.line(`let ${name}x${four} = ${text};`),
        );
      });
    });
  }
  const results = resultsOf(attention);
  for (const which of mine) {
    writer.block(`if (first + ${which} < ${own.extent})`, () => {
      writer.line(`let ${own.index} = own${which};`);
      storeResults(writer, attention, own, results, which);
    });
  }
}

/** Brings what one of the thread's own is into registers. */
function hold(writer: ShaderWriter, { index, vectors }: Side, which: number): void {
  for (const [name, vector] of Object.entries(vectors)) {
    for (let four = 0; four < foursOf(vector.length); four++) writer.line(`var ${name}${which}x${four}: vec4<f32>;`);
  }
  writer.block("", () => {
    writer.line(`let ${index} = own${which};`);
    for (const [name, vector] of Object.entries(vectors)) {
      vectorText(writer, vector).forEach((text, four) => writer.line(`${name}${which}x${four} = ${text};`));
    }
  });
}

/** Four by four, the last filled up with 0. */
function vectorText(writer: ShaderWriter, vector: readonly Scalar[]): readonly string[] {
  const values = writer.values(vector);
  return Array.from({ length: foursOf(vector.length) }, (_, four) => {
    const parts = [0, 1, 2, 3].map((at) => values[4 * four + at] ?? "0.0");
    return `vec4<f32>(${parts.join(", ")})`;
  });
}

function visitTiles(writer: ShaderWriter, attention: Attention, mine: readonly number[]): void {
  const [, visited] = sidesOf(attention);
  const length = tileLength(attention);
  const { index, extent, vectors } = visited;
  const places = new Map<string, number>();
  let fours = 0;
  for (const [name, vector] of Object.entries(vectors)) {
    places.set(name, fours);
    fours += foursOf(vector.length);
  }
  writer.block(`for (var tile = 0; tile < ${extent}; tile += ${length})`, () => {
    writer.block(`if (thread < ${length})`, () => {
      writer.line(`let ${index} = min(tile + thread, ${extent - 1});`);
      for (const [name, vector] of Object.entries(vectors)) {
        vectorText(writer, vector).forEach((text, four) =>
          writer.line(`workspace[thread * ${fours} + ${places.get(name)! + four}] = ${text};`),
        );
      }
    });
    writer.line("workgroupBarrier();");
    writer.block(`for (var at = 0; at < min(${length}, ${extent} - tile); at++)`, () => {
      writer.line(`let ${index} = tile + at;`);
      visit(writer, attention, mine, (name) => {
        for (let four = 0; four < foursOf(vectors[name]!.length); four++) {
          writer.line(`let ${name}x${four} = workspace[at * ${fours} + ${places.get(name)! + four}];`);
        }
      });
    });
    writer.line("workgroupBarrier();");
  });
}

/** What one visited query or key adds to each of the thread's own. */
function visit(
  writer: ShaderWriter,
  attention: Attention,
  mine: readonly number[],
  bring: (name: string) => void,
): void {
  const { part, biases, query, value, scale } = attention;
  const [own, visited] = sidesOf(attention);
  const isOwn = (name: string) => name in own.vectors;
  const four = (name: string, which: number, at: number) => `${name}${isOwn(name) ? which : ""}x${at}`;
  const dot = (a: string, b: string, which: number, length: number) =>
    Array.from({ length: foursOf(length) }, (_, at) => `dot(${four(a, which, at)}, ${four(b, which, at)})`).join(" + ");
  const add = (sum: string, weight: string, name: string, which: number, length: number) => {
    for (let at = 0; at < foursOf(length); at++) {
      writer.line(`${sum}${which}x${at} += ${weight} * ${four(name, which, at)};`);
    }
  };
  const names = Object.keys(visited.vectors);
  const sums = (which: number) => four("sums", which, 0);
  if (names.includes("sums")) bring("sums");
  if (biases.length > 0) {
    for (const which of mine) {
      writer.line(`var bias${which}: f32;`);
      writer.block("", () => {
        writer.line(`let ${own.index} = own${which};`);
        writer.line(`bias${which} = ${biases.map((bias) => writer.value(bias)).join(" + ")};`);
      });
    }
    const largest = (which: number) => (part === "answers" ? `largest${which}` : `${sums(which)}.x`);
    const reach = mine.map((which) => `bias${which} - ${largest(which)} < ${OUT_OF_REACH}`);
    writer.line(`if (${reach.join(" && ")}) { continue; }`);
  }
  for (const name of names.filter((each) => each !== "sums")) bring(name);
  for (const which of mine) {
    const bias = biases.length > 0 ? ` + bias${which}` : "";
    writer.line(`let score${which} = (${dot("query", "key", which, query.length)}) * ${scale}f${bias};`);
    if (part === "answers") {
      writer.block(`if (score${which} > largest${which})`, () => {
        writer.line(`let by = exp(largest${which} - score${which});`);
        writer.line(`total${which} *= by;`);
        for (let at = 0; at < foursOf(value.length); at++) writer.line(`sumValue${which}x${at} *= by;`);
        writer.line(`largest${which} = score${which};`);
      });
      writer.line(`let weight${which} = exp(score${which} - largest${which});`);
      writer.line(`total${which} += weight${which};`);
      add("sumValue", `weight${which}`, "value", which, value.length);
      continue;
    }
    writer.line(`let weight${which} = exp((score${which} - ${sums(which)}.x) - ${sums(which)}.y);`);
    const slope = dot("slope", "value", which, value.length);
    writer.line(`let back${which} = weight${which} * ((${slope}) - ${sums(which)}.z);`);
    add("sumQuery", `back${which}`, part === "queries" ? "key" : "query", which, query.length);
    if (part === "keys and values") add("sumValue", `weight${which}`, "slope", which, value.length);
  }
}

function resultsOf({ part, scale, query, value }: Attention): readonly Result[] {
  const part4 = (name: string, which: number, at: number) => `${name}${which}x${at >> 2}.${"xyzw"[at & 3]}`;
  const ofQuery = {
    length: query.length,
    text: (which: number, at: number) => `${part4("sumQuery", which, at)} * ${scale}f`,
  };
  switch (part) {
    case "answers":
      return [
        { length: value.length, text: (which, at) => `${part4("sumValue", which, at)} / total${which}` },
        { length: 1, text: (which) => `largest${which}` },
        { length: 1, text: (which) => `log(total${which})` },
      ];
    case "queries":
      return [ofQuery];
    case "keys and values":
      return [ofQuery, { length: value.length, text: (which, at) => part4("sumValue", which, at) }];
  }
}

function storeResults(
  writer: ShaderWriter,
  { stacks, place }: Attention,
  { index, extent }: Side,
  results: readonly Result[],
  which: number,
): void {
  const all = results.reduce((total, { length }) => total + length, 0) * extent;
  const own = variableIndex({ name: index, extent });
  let from: Index = times(variableIndex(stacks), all);
  for (const { length, text } of results) {
    for (let at = 0; at < length; at++) {
      const within = flatIndex([own, constantIndex(at)], [extent, length]);
      writer.store({ place, index: plus(from, within) }, text(which, at));
    }
    from = plus(from, constantIndex(length * extent));
  }
}
