/** `studio.runs.surface` and `studio.races.surface`, fetched when a script asks for one. */
import type { z } from "zod";
import { StudioError } from "../../language/studio-error.ts";
import type { Language } from "../../language/text.ts";
import { laneTitle } from "../../project/race.ts";
import type { RunRecord } from "../../project/records.ts";
import { type Surface, surfaceOptionsSchema } from "../../project/surface.ts";
import { readRace } from "../races/keep-races.ts";
import { type SurfaceSource, drawSurface, sourceOfRace, sourceOfRun } from "../surface/draw-surface.ts";
import { checkedArgument, listener, signalSchema } from "./script-arguments.ts";
import { harmless } from "./script-listener.ts";

const optionsSchema = surfaceOptionsSchema.extend({
  /** Aborting gives the drawing up: the call rejects. */
  signal: signalSchema.exactOptional(),
  /** Told the share that is done, 0 to 1. */
  onProgress: listener<(share: number) => void>().exactOptional(),
});
export type SurfaceOptionsInput = z.input<typeof optionsSchema>;

export function surfaceOfRun(run: RunRecord, options: unknown) {
  return draw(sourceOfRun(run), options, () => undefined);
}

/** Rejects with a `StudioError` when the race is not there, or never began. */
export async function surfaceOfRace(id: string, options: unknown, language: Language) {
  const race = await readRace(id);
  const source = sourceOfRace(race);
  if (source === null) throw new StudioError(notBegun);
  return draw(source, options, (laneId) => {
    const lane = race.settings.lanes.find((each) => each.id === laneId);
    return lane && laneTitle(lane, race.settings.lanes)[language];
  });
}

async function draw(source: SurfaceSource, given: unknown, labelOf: (lane: string) => string | undefined) {
  const { signal, onProgress, ...options } = checkedArgument(optionsSchema, "options", given);
  const tell = onProgress === undefined ? () => undefined : harmless("onProgress", onProgress);
  const surface = await drawSurface(source, options, {
    signal: signal ?? new AbortController().signal,
    onStage: (_stage, share) => {
      if (share !== undefined) tell(share);
    },
  });
  return surfaceAnswer(surface, labelOf);
}

/** Losses as rows from the lowest y; null where a loss is no finite number. */
function surfaceAnswer(
  { options, losses, paths, x, y, ...rest }: Surface,
  labelOf: (lane: string) => string | undefined,
) {
  const loss = (value: number): number | null => (Number.isFinite(value) ? value : null);
  return {
    ...rest,
    plane: options.plane,
    part: options.part,
    x,
    y,
    losses: y.map((_, row) => Array.from(losses.subarray(row * x.length, (row + 1) * x.length), loss)),
    paths: paths.map(({ lane, steps, places }) => ({ lane, label: labelOf(lane) ?? null, steps, places })),
  };
}

const notBegun = {
  code: "path-missing",
  text: { en: "This race never began, so there is no path.", zh: "这场竞速没有开始，因此没有路径。" },
};
