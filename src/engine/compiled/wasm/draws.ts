/** Uniform draws in [0, 1), four at once: Threefry-2x32 with counters as on the host. */
import { type Code, f32x4, i32, i32x4, v128 } from "./instructions.ts";

const ROTATIONS = [13, 15, 26, 6, 17, 29, 16, 24];
const PARITY = 0x1bd11bda;

/** Draws `index` (whole numbers, in a local) of the stream with this key; `held` computes now. */
export function drawVector(held: (code: Code) => Code, key: readonly [Code, Code], index: Code): Code {
  const [first, second] = [held(key[0]), held(key[1])];
  const keys = [first, second, held(v128.xor(v128.xor(first, second), i32x4.same(PARITY)))];
  let x = held(i32x4.add(i32x4.shiftRightUnsigned(index, i32.const(1)), first));
  let y = second;
  for (let round = 0; round < 5; round++) {
    for (let turn = 0; turn < 4; turn++) {
      const by = ROTATIONS[(round % 2) * 4 + turn]!;
      x = held(i32x4.add(x, y));
      const turned = v128.or(i32x4.shl(y, i32.const(by)), i32x4.shiftRightUnsigned(y, i32.const(32 - by)));
      y = held(v128.xor(turned, x));
    }
    x = held(i32x4.add(x, keys[(round + 1) % 3]!));
    y = held(i32x4.add(i32x4.add(y, keys[(round + 2) % 3]!), i32x4.same(round + 1)));
  }
  const isOdd = i32x4.equal(v128.and(index, i32x4.same(1)), i32x4.same(1));
  const word = v128.select(y, x, isOdd);
  return f32x4.mul(f32x4.convert(i32x4.shiftRightUnsigned(word, i32.const(8))), f32x4.same(2 ** -24));
}
