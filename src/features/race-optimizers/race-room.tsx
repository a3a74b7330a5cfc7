/** Optimizers side by side on the project that stands open: the lanes, who leads, and what it came to. */
import { lazy, Suspense, useCallback, useEffect, useMemo, useState, type ReactNode } from "react";
import { metricsFor } from "../../catalog/metrics/index.ts";
import { standingsOf } from "../../project/race-figures.ts";
import { judgeRace } from "../../project/race-verdict.ts";
import { loadRaces } from "../../studio/races/keep-races.ts";
import { openDraft } from "../../studio/races/race-draft.ts";
import { recordOf } from "../../studio/races/race-news.ts";
import type { LiveRace, RaceDraft } from "../../studio/state.ts";
import { useStudio } from "../../studio/use-studio.ts";
import { InvalidFields } from "../../ui/form/invalid-fields.tsx";
import { useFormats, useText } from "../../ui/language.tsx";
import { Skeleton } from "../../ui/room.tsx";
import { useInTurn } from "../../ui/use-in-turn.ts";
import { useSampled } from "../../ui/use-sampled.ts";
import { KeptRaces } from "./kept-races.tsx";
import { LaneAction } from "./lane-actions.tsx";
import { LaneMultiples } from "./lane-multiples.tsx";
import { LanesPanel } from "./lanes-panel.tsx";
import { Leaderboard } from "./leaderboard.tsx";
import { RaceChart, type RaceView } from "./race-charts.tsx";
import { RaceControl } from "./race-control.tsx";
import { xKinds, xOf, type Quantity, type ShownLane, type XKind } from "./race-curves.ts";
import { RateSensitivity, sweepsIn } from "./rate-sensitivity.tsx";
import { ShareRaceMenu } from "./share-race-menu.tsx";
import { isUnderWay, useShownLanes } from "./shown-lanes.ts";
import { TargetBars } from "./target-bars.tsx";
import { bandNote, texts } from "./texts.ts";
import { TargetField } from "./target-field.tsx";
import { VerdictCard } from "./verdict-card.tsx";
import { ViewBar } from "./view-bar.tsx";
import "./race-room.css";

/** Drawn when somebody asks for it. */
const RaceSurface = lazy(async () => ({ default: (await import("./race-surface.tsx")).RaceSurface }));

const REDRAW_MS = 400;
const moves: readonly Quantity[] = ["gradientNorm", "stepSize", "distance"];

export function RaceRoom(): ReactNode {
  const t = useText();
  const draft = useStudio((state) => state.raceDraft);
  const race = useStudio((state) => state.race);
  useEffect(() => {
    openDraft();
    void loadRaces();
  }, []);
  if (draft === null) return <Skeleton label={t(texts.title)} height={600} />;
  return (
    <InvalidFields>
      <Room race={race} draft={draft} />
    </InvalidFields>
  );
}

function Room({ race: live, draft }: { readonly race: LiveRace | null; readonly draft: RaceDraft }): ReactNode {
  const t = useText();
  const format = useFormats();
  const race = useSampled(live, REDRAW_MS);
  const lanes = useShownLanes(race, draft);
  const [view, setView] = useState<RaceView>({ x: "step", xScale: "linear", isSmooth: true });
  const [crosshair, setCrosshair] = useState<number | null>(null);
  const [focus, setFocus] = useState<string | null>(null);
  const [ownTarget, setTarget] = useState<number | null>(null);
  const changeView = useCallback((change: Partial<RaceView>) => {
    setView((now) => ({ ...now, ...change }));
    setCrosshair(null);
  }, []);
  const isOver = race !== null && !isUnderWay(race) && race.status !== "failed";
  const options = useMemo(() => (ownTarget === null ? {} : { target: ownTarget }), [ownTarget]);
  const standings = useMemo(() => (race === null ? null : standingsOf(race, options)), [race, options]);
  const verdict = useMemo(() => (isOver ? judgeRace(race, options) : null), [race, isOver, options]);
  const task = useStudio((state) => (state.data.status === "ready" ? state.data.value.target.task : "classification"));
  const measured = race?.plan?.metrics ?? metricsFor(task).map(({ id }) => id);
  const judged: Quantity = standings?.measure === "validation" ? "validation:loss" : "loss";
  const ends = useMemo(() => endsOf(race, lanes), [race, lanes]);
  const figures = standings?.lanes ?? [];
  const hasCurves = lanes.some(({ lane }) => lane.runs.some(({ points }) => points.length > 0));
  // After everything above: so much at once would keep a key press waiting.
  const isDetailed = useInTurn(isOver && hasCurves, 5);
  const isHeld = live !== null && isUnderWay(live);
  const name = race?.name ?? "race";
  const looked = { focus, onFocus: setFocus };
  const shared = { ...looked, lanes, view, name, ends, crosshair, onCrosshair: setCrosshair };
  const seeds = race?.settings.seeds ?? draft.seeds;
  return (
    <div className="race">
      <h1 className="visually-hidden">{t(texts.title)}</h1>
      <div className="race-side">
        <RaceControl race={live} draft={draft} />
        <LanesPanel
          draft={draft}
          racing={isHeld ? live.settings.lanes : null}
          isOther={isOver && !isSameLineUp(race.settings, draft)}
          onFocus={setFocus}
        />
        <KeptRaces shownId={live?.id ?? null} isHeld={isHeld} />
      </div>
      <div className="race-main">
        <ViewBar view={view} onChange={changeView}>
          {race !== null && hasCurves && <ShareRaceMenu race={recordOf(race, recorded(race.status), race.reason)} />}
        </ViewBar>
        <div>
          <RaceChart
            {...shared}
            turn={0}
            quantities={["loss", "validation:loss"]}
            height={360}
            hasNames
            hint={t(isHeld ? texts.firstFigures : live === null ? texts.emptyChart : texts.noFigures)}
          />
          {hasCurves && seeds > 1 && <p className="race-band-note">{t(bandNote(format.integer(seeds)))}</p>}
        </div>
        {race === null ? (
          <p className="race-note">{t(texts.fair)}</p>
        ) : (
          <section className="race-board" aria-label={t(texts.board)}>
            <header className="race-board-head">
              <h2>{t(texts.board)}</h2>
              <TargetField value={ownTarget} automatic={standings?.target ?? null} onChange={setTarget} />
            </header>
            <Leaderboard
              {...looked}
              lanes={lanes}
              figures={figures}
              measure={standings?.measure ?? "training"}
              target={standings?.target ?? null}
              x={view.x}
              isOver={isOver}
              renderAction={(shown) => <LaneAction race={live} shown={shown} />}
            />
          </section>
        )}
        {hasCurves && verdict !== null && <VerdictCard verdict={verdict} />}
        {hasCurves && race !== null && (
          <Suspense fallback={null}>
            <RaceSurface race={recordOf(race, recorded(race.status), race.reason)} lanes={lanes} focus={focus} />
          </Suspense>
        )}
        <div className="race-pair">
          <RaceChart
            {...shared}
            turn={1}
            quantities={measured.map((id): Quantity => `validation:${id}`)}
            height={240}
            hasNames={false}
            hint=""
          />
          <RaceChart {...shared} turn={2} quantities={moves} height={240} hasNames={false} hint="" />
        </div>
        {isDetailed && verdict !== null && race !== null && (
          <>
            <div className="race-pair">
              {verdict.target !== null && (
                <TargetBars
                  {...looked}
                  lanes={lanes}
                  quantity={judged}
                  target={verdict.target}
                  x={view.x}
                  name={name}
                />
              )}
              {sweepsIn(race.settings.lanes).length > 0 && (
                <RateSensitivity lanes={race.settings.lanes} figures={figures} name={name} />
              )}
            </div>
            <LaneMultiples {...looked} lanes={lanes} quantity={judged} view={view} name={name} />
          </>
        )}
      </div>
    </div>
  );
}

/** Whether the next race has the lanes of this one. */
function isSameLineUp({ lanes, seeds }: RaceDraft, draft: RaceDraft): boolean {
  return JSON.stringify([lanes, seeds]) === JSON.stringify([draft.lanes, draft.seeds]);
}

/** Where the race is to go, by what an axis counts; 0 where nobody knows. */
function endsOf(race: LiveRace | null, lanes: readonly ShownLane[]): Readonly<Record<XKind, number>> {
  const plans = lanes.flatMap(({ lane }) => lane.plan ?? []);
  const isOver = race !== null && !isUnderWay(race);
  const reached = (kind: XKind): number => {
    const lasts = lanes.flatMap(({ lane }) => lane.runs.flatMap(({ points }) => points.at(-1) ?? []));
    return Math.max(0, ...lasts.map((point) => xOf(point, kind)));
  };
  const planned: Readonly<Record<XKind, number>> = {
    step: Math.max(0, ...plans.map(({ totalSteps }) => totalSteps)),
    epoch: Math.max(0, ...plans.map(({ totalSteps, stepsPerEpoch }) => totalSteps / stepsPerEpoch)),
    examples: 0,
    seconds: 0,
  };
  return Object.fromEntries(
    xKinds.map((kind) => [kind, isOver ? reached(kind) : planned[kind]] as const),
    // Every kind is among them.
  ) as Readonly<Record<XKind, number>>;
}

/** What a record says of a race that is not stored yet. */
function recorded(status: LiveRace["status"]) {
  return status === "preparing" ? "running" : status;
}
