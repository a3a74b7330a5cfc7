/** Optimizers on a loss of two weights: the map, the surface, what the paths come to, and one step explained. */
import { memo, useCallback, useDeferredValue, useMemo, useState, type ReactNode } from "react";
import { findDefinition } from "../../catalog/definition.ts";
import { landscapes } from "../../catalog/landscapes/index.ts";
import type { Landscape, Place } from "../../catalog/landscapes/landscape.ts";
import { moveStart, shownLandscape } from "../../studio/explore-landscape.ts";
import { useStudio } from "../../studio/use-studio.ts";
import { useText } from "../../ui/language.tsx";
import { usePalette } from "../../ui/plots/palette.ts";
import { SurfaceView } from "../../ui/plots/surface-view.tsx";
import { ProblemPanel } from "../../ui/problem-panel.tsx";
import { Room, Section, Skeleton } from "../../ui/room.tsx";
import { Select } from "../../ui/select.tsx";
import { arrowsOf } from "./arrows-of.ts";
import { FitView } from "./fit-view.tsx";
import { Formulas } from "./formulas.tsx";
import { LandscapeForm, WalkForm } from "./landscape-form.tsx";
import { landscapeRelief } from "./landscape-relief.ts";
import { Legend } from "./legend.tsx";
import { PathFigures } from "./path-figures.tsx";
import { PlaybackBar } from "./playback-bar.tsx";
import { Standings } from "./standings.tsx";
import { StartMap } from "./start-map.tsx";
import { StepExplained } from "./step-explained.tsx";
import { mapOf, texts } from "./texts.ts";
import { usePlayback } from "./use-playback.ts";
import { useWalks, type Walking } from "./use-walks.ts";
import { WalkerList } from "./walker-list.tsx";
import "./landscapes.css";

const NOBODY = "nobody";
const ORIGIN: Place = [0, 0];

export function LandscapesRoom(): ReactNode {
  const t = useText();
  const settings = useStudio(shownLandscape);
  const { landscape, walkers, problem } = useWalks(settings);
  const last = Math.max(1, ...walkers.map(({ walked }) => walked?.path.steps.length ?? 0));
  const playback = usePlayback(last);
  const { replay } = playback;
  const [focus, setFocus] = useState<string | null>(null);
  const start = settings.start ?? landscape?.start ?? ORIGIN;
  const startAt = useCallback(
    (place: Place) => {
      moveStart(place);
      replay();
    },
    [replay],
  );

  return (
    <Room title={t(texts.title)} lead={t(texts.lead)}>
      <div className="landscapes">
        <div className="landscapes-choice">
          <LandscapeForm settings={settings} problem={problem} />
        </div>
        <div className="landscapes-main">
          {problem !== null && <ProblemPanel title={t(texts.failed)} problem={problem} />}
          {landscape === null ? (
            <Skeleton label={t(texts.opening)} height={420} />
          ) : (
            <Walk
              title={t(mapOf(findDefinition(landscapes, settings.landscape.id).title))}
              {...{ landscape, walkers, start, last, playback, focus }}
              onFocus={setFocus}
            />
          )}
        </div>
        <div className="landscapes-side">
          <WalkerList
            walkers={settings.walkers}
            walking={walkers}
            data={landscape?.data ?? null}
            focus={focus}
            onFocus={setFocus}
            onAdd={replay}
          />
          <WalkForm {...{ settings, landscape, start }} onStart={startAt} />
        </div>
      </div>
    </Room>
  );
}

interface WalkProps {
  readonly title: string;
  readonly landscape: Landscape;
  readonly walkers: readonly Walking[];
  readonly start: Place;
  readonly last: number;
  readonly playback: ReturnType<typeof usePlayback>;
  readonly focus: string | null;
  readonly onFocus: (id: string | null) => void;
}

function Walk(props: WalkProps): ReactNode {
  const t = useText();
  const { landscape, walkers, last, playback, focus, onFocus } = props;
  const palette = usePalette(useStudio((state) => state.theme));
  const relief = useMemo(() => landscapeRelief(landscape), [landscape]);
  const [explainedId, setExplained] = useState<string>(NOBODY);
  const { seek, replay } = playback;
  const step = Math.round(playback.step);
  const trails = useMemo(
    () =>
      walkers.flatMap(({ id, look, walked }) => (walked === null ? [] : [{ id, look, places: walked.path.places }])),
    [walkers],
  );
  const explained = walkers.find(({ id }) => id === explainedId);
  const walked = explained?.walked ?? null;
  // The step that is about to be taken; at the end, the one that led there.
  const explainedStep = Math.min(step + 1, Math.max(1, walked?.path.steps.length ?? 1));
  const arrows = useMemo(
    () => (explained === undefined || walked === null ? [] : arrowsOf(walked.path, explainedStep, explained.look)),
    [explained, walked, explainedStep],
  );
  // The charts follow as fast as they can be drawn; the map never waits for them.
  const charted = useDeferredValue(walkers);
  const chartedStep = useDeferredValue(step);
  const looked = focus ?? explained?.id ?? null;
  return (
    <>
      <Formulas landscape={landscape} />
      <div className={landscape.data === null ? "landscape-views" : "landscape-views landscape-views-data"}>
        <div>
          {landscape.data !== null && <p className="landscape-summary">{t(texts.overWeights)}</p>}
          <StartMap
            title={props.title}
            {...{ relief, palette, trails, arrows }}
            marks={landscape.minima}
            focus={looked}
            start={props.start}
            weights={landscape.weights}
            step={playback.step}
            onMove={(place) => {
              moveStart(place);
              seek(Infinity);
            }}
            onRelease={replay}
          />
        </div>
        {landscape.data !== null && (
          <div className="landscape-data">
            <p className="landscape-summary">{t(texts.overData)}</p>
            <FitView
              {...{ walkers, palette }}
              data={landscape.data}
              best={landscape.minima[0]?.place}
              step={playback.step}
              focus={looked}
            />
          </div>
        )}
        <SurfaceView {...{ relief, palette, trails }} focus={looked} step={playback.step} />
      </div>
      <PlaybackBar playback={playback} last={last} />
      <Legend
        relief={relief}
        palette={palette}
        hasOthers={landscape.minima.some(({ isLowest }) => !isLowest)}
        hasLowest={landscape.minima.length > 0}
      />
      <PathFigures {...{ landscape, last, focus, onFocus }} walkers={charted} step={chartedStep} onStep={seek} />
      <Standings {...{ focus, onFocus }} walkers={charted} step={chartedStep} />
      <Explanation
        walkers={walkers}
        weights={landscape.weights}
        explained={explained ?? null}
        step={explainedStep}
        onExplain={setExplained}
      />
    </>
  );
}

interface ExplanationProps {
  readonly walkers: readonly Walking[];
  readonly weights: readonly [string, string];
  readonly explained: Walking | null;
  readonly step: number;
  readonly onExplain: (id: string) => void;
}

const Explanation = memo(function Explanation(props: ExplanationProps): ReactNode {
  const { walkers, explained, step, onExplain } = props;
  const t = useText();
  const walked = explained?.walked ?? null;
  return (
    <Section
      title={t(texts.explained)}
      actions={
        <Select
          label={t(texts.explain)}
          isLabelHidden
          value={explained?.id ?? NOBODY}
          choices={[
            { value: NOBODY, label: t(texts.nobody) },
            ...walkers.map(({ id, title }) => ({ value: id, label: t(title) })),
          ]}
          onChange={onExplain}
        />
      }
    >
      <p className="landscape-summary">{t(texts.explainedLead)}</p>
      {walked !== null && <StepExplained {...{ walked, step }} weights={props.weights} />}
    </Section>
  );
});
