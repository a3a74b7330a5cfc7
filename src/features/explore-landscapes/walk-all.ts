/** Every walker's path over a landscape, in slices, so that the page stays at hand. */
import { findDefinition } from "../../catalog/definition.ts";
import { loadReleases } from "../../catalog/landscapes/index.ts";
import type { Landscape, Place, Released } from "../../catalog/landscapes/landscape.ts";
import { optimizers } from "../../catalog/optimizers/index.ts";
import type { CreateAny } from "../../catalog/optimizers/optimizer.ts";
import { batchingOf } from "../../project/course.ts";
import type { LandscapeSettings, Walker } from "../../project/landscape-settings.ts";

export type Create = CreateAny<{ readonly learningRate: number }>;
export interface Config {
  readonly learningRate: number;
}

export interface WalkedPath {
  readonly create: Create;
  /** With the rate that it walked at. */
  readonly config: Config;
  readonly path: Released;
}

/** How long the page may be kept waiting. */
const SLICE_MS = 8;

/** Awaited often; gives the page a turn when one is due, and throws once nobody waits for the result any more. */
function pauses(signal: AbortSignal): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < SLICE_MS) return;
    await new Promise((resolve) => {
      setTimeout(resolve);
    });
    signal.throwIfAborted();
    since = performance.now();
  };
}

/** One move a step, so that the picture shows each of them; it looks several times before it moves. */
const oneMove = { iterations: 1, evaluations: 25 } as const;

async function opened({ optimizer }: Walker): Promise<{ readonly create: Create; readonly config: Config }> {
  const definition = findDefinition(optimizers, optimizer.id);
  const { id: _id, ...settings } = optimizer;
  const single = "iterations" in definition.config.shape ? oneMove : {};
  // One creator of many: the settings that it gets are those that its own schema has parsed.
  const create = (await definition.load()) as Create;
  return { create, config: definition.config.parse({ ...settings, ...single }) };
}

/** Rates that were found before, by landscape, noise and settings. */
const fitted = new Map<string, number>();

/** Walks them one after the other; `onPath` gets each as it is done. Rejects when aborted. */
export async function walkAll(
  landscape: Landscape,
  { landscape: selection, start, walkers, walk }: LandscapeSettings,
  signal: AbortSignal,
  onPath: (index: number, walked: WalkedPath) => void,
): Promise<void> {
  const { fitRate, walkOn } = await loadReleases();
  const pause = pauses(signal);
  const from: Place = start ?? landscape.start;
  for (const [index, walker] of walkers.entries()) {
    const { create, config: given } = await opened(walker);
    signal.throwIfAborted();
    const batching = landscape.data === null ? {} : { batching: batchingOf(walker.optimizer, landscape.data.batch) };
    const noise = { size: walk.noise, seed: walk.seed, ...batching };
    const key = JSON.stringify([selection, noise, { ...given, id: walker.optimizer.id, learningRate: 0 }]);
    const rate = walker.isFitted
      ? (fitted.get(key) ?? (await fitRate(landscape, create, given, noise, pause)))
      : given.learningRate;
    if (walker.isFitted) fitted.set(key, rate);
    const config = { ...given, learningRate: rate };
    const walking = walkOn(landscape, create, config, from, { steps: walk.steps, noise });
    let next = walking.next();
    while (next.done !== true) {
      await pause();
      next = walking.next();
    }
    onPath(index, { create, config, path: next.value });
  }
}
