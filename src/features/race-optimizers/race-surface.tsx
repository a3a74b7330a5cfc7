/** The loss around where the first of the lanes has led, with the ways of all. */
import { type ReactNode, useCallback } from "react";
import type { RaceRecord } from "../../project/race.ts";
import { surfaceOptionsSchema } from "../../project/surface.ts";
import { endSurface, showSurfaceOfRace } from "../../studio/surface/draw-surface.ts";
import { useStudio } from "../../studio/use-studio.ts";
import { lookOf } from "../../ui/charts/dash.ts";
import { LossSurface } from "../../ui/surface/loss-surface.tsx";
import type { ShownLane } from "./race-curves.ts";

const idle = { status: "idle" } as const;
const usual = surfaceOptionsSchema.parse({});

interface RaceSurfaceProps {
  readonly race: RaceRecord;
  readonly lanes: readonly ShownLane[];
  readonly focus: string | null;
}

export function RaceSurface({ race, lanes, focus }: RaceSurfaceProps): ReactNode {
  const theme = useStudio((state) => state.theme);
  const shown = useStudio((state) => (state.surface?.of === race.id ? state.surface : null));
  const laneOf = useCallback(
    (id: string) => {
      const lane = lanes.find((each) => each.id === id);
      return { label: lane?.label ?? id, look: lane ?? lookOf(0) };
    },
    [lanes],
  );
  return (
    <LossSurface
      name={race.name}
      drawing={shown?.drawing ?? idle}
      drawn={shown?.options ?? usual}
      laneOf={laneOf}
      focus={focus}
      theme={theme}
      hasValidation={(race.plan?.validationRows ?? 0) > 0}
      onDraw={(drawn) => void showSurfaceOfRace(race, drawn)}
      onEnd={endSurface}
    />
  );
}
