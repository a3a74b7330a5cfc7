/** Which backend is fastest here: measured once a device and studio version, remembered, and again when asked. */
import { z } from "zod";
import { type Problem, problemOf } from "../language/studio-error.ts";
import { type BackendId, type BackendInfo, backendIds } from "../project/records.ts";
import { openThread } from "../worker/open-thread.ts";
import { recall, remember } from "./remember.ts";
import { studioStore } from "./store.ts";
import { studioVersion } from "./version.ts";

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
      adapter: z.string().exactOptional(),
      software: z.boolean().exactOptional(),
      score: z.number().exactOptional(),
    }),
  ),
});

let measuring: Promise<readonly BackendInfo[]> | null = null;

/** Measures now; a second call joins the first. Rejects with a `StudioError` when the thread cannot do it. */
export function measureBackends(): Promise<readonly BackendInfo[]> {
  measuring ??= measure().finally(() => {
    measuring = null;
  });
  return measuring;
}

/** What is known of this device, measured if it is not. */
export async function knownBackends(): Promise<readonly BackendInfo[]> {
  recallBackends();
  const { backends } = studioStore.getState();
  return backends.status === "ready" ? backends.value : measureBackends();
}

/** Backends for "auto", the fastest first; when measuring fails, the order that is safe everywhere. */
export async function preferredBackends(): Promise<readonly BackendId[]> {
  try {
    const backends = await knownBackends();
    return backends
      .filter((backend) => backend.available)
      .toSorted((a, b) => (b.score ?? 0) - (a.score ?? 0))
      .map((backend) => backend.id);
  } catch {
    // `state.backends` holds the problem and the status bar shows it; a run can still go on without figures.
    return ["wasm", "cpu"];
  }
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

async function measure(): Promise<readonly BackendInfo[]> {
  studioStore.setState({ backends: { status: "loading" } });
  const thread = openThread("measure");
  const guard = setTimeout(() => thread.terminate(tookTooLong), LONGEST_MS);
  try {
    const backends = await thread.client.measureBackends({
      onPreparing: (stage, fraction) =>
        studioStore.setState({
          backends: { status: "loading", stage, ...(fraction === undefined ? {} : { fraction }) },
        }),
    });
    remember(KEY, JSON.stringify({ version: studioVersion, userAgent: navigator.userAgent, backends }));
    studioStore.setState({ backends: { status: "ready", value: backends } });
    return backends;
  } catch (error) {
    studioStore.setState({ backends: { status: "failed", problem: problemOf(error) } });
    throw error;
  } finally {
    clearTimeout(guard);
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
