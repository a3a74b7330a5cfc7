/** The lanes as the room shows them: of the race that stands there, else of the line-up, waiting at the start. */
import { useMemo } from "react";
import { type Lane, laneTitle, type RaceLane } from "../../project/race.ts";
import type { LiveRace, RaceDraft } from "../../studio/state.ts";
import { lookOf } from "../../ui/charts/dash.ts";
import { useText } from "../../ui/language.tsx";
import type { ShownLane } from "./race-curves.ts";

export function isUnderWay({ status }: LiveRace): boolean {
  return status === "preparing" || status === "running" || status === "paused";
}

export function useShownLanes(race: LiveRace | null, draft: RaceDraft | null): readonly ShownLane[] {
  const t = useText();
  const settled = race?.settings.lanes ?? draft?.lanes;
  const run = race?.lanes;
  return useMemo(
    () =>
      (settled ?? []).map((lane, _, all) => ({
        id: lane.id,
        label: t(laneTitle(lane, all)),
        ...lookOf(lane.colour),
        lane: run?.find(({ id }) => id === lane.id) ?? notBegun(lane),
      })),
    [settled, run, t],
  );
}

function notBegun({ id }: Lane): RaceLane {
  return { id, plan: null, runs: [] };
}
