/** Which backends this device has and how fast each trains: a fraction of a second of real work on each. */
import { layerSelection } from "../catalog/layers/index.ts";
import { problemOf } from "../language/studio-error.ts";
import { type Project, projectSchema } from "../project/project.ts";
import type { BackendId, BackendInfo } from "../project/records.ts";
import type { Adapter, Device } from "../tensor/backends.ts";
import { measureTiles } from "./compiled/wgsl/measure-tiles.ts";
import { createTrainer } from "./create-trainer.ts";
import { planModel } from "./model-program.ts";
import { type TrainerData, dataOf } from "./data/data-of-numbers.ts";
import { setUpTraining } from "./reference/training-setup.ts";
import type { Trainer } from "./trainer.ts";

const PIXELS = 784;
const CLASSES = 10;
const BATCH = 64;
const WARM_UP_STEPS = 1;
/** Enough to tell them apart; somebody may be waiting to train. */
const MEASURE_MS = 150;
const MOST_STEPS = 500;

export interface BackendAccess {
  readonly start: (backend: BackendId) => Promise<Device>;
  readonly probe: (backend: BackendId) => Promise<Adapter>;
  readonly now: () => number;
}

/**
 * Measures each in turn; score: examples a second of a 784-64-10 perceptron with batch 64. The first look leaves out
 * what would keep somebody waiting who wants to train, and reports it without a score: shaders that compile for
 * seconds, which is WebGL anywhere and WebGPU played by a program.
 */
export async function measureBackends(
  backends: readonly BackendId[],
  isFirstLook: boolean,
  access: BackendAccess,
): Promise<readonly BackendInfo[]> {
  const measured: BackendInfo[] = [];
  for (const id of backends) measured.push(await measureBackend(id, isFirstLook, access));
  return measured;
}

async function measureBackend(id: BackendId, isFirstLook: boolean, access: BackendAccess): Promise<BackendInfo> {
  try {
    if (isFirstLook) {
      const adapter = await access.probe(id);
      if (id === "webgl" || adapter.isSoftware) return infoOf(id, adapter);
    }
    const device = await access.start(id);
    const threads = device.threads === null ? {} : { threads: device.threads.count };
    const tiles = await tilesOf(device, access.now);
    return { ...infoOf(id, device), ...threads, ...tiles, ...(await figuresOf({ ...device, ...tiles }, access.now)) };
  } catch (thrown) {
    const { text } = problemOf(thrown);
    return { id, available: false, reason: text.en, explanation: text };
  }
}

async function tilesOf(device: Device, now: () => number): Promise<Pick<BackendInfo, "tileCosts">> {
  const { gpu } = device;
  const tileCosts = gpu === null ? null : await measureTiles({ ...device, gpu }, now);
  return tileCosts === null ? {} : { tileCosts };
}

function infoOf(id: BackendId, { adapter, isSoftware }: Adapter): BackendInfo {
  return { id, available: true, ...(adapter === undefined ? {} : { adapter }), software: isSoftware };
}

async function figuresOf(device: Device, now: () => number): Promise<Required<Pick<BackendInfo, "score" | "trainer">>> {
  const data = madeData();
  const plan = planModel(
    [
      layerSelection.parse({ type: "dense", units: 64, activation: "relu", kernelInitializer: "he-uniform" }),
      layerSelection.parse({ type: "dense", units: CLASSES }),
    ],
    data.examples.shape,
  );
  const setup = await setUpTraining(measuredProject(), plan, data, device);
  const { trainer, kind } = await createTrainer("auto", device, setup, data, now);
  try {
    // Compiles what is compiled at first use; a device that is slow even then is not kept busy for long.
    await trainFor(trainer, WARM_UP_STEPS, MEASURE_MS, now);
    const { steps, ms } = await trainFor(trainer, MOST_STEPS, MEASURE_MS, now);
    return { score: Math.round((1000 * steps * BATCH) / Math.max(1e-3, ms)), trainer: kind };
  } finally {
    trainer.dispose();
    device.ops.dispose();
  }
}

/** Trains until `most` steps are done or the time is over. */
async function trainFor(trainer: Trainer, most: number, forMs: number, now: () => number) {
  const began = now();
  let steps = 0;
  for await (const report of trainer.run(most, new AbortController().signal)) {
    steps += report.sums.length;
    if (now() - began >= forMs) break;
  }
  return { steps, ms: now() - began };
}

function measuredProject(): Project {
  return projectSchema.parse({
    data: { id: "made" },
    training: { optimizer: { id: "adam" }, loss: "categorical-cross-entropy", batchSize: BATCH },
  });
}

/** Four batches of whatever is made fast: speed does not depend on what the numbers are. */
function madeData(): TrainerData {
  const rows = 4 * BATCH;
  const values = Float32Array.from({ length: rows * PIXELS }, (_, at) => (at % 97) / 97);
  const classes = Int32Array.from({ length: rows }, (_, row) => row % CLASSES);
  return dataOf([PIXELS], values, classes);
}
