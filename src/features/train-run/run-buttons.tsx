/** What can be done now, the primary action first. It keeps its place, and with it the keyboard, from state to state. */
import type { ReactNode } from "react";
import { editProject } from "../../studio/project/edit-project.ts";
import { problemOf } from "../../language/studio-error.ts";
import { openRoom } from "../../studio/navigation.ts";
import { notifyProblem } from "../../studio/notices.ts";
import { pauseRun, resumeRun, startCurrentRun, stepRun, stopAnyRun } from "../../studio/runs/start-run.ts";
import type { LiveRun } from "../../studio/state.ts";
import { Button } from "../../ui/button.tsx";
import { goToField, useInvalidField } from "../../ui/form/invalid-fields.tsx";
import type { IconName } from "../../ui/icons.tsx";
import { useFormats, useText } from "../../ui/language.tsx";
import { lowerRate } from "./lower-rate.ts";
import { checkFirst, resumeFrom, texts, trainAt } from "./texts.ts";

interface Action {
  readonly label: string;
  readonly icon: IconName;
  readonly isHeld?: boolean;
  readonly run: () => void;
}

export function RunButtons({ run, isStale }: { readonly run: LiveRun | null; readonly isStale: boolean }): ReactNode {
  const actions = useActions(run, isStale);
  const isStop = run !== null && isBusy(run) && run.isElsewhere !== true;
  return (
    <div className="run-buttons">
      {actions.map(({ label, icon, isHeld, run: act }, index) => (
        // By place: the element stays while what it does changes.
        <Button
          key={index}
          look={index === 0 && !isStop ? "primary" : "plain"}
          size="large"
          icon={icon}
          disabled={isHeld === true}
          onClick={act}
        >
          {label}
        </Button>
      ))}
    </div>
  );
}

export function isBusy({ status }: LiveRun): boolean {
  return status === "preparing" || status === "running";
}

/** What cannot be done is told in a notice. */
function tell(ask: (id: string) => Promise<void>, id: string): () => void {
  return () => {
    ask(id).catch((error: unknown) => {
      notifyProblem(problemOf(error));
    });
  };
}

function useActions(run: LiveRun | null, isStale: boolean): readonly Action[] {
  const t = useText();
  const format = useFormats();
  const invalid = useInvalidField();
  const train = (label: string, icon: IconName): Action =>
    invalid === null
      ? {
          label,
          icon,
          // Whatever goes wrong stands in the run's state, and shows below.
          run: () => void startCurrentRun(),
        }
      : {
          label: t(checkFirst(invalid.label)),
          icon: "warning",
          run: () => {
            goToField(invalid);
          },
        };
  if (run === null) return [train(t(texts.train), "play")];
  if (run.isElsewhere === true) {
    return [{ label: t(texts.trainsElsewhere), icon: "play", isHeld: true, run: () => undefined }];
  }
  const stop: Action = {
    label: t(run.isStopping ? texts.stopping : texts.stop),
    icon: "stop",
    isHeld: run.isStopping,
    run: tell(stopAnyRun, run.id),
  };
  const resume: Action = {
    label: t(texts.resume),
    icon: "play",
    isHeld: run.isStopping || run.isPausing,
    run: tell(resumeRun, run.id),
  };
  if (isBusy(run)) {
    const pause: Action = {
      label: t(run.isPausing ? texts.pausing : texts.pause),
      icon: "pause",
      isHeld: run.isPausing || run.isStopping,
      run: tell(pauseRun, run.id),
    };
    return [pause, stop];
  }
  if (run.status === "paused") {
    return [resume, { ...resume, label: t(texts.oneStep), icon: "step", run: tell(stepRun, run.id) }, stop];
  }
  if (isStale) return [train(t(texts.train), "play")];
  if (run.problem?.code === "diverged" && invalid === null) {
    const learningRate = lowerRate(run.project);
    return [
      {
        label: t(trainAt(format.number(learningRate))),
        icon: "retry",
        run: () => {
          editProject((project) => ({
            ...project,
            training: { ...project.training, optimizer: { ...project.training.optimizer, learningRate } },
          }));
          void startCurrentRun();
        },
      },
    ];
  }
  const again = train(t(texts.trainAgain), "retry");
  if (run.checkpointStep !== undefined) {
    return [{ ...resume, label: t(resumeFrom(format.integer(run.checkpointStep))) }, again];
  }
  const modelId = run.summary?.modelId ?? null;
  if (modelId === null) return [again];
  const tryIt: Action = {
    label: t(texts.tryIt),
    icon: "predict",
    run: () => {
      openRoom("predict", modelId);
    },
  };
  return run.status === "failed" ? [again, tryIt] : [tryIt, again];
}
