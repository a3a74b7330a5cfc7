/** WebAssembly's instructions as bytes: code that leaves its value on the stack, made of the code of its operands. */

/** Bytes, nested as they were put together; flat only once they are written. */
export type Code = readonly (number | Code)[];

export const I32 = 0x7f;
export const V128 = 0x7b;
export type ValueType = typeof I32 | typeof V128;

export const NO_RESULT = 0x40;

/** A whole number in LEB128. */
export function unsigned(value: number): readonly number[] {
  const bytes: number[] = [];
  let rest = value;
  do {
    const low = rest % 128;
    rest = Math.floor(rest / 128);
    bytes.push(rest > 0 ? low + 128 : low);
  } while (rest > 0);
  return bytes;
}

function signed(value: number): readonly number[] {
  const bytes: number[] = [];
  for (let rest = value; ;) {
    const low = rest & 0x7f;
    rest >>= 7;
    if ((rest === 0 && (low & 0x40) === 0) || (rest === -1 && (low & 0x40) !== 0)) return [...bytes, low];
    bytes.push(low | 0x80);
  }
}

/** -1 in 64 bits, as nanoseconds. */
const FOR_EVER: Code = [0x42, 0x7f];
const DROP: Code = [0x1a];

const plain =
  (opcode: number) =>
  (...operands: readonly Code[]): Code => [...operands, opcode];
const simd = (opcode: number) => {
  const bytes = [0xfd, ...unsigned(opcode)];
  return (...operands: readonly Code[]): Code => [...operands, bytes];
};
/** An instruction that reads or writes memory at `offset` plus its first operand; not aligned. */
const memory =
  (opcode: number) =>
  (offset: number, ...operands: readonly Code[]): Code => [...operands, 0xfd, unsigned(opcode), 0, unsigned(offset)];
const lanes =
  (opcode: number) =>
  (lane: number, ...operands: readonly Code[]): Code => [...operands, 0xfd, unsigned(opcode), lane];

export const i32 = {
  const: (value: number): Code => [0x41, signed(value | 0)],
  load: (offset: number, at: Code): Code => [at, 0x28, 2, unsigned(offset)],
  loadByte: (offset: number, at: Code): Code => [at, 0x2d, 0, unsigned(offset)],
  add: plain(0x6a),
  mul: plain(0x6c),
  divide: plain(0x6d),
  remainder: plain(0x6f),
  lessThan: plain(0x48),
  /** The first where it is from 0 to below the second, else 0. */
  orZero: (x: Code, below: Code): Code => [x, 0x41, 0, x, below, 0x49, 0x1b],
  notEqual: plain(0x47),
  equalZero: plain(0x45),
  equal: plain(0x46),
  sub: plain(0x6b),
  and: plain(0x71),
};

const atomically =
  (opcode: number) =>
  (at: Code, ...operands: readonly Code[]): Code => [at, ...operands, 0xfe, opcode, 2, 0];

/** Of a whole number in memory that threads share; its address is a multiple of 4. */
export const atomic = {
  load: atomically(0x10),
  store: atomically(0x17),
  /** Gives what was there before. */
  add: atomically(0x1e),
  /** Sleeps while it is `expected`, until somebody wakes those who do. */
  wait: (at: Code, expected: Code): Code => [atomically(0x01)(at, expected, FOR_EVER), DROP],
  wake: (at: Code): Code => [atomically(0x00)(at, i32.const(-1)), DROP],
};

export const v128 = {
  load: memory(0),
  loadSplat: memory(9),
  loadZero: memory(92),
  store: memory(11),
  loadLane: (offset: number, lane: number, at: Code, into: Code): Code => [memory(86)(offset, at, into), lane],
  loadByteLane: (offset: number, lane: number, at: Code, into: Code): Code => [memory(84)(offset, at, into), lane],
  storeLane: (offset: number, lane: number, at: Code, value: Code): Code => [memory(90)(offset, at, value), lane],
  and: simd(78),
  /** The first where the second is 0. */
  andNot: simd(79),
  or: simd(80),
  xor: simd(81),
  /** The first where the third is 1, else the second. */
  select: simd(82),
  /** Bytes of both by their places: 0 to 15 of the first, 16 to 31 of the second. */
  shuffle: (places: readonly number[], a: Code, b: Code): Code => [a, b, 0xfd, 13, places],
};

export const i32x4 = {
  const: (...values: readonly number[]): Code => constant(new Uint8Array(Int32Array.from(values).buffer)),
  same: (value: number): Code => i32x4.const(value, value, value, value),
  splat: simd(17),
  replaceLane: lanes(28),
  equal: simd(55),
  lessThan: simd(57),
  lessThanUnsigned: simd(58),
  shl: simd(171),
  shiftRight: simd(172),
  shiftRightUnsigned: simd(173),
  add: simd(174),
  sub: simd(177),
  mul: simd(181),
  truncate: simd(248),
  /** Of the 8 lower bytes, to 16 bits each; of the 4 lower of those, to 32. */
  widenBytes: (x: Code): Code => simd(169)(simd(137)(x)),
};

export const f32x4 = {
  const: (...values: readonly number[]): Code => constant(new Uint8Array(Float32Array.from(values).buffer)),
  same: (value: number): Code => f32x4.const(value, value, value, value),
  extractLane: lanes(31),
  equal: simd(65),
  notEqual: simd(66),
  lessThan: simd(67),
  greater: simd(68),
  greaterEqual: simd(70),
  truncate: simd(105),
  nearest: simd(106),
  abs: simd(224),
  negate: simd(225),
  sqrt: simd(227),
  add: simd(228),
  sub: simd(229),
  mul: simd(230),
  div: simd(231),
  min: simd(232),
  max: simd(233),
  /** The second where it is smaller, or larger, else the first: in one of the processor's steps, which `min` and `max` are not. */
  smaller: simd(234),
  larger: simd(235),
  convert: simd(250),
  /** a * b + c, rounded once where the machine can. */
  relaxedMultiplyAdd: simd(0x105),
};

function constant(bytes: Uint8Array): Code {
  return [0xfd, 12, [...bytes]];
}

/** A float truncated to a whole number; what is not a number gives 0. */
export function truncated(x: Code): Code {
  return [x, 0xfc, 0];
}

export const flow = {
  global: (index: number): Code => [0x23, unsigned(index)],
  get: (local: number): Code => [0x20, unsigned(local)],
  set: (local: number, value: Code): Code => [value, 0x21, unsigned(local)],
  tee: (local: number, value: Code): Code => [value, 0x22, unsigned(local)],
  call: (index: number, ...operands: readonly Code[]): Code => [...operands, 0x10, unsigned(index)],
  if: (condition: Code, then: Code, otherwise: Code): Code => [condition, 0x04, NO_RESULT, then, 0x05, otherwise, 0x0b],
  /** The body again as long as the condition holds after it. */
  doWhile: (body: Code, condition: Code): Code => [0x03, NO_RESULT, body, condition, 0x0d, 0, 0x0b],
};
