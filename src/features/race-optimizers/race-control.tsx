/** The one button of the room, how far the race is, and what stopped it. */
import type { ReactNode } from "react";
import { FEWEST_LANES } from "../../project/race.ts";
import { problemOf } from "../../language/studio-error.ts";
import { notifyProblem } from "../../studio/notices.ts";
import { unfinishedLanes } from "../../studio/races/race-news.ts";
import { goOnWithRace, startRoomRace } from "../../studio/races/start-race.ts";
import { pauseRace, resumeRace, stepRace, stopRace } from "../../studio/races/steer-race.ts";
import type { LiveRace, RaceDraft } from "../../studio/state.ts";
import { useStudio } from "../../studio/use-studio.ts";
import { Button } from "../../ui/button.tsx";
import type { IconName } from "../../ui/icons.tsx";
import { useFormats, useText } from "../../ui/language.tsx";
import { ProblemPanel } from "../../ui/problem-panel.tsx";
import { ProgressBar } from "../../ui/progress-bar.tsx";
import { isUnderWay } from "./shown-lanes.ts";
import { lanesTimesSeeds, leftOf, statusNames, texts } from "./texts.ts";

interface Action {
  readonly label: string;
  readonly icon: IconName;
  readonly isHeld?: boolean;
  readonly run: () => void;
}

export function RaceControl({ race, draft }: { readonly race: LiveRace | null; readonly draft: RaceDraft }): ReactNode {
  const t = useText();
  const format = useFormats();
  const project = useStudio((state) => state.project);
  const actions = useActions(race, draft);
  const now = race !== null && isUnderWay(race) ? race.settings : { project, ...draft };
  const isBusy = race?.status === "preparing" || race?.status === "running";
  return (
    <section className="race-control" aria-label={t(texts.progress)}>
      <p className="race-sentence">
        <b>{now.project.name}</b>
        {t(
          lanesTimesSeeds(
            format.integer(now.lanes.length),
            format.integer(now.seeds),
            format.integer(now.lanes.length * now.seeds),
          ),
        )}
      </p>
      <div className="race-buttons">
        {actions.map(({ label, icon, isHeld, run }, index) => (
          // By place: the element stays, and with it the keyboard, while what it does changes.
          <Button
            key={index}
            look={index === 0 && !isBusy ? "primary" : "plain"}
            size="large"
            icon={icon}
            disabled={isHeld === true}
            onClick={run}
          >
            {label}
          </Button>
        ))}
      </div>
      {race !== null && <Progress race={race} />}
    </section>
  );
}

function Progress({ race }: { readonly race: LiveRace }): ReactNode {
  const t = useText();
  const format = useFormats();
  const isBehind = race.status === "running" && (race.progress?.share ?? 0) < (race.brokeOffAt ?? 0);
  switch (race.status) {
    case "preparing":
      return (
        <div className="race-preparing">
          <ProgressBar label={t(texts.preparing)} fraction={race.fraction ?? null} />
          <p className="race-facts" role="status">
            {t(race.stage ?? texts.preparing)}
          </p>
        </div>
      );
    case "running":
    case "paused":
      return (
        <div>
          <ProgressBar label={t(texts.progress)} fraction={race.progress?.share ?? 0} />
          <p className="race-facts">
            <b>{t(race.stage ?? (isBehind ? texts.comingBy : statusNames[race.status]))}</b>
            {race.status === "running" && race.progress !== undefined && (
              <span>{t(leftOf(format.duration(race.progress.remainingMs)))}</span>
            )}
          </p>
        </div>
      );
    case "failed":
      return race.problem === undefined ? (
        <p role="alert">{t(race.reason)}</p>
      ) : (
        <ProblemPanel title={t(texts.failed)} problem={race.problem} />
      );
    case "finished":
    case "stopped":
      return (
        <p className="race-facts" role="status">
          <b>{t(statusNames[race.status])}</b>
          {race.status === "stopped" && <span>{t(race.reason)}</span>}
        </p>
      );
  }
}

function useActions(race: LiveRace | null, draft: RaceDraft): readonly Action[] {
  const t = useText();
  const tell = (work: () => Promise<unknown>) => (): void => {
    work().catch((error: unknown) => {
      notifyProblem(problemOf(error));
    });
  };
  if (race !== null && isUnderWay(race)) {
    const stop: Action = {
      label: t(race.isStopping ? texts.stopping : texts.stop),
      icon: "stop",
      isHeld: race.isStopping,
      run: tell(async () => stopRace()),
    };
    if (race.status !== "paused") {
      const pause: Action = {
        label: t(race.isPausing ? texts.pausing : texts.pause),
        icon: "pause",
        isHeld: race.isPausing || race.isStopping || race.status === "preparing",
        run: tell(async () => pauseRace()),
      };
      return [pause, stop];
    }
    const resume: Action = {
      label: t(texts.resume),
      icon: "play",
      isHeld: race.isStopping || race.isPausing,
      run: tell(async () => resumeRace()),
    };
    return [resume, { ...resume, label: t(texts.oneStep), icon: "step", run: tell(async () => stepRace()) }, stop];
  }
  const hasFew = draft.lanes.length < FEWEST_LANES;
  const canGoOn = race !== null && unfinishedLanes(race).length > 0;
  return [
    {
      label: t(hasFew ? texts.needTwo : race === null ? texts.start : texts.again),
      icon: race === null ? "play" : "retry",
      isHeld: hasFew,
      // Whatever goes wrong stands in the race's state, and shows below.
      run: () => void startRoomRace(draft),
    },
    ...(canGoOn ? [{ label: t(texts.goOn), icon: "play", run: tell(async () => goOnWithRace(race.id)) } as const] : []),
  ];
}
