/** One recorded computation on WebGPU. */
import type { Node } from "../../../src/engine/compiled/graph.ts";
import { programOf } from "../../../src/engine/compiled/program.ts";
import { Recorder } from "../../../src/engine/compiled/record-ops.ts";
import { placeData } from "../../../src/engine/compiled/wgsl/gpu-data.ts";
import { GpuMachine, type GpuTarget } from "../../../src/engine/compiled/wgsl/gpu-machine.ts";
import type { Schedule } from "../../../src/engine/compiled/wgsl/schedule.ts";

const noData = { examples: { shape: [1], rows: 1, write: () => undefined }, targets: new Float32Array(1) };

/** Records `build` over variables of these shapes and gives what comes out, flat. */
export async function onGpu(
  gpu: GPUDevice,
  shapes: readonly (readonly number[])[],
  values: readonly Float32Array[],
  build: (ops: Recorder, inputs: readonly Node[]) => Node,
  {
    schedule = "levels",
    isSoftware = true,
    ...target
  }: Partial<Pick<GpuTarget, "isSoftware" | "tileCosts" | "inHalves" | "attention">> & {
    readonly schedule?: Schedule;
  } = {},
): Promise<Float32Array> {
  const ops = new Recorder();
  const inputs = shapes.map((shape, index) => ops.source({ kind: "variable", name: String(index) }, shape));
  const program = programOf({ batch: 1, assignments: [], report: build(ops, inputs) });
  const variables = new Map(shapes.map((shape, index) => [String(index), shape]));
  const machine = new GpuMachine(
    { gpu, isSoftware, ...target, failure: () => null },
    { variables },
    placeData(gpu, noData),
    {
      schedule,
    },
  );
  machine.write(0, new Map(values.map((each, index) => [String(index), each])));
  const runnable = await machine.prepare(program);
  runnable.enqueue([[{ numbers: [], keys: [], rows: Int32Array.of(0) }]]);
  const [reports] = await runnable.reports();
  machine.dispose();
  return reports![0]!;
}

/** The same device as if it had less: no features, or room for fewer workgroups in a dimension. */
export function lesser(gpu: GPUDevice, less: { readonly features?: []; readonly workgroups?: number }): GPUDevice {
  const { workgroups = gpu.limits.maxComputeWorkgroupsPerDimension } = less;
  const limits = standIn(gpu.limits, { maxComputeWorkgroupsPerDimension: workgroups });
  const features = less.features === undefined ? gpu.features : new Set(less.features);
  return standIn(gpu, { limits, features });
}

/** What is asked of it, the object itself does, but for what is told in its place. */
function standIn<Each extends object>(held: Each, instead: Readonly<Record<string, unknown>>): Each {
  return new Proxy(held, {
    get: (_held, name): unknown => {
      if (typeof name === "string" && name in instead) return instead[name];
      const value: unknown = Reflect.get(held, name);
      return typeof value === "function" ? (value.bind(held) as unknown) : value;
    },
  });
}
