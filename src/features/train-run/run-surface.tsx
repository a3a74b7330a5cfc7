/** The loss around where the run has led, or is now. */
import { type ReactNode, useCallback } from "react";
import { surfaceOptionsSchema } from "../../project/surface.ts";
import type { LiveRun } from "../../studio/state.ts";
import { endSurface, showSurfaceOfRun } from "../../studio/surface/draw-surface.ts";
import { useStudio } from "../../studio/use-studio.ts";
import { lookOf } from "../../ui/charts/dash.ts";
import { LossSurface } from "../../ui/surface/loss-surface.tsx";

const idle = { status: "idle" } as const;
const usual = surfaceOptionsSchema.parse({});

export function RunSurface({ run }: { readonly run: LiveRun }): ReactNode {
  const theme = useStudio((state) => state.theme);
  const shown = useStudio((state) => (state.surface?.of === run.id ? state.surface : null));
  const laneOf = useCallback(() => ({ label: run.name, look: lookOf(0) }), [run.name]);
  return (
    <LossSurface
      name={run.name}
      drawing={shown?.drawing ?? idle}
      drawn={shown?.options ?? usual}
      laneOf={laneOf}
      focus={null}
      theme={theme}
      hasValidation={run.history.some(({ validation }) => validation !== undefined)}
      onDraw={(drawn) => void showSurfaceOfRun(run.id, drawn)}
      onEnd={endSurface}
    />
  );
}
