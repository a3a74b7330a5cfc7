/** One program on the device: its pipelines, its intermediate memory, the ring of its reports. */
import type { Runnable } from "../machine.ts";
import type { Plan } from "../plan/plan.ts";
import { type StepRecord, givenBytes, givenSteps } from "../program.ts";
import type { GpuData } from "./gpu-data.ts";
import { type Schedule, stretchesOf } from "./schedule.ts";
import { BINDINGS, type Shader, stepsShader, stretchShader } from "./shaders.ts";
import { type RecordShape, encodeSteps, recordShape, stepStride } from "./step-records.ts";

/** Bytes of step records, and of reports, that may wait. */
const RING_BYTES = 2 ** 22;
const MOST_STEPS = 8192;
/** Threads that do whole steps. */
const STEP_THREADS = 64;
/** A dispatch of whole steps is at most this part of a submission, so that it stays under 50 ms. */
const DISPATCHES = 3;

interface Held {
  readonly variables: GPUBuffer;
  readonly data: GpuData;
  readonly population: number;
  readonly schedule: Schedule;
  readonly isSoftware: boolean;
  readonly inHalves: boolean;
  readonly tileCosts: readonly number[];
}

interface Stage {
  readonly pipeline: GPUComputePipeline;
  readonly grid: readonly [x: number, y: number];
}

export class GpuRunnable implements Runnable {
  readonly capacity: number;
  readonly memoryBytes: number;
  readonly #device: GPUDevice;
  readonly #plan: Plan;
  readonly #population: number;
  readonly #record: RecordShape;
  readonly #isWhole: boolean;
  readonly #stages: readonly Stage[];
  readonly #steps: GPUBuffer;
  readonly #report: GPUBuffer;
  /** A copy of the reports that the host can read, made with the steps so that reading submits nothing. */
  readonly #told: GPUBuffer;
  readonly #given: GPUBuffer | null;
  readonly #own: readonly GPUBuffer[];
  readonly #group: GPUBindGroup;
  #waiting = 0;

  static async create(device: GPUDevice, plan: Plan, held: Held): Promise<GpuRunnable> {
    const record = recordShape(plan.program);
    const { isSoftware, inHalves, tileCosts } = held;
    const byteScale = plan.program.isGiven ? null : held.data.byteScale;
    const target = { record, isSoftware, inHalves, byteScale, tileCosts, hasSubgroups: hasSubgroups(device) };
    const isWhole = held.schedule === "whole steps";
    const stride = stepStride(record, held.population);
    const shaders = isWhole
      ? [stepsShader(plan, { ...target, stride }, STEP_THREADS)]
      : stretchesOf(plan).map((levels) => stretchShader(plan, levels, target));
    const layout = device.createBindGroupLayout({
      entries: BINDINGS.map((name, binding) => ({
        binding,
        visibility: GPUShaderStage.COMPUTE,
        buffer: {
          type: ["variables", "scratch", "report"].includes(name) ? "storage" : "read-only-storage",
          hasDynamicOffset: name === "steps",
        },
      })),
    });
    const pipelineLayout = device.createPipelineLayout({ bindGroupLayouts: [layout] });
    const compile = async ({ code, workgroups }: Shader): Promise<Stage> => ({
      grid: gridOf(workgroups, device.limits.maxComputeWorkgroupsPerDimension),
      pipeline: await device.createComputePipelineAsync({
        layout: pipelineLayout,
        compute: {
          module: device.createShaderModule({ code }),
          entryPoint: "main",
          constants: { population: held.population },
        },
      }),
    });
    const compiling = Promise.all(shaders.map(compile));
    held.data.fill();
    const stages = await compiling;
    return new GpuRunnable(device, plan, held, { record, isWhole, stages, layout });
  }

  private constructor(
    device: GPUDevice,
    plan: Plan,
    held: Held,
    made: {
      readonly record: RecordShape;
      readonly isWhole: boolean;
      readonly stages: readonly Stage[];
      readonly layout: GPUBindGroupLayout;
    },
  ) {
    const { population, data } = held;
    this.#device = device;
    this.#plan = plan;
    this.#population = population;
    this.#record = made.record;
    this.#isWhole = made.isWhole;
    this.#stages = made.stages;
    const stepBytes = 4 * stepStride(made.record, population);
    const reportBytes = 4 * plan.sizes.report * population;
    const most = Math.floor(RING_BYTES / Math.max(stepBytes, reportBytes));
    this.capacity = Math.max(1, Math.min(MOST_STEPS, most, givenSteps(plan.program)));
    const buffer = (label: string, size: number, usage = 0) =>
      device.createBuffer({
        label,
        size: Math.max(4, size),
        usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST | usage,
      });
    const scratchBytes = made.isWhole ? 0 : 4 * plan.sizes.scratch * population;
    const scratch = buffer("scratch", scratchBytes);
    const constants = buffer("constants", 4 * plan.sizes.constants);
    if (plan.sizes.constants > 0) device.queue.writeBuffer(constants, 0, Float32Array.from(plan.constants));
    this.#report = buffer("report", this.capacity * reportBytes, GPUBufferUsage.COPY_SRC);
    this.#told = device.createBuffer({
      label: "told",
      size: this.#report.size,
      usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST,
    });
    // Whole steps read on from where a dispatch begins, so their binding reaches as far as one can.
    const bound = made.isWhole ? this.capacity * stepBytes : stepBytes;
    this.#steps = buffer("steps", this.capacity * stepBytes + (made.isWhole ? this.capacity * stepBytes : 0));
    this.#given = plan.program.isGiven ? buffer("given", this.capacity * givenBytes(plan.program)) : null;
    this.#own = [
      scratch,
      constants,
      this.#report,
      this.#told,
      this.#steps,
      ...(this.#given === null ? [] : [this.#given]),
    ];
    this.memoryBytes = this.#own.reduce((total, { size }) => total + size, 0);
    const bindings: Readonly<Record<(typeof BINDINGS)[number], GPUBindingResource>> = {
      variables: { buffer: held.variables },
      scratch: { buffer: scratch },
      constants: { buffer: constants },
      report: { buffer: this.#report },
      examples: { buffer: this.#given ?? data.examples },
      targets: { buffer: data.targets },
      steps: { buffer: this.#steps, size: bound },
    };
    this.#group = device.createBindGroup({
      layout: made.layout,
      entries: BINDINGS.map((name, binding) => ({ binding, resource: bindings[name] })),
    });
  }

  enqueue(steps: readonly (readonly StepRecord[])[], given?: Float32Array): void {
    if (this.#waiting + steps.length > this.capacity) throw new Error("More steps than the ring of reports holds");
    const { queue } = this.#device;
    if (given !== undefined) queue.writeBuffer(this.#given!, 0, Float32Array.from(given));
    const dispatch = this.#isWhole ? Math.ceil(steps.length / DISPATCHES) : 1;
    const words = encodeSteps(this.#record, this.#population, steps, { slot: this.#waiting, dispatch });
    queue.writeBuffer(this.#steps, 0, words);
    const stride = 4 * stepStride(this.#record, this.#population);
    const encoder = this.#device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    for (let step = 0; step < steps.length; step += dispatch) {
      pass.setBindGroup(0, this.#group, [step * stride]);
      for (const { pipeline, grid } of this.#stages) {
        pass.setPipeline(pipeline);
        if (this.#isWhole) pass.dispatchWorkgroups(this.#population);
        else pass.dispatchWorkgroups(...grid, this.#population);
      }
    }
    pass.end();
    const width = 4 * this.#population * this.#plan.sizes.report;
    const from = this.#waiting * width;
    encoder.copyBufferToBuffer(this.#report, from, this.#told, from, steps.length * width);
    queue.submit([encoder.finish()]);
    this.#waiting += steps.length;
  }

  async done(): Promise<void> {
    await this.#device.queue.onSubmittedWorkDone();
  }

  async reports(): Promise<readonly (readonly Float32Array[])[]> {
    const count = this.#waiting;
    this.#waiting = 0;
    const width = this.#plan.sizes.report;
    const bytes = 4 * count * this.#population * width;
    await this.#told.mapAsync(GPUMapMode.READ, 0, bytes);
    const values = new Float32Array(this.#told.getMappedRange(0, bytes)).slice();
    this.#told.unmap();
    return Array.from({ length: count }, (_, step) =>
      Array.from({ length: this.#population }, (_member, member) => {
        const from = (step * this.#population + member) * width;
        return values.subarray(from, from + width);
      }),
    );
  }

  dispose(): void {
    for (const buffer of this.#own) buffer.destroy();
  }
}

/** Workgroups in two dimensions, where one does not take them all; those too many have nothing to do. */
function gridOf(workgroups: number, most: number): readonly [x: number, y: number] {
  const rows = Math.ceil(workgroups / most);
  return [Math.ceil(workgroups / rows), rows];
}

/** Whether the device has them and its shaders can tell one from another. */
function hasSubgroups({ features }: GPUDevice): boolean {
  return features.has("subgroups") && navigator.gpu.wgslLanguageFeatures.has("subgroup_id");
}
