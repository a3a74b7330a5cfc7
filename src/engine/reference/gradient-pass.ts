/** Gradients of a step's examples: through the network in parts that fit the device, added up. */
import type { Device } from "../../tensor/backends.ts";
import type { Tensor } from "../../tensor/ops.ts";
import { dispose, download, keep, scoped } from "../../tensor/scope.ts";
import { nextTask } from "../next-task.ts";
import { type BatchData, gatherToLearn } from "./batches.ts";
import type { Generation } from "./generation.ts";
import { type WeightTensors, learnFrom } from "./learn.ts";
import type { TrainingSetup } from "./training-setup.ts";

/** How long messages may wait within one long step. */
const PATIENCE_MS = 50;

/** All of its tensors are kept; the caller disposes them. */
export interface Pass {
  /** Of the setup's units. */
  readonly gradients: readonly Tensor[];
  /** As the layers leave it. */
  readonly state: Generation["state"];
  /** Each part's [loss, terms...] and how many examples it is of. */
  readonly parts: readonly { readonly report: Tensor; readonly count: number }[];
}

/** The mean loss over a step's examples and its gradients, which are kept; the caller disposes them. */
export interface Look {
  readonly loss: number;
  readonly gradients: readonly Tensor[];
}

export class GradientPass {
  readonly #device: Device;
  readonly #setup: TrainingSetup;
  readonly #data: BatchData;
  readonly #weights: WeightTensors;
  readonly #now: () => number;

  constructor(
    device: Device,
    setup: TrainingSetup,
    data: BatchData,
    at: { readonly weights: WeightTensors; readonly now: () => number },
  ) {
    this.#device = device;
    this.#setup = setup;
    this.#data = data;
    this.#weights = at.weights;
    this.#now = at.now;
  }

  /** Null when it was given up on abort. */
  async over(
    model: Pick<Generation, "step" | "parameters" | "state">,
    rows: Int32Array,
    chunkSize: number,
    signal: AbortSignal,
  ): Promise<Pass | null> {
    const { seed } = this.#setup;
    const parts: { report: Tensor; count: number }[] = [];
    let gradients: readonly Tensor[] | null = null;
    let state = model.state;
    let since = this.#now();
    for (let from = 0, part = 0; from < rows.length; from += chunkSize, part++) {
      const batch = gatherToLearn(this.#data, rows, { from, size: chunkSize, seed, step: model.step + 1 });
      const at = { total: rows.length, part };
      const learned = learnFrom(this.#device.ops, this.#setup, { ...model, state }, batch, this.#weights, at);
      disposeState(state, [model.state, learned.state]);
      state = learned.state;
      parts.push({ report: learned.report, count: batch.count });
      gradients = gradients === null ? learned.gradients : this.#added(gradients, learned.gradients);
      if (rows.length <= chunkSize) continue;
      // A step in many parts must neither fill a queue nor keep "stop" waiting.
      if (!this.#device.isSynchronous) await download(learned.report);
      if (this.#now() - since > PATIENCE_MS) {
        await nextTask();
        since = this.#now();
      }
      if (!signal.aborted) continue;
      disposePass({ gradients, state, parts }, model.state);
      return null;
    }
    return { gradients: gradients!, state, parts };
  }

  /** Loss and gradients only: what layers would remember of it is forgotten. Null when it was given up on abort. */
  async look(
    model: Pick<Generation, "step" | "parameters" | "state">,
    rows: Int32Array,
    chunkSize: number,
    signal: AbortSignal,
  ): Promise<Look | null> {
    const pass = signal.aborted ? null : await this.over(model, rows, chunkSize, signal);
    if (pass === null) return null;
    const loss = await lossOf(pass);
    disposePass({ ...pass, gradients: [] }, model.state);
    // Where nothing is waited for, messages get their turn here.
    if (this.#device.isSynchronous) await nextTask();
    return { loss, gradients: pass.gradients };
  }

  #added(sums: readonly Tensor[], more: readonly Tensor[]): readonly Tensor[] {
    const added = scoped(() => sums.map((sum, index) => keep(this.#device.ops.add(sum, more[index]!))));
    dispose(sums);
    dispose(more);
    return added;
  }
}

/** The mean loss over its examples. */
export async function lossOf({ parts }: Pick<Pass, "parts">): Promise<number> {
  const shares = await Promise.all(parts.map(async ({ report }) => (await download(report))[0]!));
  return shares.reduce((sum, share) => sum + share, 0);
}

/** Frees a pass that nobody needs, but for the state that it began with. */
export function disposePass({ gradients, state, parts }: Pass, begun: Generation["state"]): void {
  dispose([...gradients, ...parts.map(({ report }) => report)]);
  disposeState(state, [begun]);
}

function disposeState(state: Generation["state"], living: readonly Generation["state"][]): void {
  const held = new Set(living.flatMap((each) => [...each.values()]));
  dispose([...state.values()].filter((tensor) => !held.has(tensor)));
}
