/**
 * The machine on WebGPU: variables and data set live on the device, a program is pipelines made once, a step is their
 * replay. Small programs run whole steps in one workgroup, hundreds to a dispatch; others one dispatch a level.
 */
import { sizeOf } from "../../../catalog/layers/layer.ts";
import type { Problem } from "../../../language/studio-error.ts";
import type { Layout } from "../layout.ts";
import type { Machine, VariableValues } from "../machine.ts";
import { type Passes, type Plan, planProgram } from "../plan/plan.ts";
import type { AttentionSizes } from "../plan/tile-attention.ts";
import type { Program } from "../program.ts";
import { checkSize, fits } from "./check-size.ts";
import type { GpuData } from "./gpu-data.ts";
import { GpuRunnable } from "./gpu-runnable.ts";
import { type Schedule, scheduleFor } from "./schedule.ts";
import { readBuffer } from "./read-buffer.ts";
import { TYPICAL_COSTS } from "./tiled-kernel.ts";

/**
 * A GPU played by a program pays for every step of arithmetic on where something lies, and has a thread a core. It does
 * attention in one kernel faster at any length, as long as vectors stay in what plays registers.
 */
const SOFTWARE_PASSES: Passes = { unfold: { stored: 2 ** 26 }, attention: { keys: 1, width: 32 }, busy: 16 };
const PASSES: Passes = { unfold: { stored: 0 }, attention: { keys: 256, width: 128 }, busy: 128 };
/** Wider vectors would take what a tile has of shared memory. */
const ALL_ATTENTION: AttentionSizes = { keys: 1, width: 256 };

/** Whether products may keep what they multiply in half precision: strips of it lie beside results in single. */
export function canHalve({ features, limits }: GPUDevice): boolean {
  return features.has("shader-f16") && limits.maxComputeWorkgroupStorageSize >= 2 ** 15;
}

/** A device as far as programs for it differ. */
export interface GpuTarget {
  readonly gpu: GPUDevice;
  readonly isSoftware: boolean;
  readonly failure: () => Problem | null;
  /** Products keep what they multiply in half precision, which `canHalve`; left out: they do not. */
  readonly inHalves?: boolean;
  /** Attention that is faster without its scores in memory; left out: as is usual for such a device. */
  readonly attention?: AttentionSizes | null;
  /** As `measureTiles` found them. */
  readonly tileCosts?: readonly number[] | undefined;
}

export class GpuMachine implements Machine {
  readonly population: number;
  readonly #device: GPUDevice;
  readonly #layout: Pick<Layout, "variables">;
  readonly #data: GpuData;
  readonly #failure: () => Problem | null;
  readonly #isSoftware: boolean;
  readonly #passes: Passes;
  readonly #inHalves: boolean;
  readonly #tileCosts: readonly number[];
  readonly #variables: GPUBuffer;
  /** Numbers of one member's variables. */
  readonly #width: number;
  readonly #schedule: Schedule | "auto";
  readonly #runnables: GpuRunnable[] = [];

  constructor(
    device: GpuTarget,
    layout: Pick<Layout, "variables">,
    data: GpuData,
    { population = 1, schedule = "auto" }: { readonly population?: number; readonly schedule?: Schedule | "auto" } = {},
  ) {
    this.#device = device.gpu;
    this.#failure = device.failure;
    this.#isSoftware = device.isSoftware;
    const passes = device.isSoftware ? SOFTWARE_PASSES : PASSES;
    this.#passes = device.attention === undefined ? passes : { ...passes, attention: device.attention };
    this.#inHalves = device.inHalves ?? false;
    this.#tileCosts = device.tileCosts?.length === TYPICAL_COSTS.length ? device.tileCosts : TYPICAL_COSTS;
    this.#layout = layout;
    this.#data = data;
    this.population = population;
    this.#schedule = schedule;
    this.#width = [...layout.variables.values()].reduce((total, shape) => total + sizeOf(shape), 0);
    try {
      checkSize(device.gpu, 4 * population * this.#width);
    } catch (tooLarge) {
      data.dispose();
      throw tooLarge;
    }
    this.#variables = device.gpu.createBuffer({
      label: "variables",
      size: Math.max(4, 4 * population * this.#width),
      usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST,
    });
  }

  async prepare(program: Program): Promise<GpuRunnable> {
    const plain = planProgram(program, this.#layout.variables);
    const schedule = this.#schedule === "auto" ? scheduleFor(plain, this.#device) : this.#schedule;
    const plan = schedule === "levels" ? this.#levelsOf(program) : plain;
    const runnable = await GpuRunnable.create(this.#device, plan, {
      variables: this.#variables,
      data: this.#data,
      population: this.population,
      isSoftware: this.#isSoftware,
      inHalves: this.#inHalves,
      tileCosts: this.#tileCosts,
      schedule,
    });
    this.#runnables.push(runnable);
    return runnable;
  }

  /** The plan in levels; where it takes too much memory nothing is laid out, and no attention has its scores there. */
  #levelsOf(program: Program): Plan {
    const bytes = ({ sizes }: Plan) => 4 * this.population * sizes.scratch;
    const plan = planProgram(program, this.#layout.variables, this.#passes);
    if (fits(this.#device, bytes(plan))) return plan;
    const least = planProgram(program, this.#layout.variables, { attention: ALL_ATTENTION });
    checkSize(this.#device, bytes(least));
    return least;
  }

  async read(member: number): Promise<VariableValues> {
    const bytes = { offset: 4 * member * this.#width, size: 4 * this.#width };
    const values = await readBuffer(this.#device, this.#variables, bytes);
    let at = 0;
    return new Map(
      Array.from(this.#layout.variables, ([name, shape]) => [name, values.slice(at, (at += sizeOf(shape)))]),
    );
  }

  write(member: number, values: VariableValues): void {
    const all = new Float32Array(this.#width);
    let at = 0;
    for (const [name, shape] of this.#layout.variables) {
      all.set(values.get(name)!, at);
      at += sizeOf(shape);
    }
    this.#device.queue.writeBuffer(this.#variables, 4 * member * this.#width, all);
  }

  failure(): Problem | null {
    return this.#failure();
  }

  get memoryBytes(): number {
    const held = this.#runnables.reduce((total, { memoryBytes }) => total + memoryBytes, 0);
    return held + this.#variables.size + this.#data.memoryBytes;
  }

  dispose(): void {
    for (const runnable of this.#runnables) runnable.dispose();
    this.#variables.destroy();
    this.#data.dispose();
  }
}
