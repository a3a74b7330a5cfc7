/** What can be done now, the primary action first. It keeps its place, and with it the keyboard, from state to state. */
import type { ReactNode } from "react";
import { editProject } from "../../studio/edit-project.ts";
import { openRoom } from "../../studio/navigation.ts";
import { startCurrentRun, stopRun } from "../../studio/start-run.ts";
import type { LiveRun } from "../../studio/state.ts";
import { Button } from "../../ui/button.tsx";
import { goToField, useInvalidField } from "../../ui/form/invalid-fields.tsx";
import type { IconName } from "../../ui/icons.tsx";
import { useFormats, useText } from "../../ui/language.tsx";
import { lowerRate } from "./lower-rate.ts";
import { checkFirst, texts, trainAt } from "./texts.ts";

interface Action {
  readonly label: string;
  readonly icon: IconName;
  readonly isHeld?: boolean;
  readonly run: () => void;
}

export function RunButtons({ run, isStale }: { readonly run: LiveRun | null; readonly isStale: boolean }): ReactNode {
  const actions = useActions(run, isStale);
  const isStop = run !== null && isBusy(run);
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
  if (isBusy(run)) {
    return [
      {
        label: t(run.isStopping ? texts.stopping : texts.stop),
        icon: "stop",
        isHeld: run.isStopping,
        run: () => {
          stopRun(run.id);
        },
      },
    ];
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
