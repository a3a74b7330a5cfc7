/** Who is timed, on what terms, and what is told of each. */
import type { Workload } from "./workloads.ts";

export const engines = ["tfjs-fit", "reference", "compiled", "jax-js", "plain-js", "convnetjs", "pytorch"] as const;
export type Engine = (typeof engines)[number];

export interface Contestant {
  readonly engine: Engine;
  readonly backend: "webgpu" | "wasm" | "cpu";
  /** One, though there may be more to compute with. */
  readonly threads?: 1;
}

/** Those that run in a page. */
export const contestants: readonly (Contestant & { readonly engine: Exclude<Engine, "pytorch"> })[] = [
  { engine: "tfjs-fit", backend: "webgpu" },
  { engine: "reference", backend: "webgpu" },
  { engine: "compiled", backend: "webgpu" },
  { engine: "jax-js", backend: "webgpu" },
  { engine: "tfjs-fit", backend: "wasm" },
  { engine: "reference", backend: "wasm" },
  { engine: "compiled", backend: "wasm" },
  { engine: "jax-js", backend: "wasm" },
  { engine: "plain-js", backend: "cpu" },
  { engine: "convnetjs", backend: "cpu" },
];

export interface Start {
  readonly contestant: Contestant;
  readonly workload: Workload;
}

/** What a thread asked of WebGPU. */
export interface GpuCalls {
  dispatches: number;
  submits: number;
  uploads: number;
  readbacks: number;
  buffers: number;
  bindGroups: number;
  pipelines: number;
}

/** Steps that have been done, in order. */
export interface Round {
  readonly ms: number;
  readonly firstLoss: number;
  readonly lastLoss: number;
  /** Counted over `counted` steps; null: not on a GPU. */
  readonly calls: (GpuCalls & { readonly counted: number }) | null;
}

/** Trains on for so many steps. */
export type Train = (steps: number) => Promise<Round>;

interface RowHead extends Contestant {
  readonly workload: string;
  readonly batch: number;
}

/** Times are medians over the rounds; calls of WebGPU are null where none were counted. */
export interface TimedRow extends RowHead {
  /** Steps that were timed. */
  readonly steps: number;
  readonly msPerStep: number;
  readonly examplesPerSecond: number;
  readonly dispatchesPerStep: number | null;
  readonly submitsPerStep: number | null;
  readonly uploadsPerStep: number | null;
  readonly readbacksPerStep: number | null;
  readonly firstLoss: number;
  readonly lastLoss: number;
}

/** `problem`: why it could not take part, in the engine's own words. */
export type BenchmarkRow = TimedRow | (RowHead & { readonly problem: string });
