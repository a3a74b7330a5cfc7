/** What this browser's WebAssembly can do, asked with a module that does it. */
import { f32x4 } from "./instructions.ts";
import { isKnown } from "./wasm-module.ts";

let isFused: boolean | null = null;

/** Whether there is a multiply-add that rounds once where the processor has one (relaxed SIMD). */
export function hasMultiplyAdd(): boolean {
  isFused ??= isKnown(f32x4.relaxedMultiplyAdd(f32x4.same(1), f32x4.same(1), f32x4.same(1)));
  return isFused;
}
