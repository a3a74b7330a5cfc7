/** How near the products of matrices in WebAssembly come to what this processor's registers could do, in this browser. */
import { commands } from "vitest/browser";
import { expect, test } from "vitest";
import type { Node } from "../../../src/engine/compiled/graph.ts";
import { programOf } from "../../../src/engine/compiled/program.ts";
import { Recorder } from "../../../src/engine/compiled/record-ops.ts";
import { hasMultiplyAdd } from "../../../src/engine/compiled/wasm/features.ts";
import { I32, V128, f32x4, flow, i32, v128 } from "../../../src/engine/compiled/wasm/instructions.ts";
import { ModuleWriter } from "../../../src/engine/compiled/wasm/wasm-module.ts";
import { WasmMachine } from "../../../src/engine/compiled/wasm/wasm-machine.ts";
import { dataOf } from "../../support/build-trainer.ts";

const SIZE = 512;
const TURNS = 1_000_000;
const SUMS = 12;
const TRIES = 40;
/** Calls until the browser has compiled what it runs for speed. */
const WARM_UP = 20;

/** Operations a second, in thousand millions: the best of many tries, each some milliseconds long. */
async function speedOf(operations: number, work: () => unknown): Promise<number> {
  for (let call = 0; call < WARM_UP; call++) await work();
  let least = Infinity;
  for (let call = 0; call < TRIES; call++) {
    const began = performance.now();
    await work();
    least = Math.min(least, performance.now() - began);
  }
  return operations / least / 1e6;
}

/** Multiplies and adds in registers only. */
function ceiling(): () => void {
  const module = new ModuleWriter();
  const loop = module.function(0);
  const sums = Array.from({ length: SUMS }, () => loop.local(V128));
  const turn = loop.local(I32);
  sums.forEach((sum, at) => loop.add(flow.set(sum, f32x4.same(at))));
  const [half, one] = [loop.held(V128, f32x4.same(0.5)), loop.held(V128, f32x4.same(1))];
  const isFused = hasMultiplyAdd();
  const next = (sum: number) =>
    isFused
      ? f32x4.relaxedMultiplyAdd(half, one, flow.get(sum))
      : f32x4.add(flow.get(sum), f32x4.mul(flow.get(sum), one));
  const body = sums.map((sum) => flow.set(sum, next(sum)));
  loop.add(loop.countTo(turn, i32.const(0), i32.const(TURNS), 1, body));
  const total = sums.map((sum) => flow.get(sum)).reduce((all, sum) => f32x4.add(all, sum));
  loop.add(v128.store(0, i32.const(0), total));
  module.export("loop", loop);
  const pages = { initial: 1, maximum: 1 };
  const memory = new WebAssembly.Memory(pages);
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(module.bytes(pages)), { host: { memory } });
  // The module was written to export just this.
  return exports["loop"] as () => void;
}

const forms = [
  ["A B", false, false],
  ["A^T B", true, false],
  ["A B^T", false, true],
] as const;

test("products of matrices, 512 x 512 x 512", async () => {
  const most = await speedOf(TURNS * SUMS * 8, ceiling());
  const shape = [SIZE, SIZE];
  for (const [name, transposeA, transposeB] of forms) {
    const ops = new Recorder();
    const [a, b]: readonly Node[] = ["a", "b"].map((each) => ops.source({ kind: "variable", name: each }, shape));
    const value = ops.matmul(a!, b!, transposeA, transposeB);
    const report = ops.sum(ops.slice(a!, [0, 0], [1, 1]));
    const variables = new Map(["a", "b", "c"].map((each) => [each, shape]));
    const machine = new WasmMachine({ variables }, dataOf([1], Float32Array.of(0), Float32Array.of(0)));
    const values = new Float32Array(SIZE * SIZE).fill(0.5);
    machine.write(0, new Map(["a", "b", "c"].map((each) => [each, values])));
    const runnable = await machine.prepare(programOf({ batch: 1, assignments: [{ variable: "c", value }], report }));
    const speed = await speedOf(2 * SIZE ** 3, async () => {
      runnable.enqueue([[{ numbers: [], keys: [], rows: Int32Array.of(0) }]]);
      await runnable.reports();
    });
    expect((await machine.read(0)).get("c")![0]).toBe(SIZE / 4);
    await commands.benchRow({
      workload: name,
      engine: "compiled",
      backend: "wasm",
      gigaflops: speed,
      ceiling: most,
    });
  }
});
