/** One recorded computation on WebGPU. */
import type { Node } from "../../../src/engine/compiled/graph.ts";
import { programOf } from "../../../src/engine/compiled/program.ts";
import { Recorder } from "../../../src/engine/compiled/record-ops.ts";
import { placeData } from "../../../src/engine/compiled/wgsl/gpu-data.ts";
import { GpuMachine } from "../../../src/engine/compiled/wgsl/gpu-machine.ts";
import type { Schedule } from "../../../src/engine/compiled/wgsl/schedule.ts";

const noData = { examples: { shape: [1], rows: 1, write: () => undefined }, targets: new Float32Array(1) };

/** Records `build` over variables of these shapes and gives what comes out, flat. */
export async function onGpu(
  gpu: GPUDevice,
  shapes: readonly (readonly number[])[],
  values: readonly Float32Array[],
  build: (ops: Recorder, inputs: readonly Node[]) => Node,
  { schedule = "levels", isSoftware = true }: { readonly schedule?: Schedule; readonly isSoftware?: boolean } = {},
): Promise<Float32Array> {
  const ops = new Recorder();
  const inputs = shapes.map((shape, index) => ops.source({ kind: "variable", name: String(index) }, shape));
  const program = programOf({ batch: 1, assignments: [], report: build(ops, inputs) });
  const variables = new Map(shapes.map((shape, index) => [String(index), shape]));
  const machine = new GpuMachine({ gpu, isSoftware, failure: () => null }, { variables }, placeData(gpu, noData), {
    schedule,
  });
  machine.write(0, new Map(values.map((each, index) => [String(index), each])));
  const runnable = await machine.prepare(program);
  runnable.enqueue([[{ numbers: [], keys: [], rows: Int32Array.of(0) }]]);
  const [reports] = await runnable.reports();
  machine.dispose();
  return reports![0]!;
}
