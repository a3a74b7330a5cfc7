/**
 * Which backend is fastest here: measured once a device and studio version, remembered, and again when asked. In two
 * looks: a short one that a run waits for, and a second one, while nothing trains, at what takes seconds.
 */
import { z } from "zod";
import { type Problem, problemOf } from "../language/studio-error.ts";
import { type BackendId, type BackendInfo, backendIds } from "../project/records.ts";
import { textSchema } from "../project/text-schema.ts";
import { openThread } from "../worker/open-thread.ts";
import { recall, remember } from "./remember.ts";
import { isAnythingRunning, untilNothingRuns, untilSomethingRuns } from "./runs/run-activity.ts";
import { studioStore } from "./store.ts";
import { studioVersion } from "./version.ts";
import { whenIdle } from "./when-idle.ts";

const KEY = "backends";
/** A driver that hangs must not keep a run waiting for ever; a measurement takes a few seconds. */
const LONGEST_MS = 60_000;

const rememberedSchema = z.object({
  version: z.string(),
  userAgent: z.string(),
  backends: z.array(
    z.object({
      id: z.enum(backendIds),
      available: z.boolean(),
      reason: z.string().exactOptional(),
      explanation: textSchema.exactOptional(),
      adapter: z.string().exactOptional(),
      software: z.boolean().exactOptional(),
      threads: z.number().exactOptional(),
      score: z.number().exactOptional(),
      trainer: z.enum(["reference", "compiled"]).exactOptional(),
      tileCosts: z.array(z.number().positive()).exactOptional(),
    }),
  ),
});

interface Measurement {
  readonly firstLook: Promise<readonly BackendInfo[]>;
  readonly complete: Promise<readonly BackendInfo[]>;
}

let underWay: Measurement | null = null;

/**
 * Measures now and gives the complete list; a second call joins the first. Rejects with a `StudioError` when the
 * thread cannot do it. `state.backends` is ready as soon as the first look is done.
 */
export function measureBackends(): Promise<readonly BackendInfo[]> {
  return measurement().complete;
}

/**
 * All that is to be known of this device, measured if it is not. While something trains, what is known by then: the
 * second look would wait for the run's end.
 */
export async function knownBackends(): Promise<readonly BackendInfo[]> {
  recallBackends();
  const { backends } = studioStore.getState();
  if (backends.status === "ready" && (isAnythingRunning() || !backends.value.some(isUnmeasured))) return backends.value;
  const { firstLook, complete } = measurement();
  const found = await firstLook;
  const knownByThen = async (): Promise<readonly BackendInfo[]> => {
    await untilSomethingRuns();
    const { backends: now } = studioStore.getState();
    return now.status === "ready" ? now.value : found;
  };
  return Promise.race([complete, knownByThen()]);
}

/**
 * Those that are there, in the order in which "auto" tries them: the fastest first, unmeasured ones after those, and GPUs
 * played by a program last, whatever they score: a convolution costs them ten times what it costs WebAssembly on the
 * same processor, and the measured network has none.
 */
export function inOrderOfChoice(backends: readonly BackendInfo[]): readonly BackendInfo[] {
  return backends
    .filter((backend) => backend.available)
    .toSorted((a, b) => Number(a.software ?? false) - Number(b.software ?? false) || (b.score ?? 0) - (a.score ?? 0));
}

/** Backends for "auto" after the first look; when measuring fails, the order that is safe everywhere. */
export async function preferredBackends(): Promise<readonly BackendId[]> {
  try {
    recallBackends();
    const { backends } = studioStore.getState();
    const known = backends.status === "ready" ? backends.value : await measurement().firstLook;
    return inOrderOfChoice(known).map(({ id }) => id);
  } catch {
    // `state.backends` holds the problem and the status bar shows it; a run can still go on without figures.
    return ["wasm", "cpu"];
  }
}

/** What is known of the WebGPU adapter's tiles, for a run that may use it. */
export function measuredTiles(): { readonly adapter: string; readonly costs: readonly number[] } | undefined {
  const { backends } = studioStore.getState();
  if (backends.status !== "ready") return undefined;
  const { adapter, tileCosts: costs } = backends.value.find(({ id }) => id === "webgpu") ?? {};
  return adapter === undefined || costs === undefined ? undefined : { adapter, costs };
}

/** There, but the second look is still to come: it gives a score, or an `explanation` why there is none. */
export function isUnmeasured(backend: BackendInfo): boolean {
  return backend.available && backend.score === undefined && backend.explanation === undefined;
}

/** Takes what an earlier visit measured, when it was by this browser and this version of the studio. */
export function recallBackends(): boolean {
  if (studioStore.getState().backends.status === "ready") return true;
  const remembered = recall(KEY);
  if (remembered === null) return false;
  const parsed = rememberedSchema.safeParse(parseJson(remembered));
  if (!parsed.success || parsed.data.version !== studioVersion || parsed.data.userAgent !== navigator.userAgent) {
    return false;
  }
  studioStore.setState({ backends: { status: "ready", value: parsed.data.backends } });
  return true;
}

function measurement(): Measurement {
  if (underWay !== null) return underWay;
  const firstLook = lookFirst();
  const complete = firstLook.then(lookAgain).finally(() => {
    underWay = null;
  });
  // A run waits for the first look only; nobody may be listening to the rest.
  complete.catch(() => undefined);
  underWay = { firstLook, complete };
  return underWay;
}

/** What takes a second or less, so that nobody who wants to train waits for long. */
async function lookFirst(): Promise<readonly BackendInfo[]> {
  studioStore.setState({ backends: { status: "loading" } });
  try {
    const backends = await look(backendIds, true);
    studioStore.setState({ backends: { status: "ready", value: backends } });
    return backends;
  } catch (error) {
    studioStore.setState({ backends: { status: "failed", problem: problemOf(error) } });
    throw error;
  }
}

/** Completes the list, one backend at a time, while nothing trains; remembers it when nothing is missing. */
async function lookAgain(found: readonly BackendInfo[]): Promise<readonly BackendInfo[]> {
  let backends = found;
  for (const unmeasured of found.filter(isUnmeasured)) {
    const measured = await lookUndisturbed(unmeasured);
    backends = backends.map((backend) => (backend.id === measured.id ? measured : backend));
    studioStore.setState({ backends: { status: "ready", value: backends } });
  }
  if (!backends.some(isUnmeasured)) {
    remember(KEY, JSON.stringify({ version: studioVersion, userAgent: navigator.userAgent, backends }));
  }
  return backends;
}

/** A run that begins ends this look at once; it is done again when no run is active. */
async function lookUndisturbed(backend: BackendInfo): Promise<BackendInfo> {
  for (;;) {
    const disturbed = await untilNothingRuns();
    await new Promise<void>(whenIdle);
    if (disturbed.aborted) continue;
    try {
      const [measured = backend] = await look([backend.id], false, disturbed);
      return measured;
    } catch (error) {
      if (disturbed.aborted) continue;
      // The others are known all the same, and "auto" takes this one last.
      const { text } = problemOf(error);
      return { ...backend, reason: text.en, explanation: text };
    }
  }
}

async function look(
  backends: readonly BackendId[],
  isFirstLook: boolean,
  disturbed?: AbortSignal,
): Promise<readonly BackendInfo[]> {
  const thread = openThread("measure");
  const guard = setTimeout(() => thread.terminate(tookTooLong), LONGEST_MS);
  const giveWay = (): void => thread.terminate();
  disturbed?.addEventListener("abort", giveWay);
  try {
    return await thread.client.measureBackends(backends, isFirstLook);
  } finally {
    clearTimeout(guard);
    disturbed?.removeEventListener("abort", giveWay);
    thread.terminate();
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Damaged, so it parses as nothing and is measured again.
    return null;
  }
}

const tookTooLong: Problem = {
  code: "measuring-hung",
  text: {
    en: "Measuring the devices took more than a minute and was ended; a graphics driver may hang. Pick a device by hand, or measure again after restarting the browser.",
    zh: "设备测速超过一分钟，已终止；可能是显卡驱动无响应。请手动选择计算设备，或重启浏览器后重新测速。",
  },
};
