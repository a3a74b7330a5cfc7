import { useEffect, useState } from "react";
import { problemOf, type Problem } from "../../language/studio-error.ts";
import type { Text } from "../../language/text.ts";
import type { EvaluatedPart, ModelEvaluation } from "../../project/model-evaluation.ts";
import { evaluateModel } from "../../studio/models/evaluate-model.ts";

export type Evaluating =
  | { readonly status: "asking"; readonly stage: Text | null; readonly fraction: number | null }
  | { readonly status: "ready"; readonly evaluation: ModelEvaluation }
  | { readonly status: "failed"; readonly problem: Problem }
  | { readonly status: "cancelled" };

interface Asked {
  readonly state: Evaluating;
  readonly cancel: () => void;
  readonly again: () => void;
}

const asking: Evaluating = { status: "asking", stage: null, fraction: null };

/** The model's evaluation on a part; given up when the question changes or nobody looks any more. */
export function useEvaluation(modelId: string, part: EvaluatedPart): Asked {
  const [state, setState] = useState<Evaluating>(asking);
  const [attempt, setAttempt] = useState(0);
  const [cancel, setCancel] = useState<() => void>(() => () => undefined);
  useEffect(() => {
    const abort = new AbortController();
    setState(asking);
    setCancel(() => () => {
      abort.abort();
      setState({ status: "cancelled" });
    });
    const show = (next: Evaluating): void => {
      if (!abort.signal.aborted) setState(next);
    };
    const onStage = (stage: Text, fraction?: number): void => {
      show({ status: "asking", stage, fraction: fraction ?? null });
    };
    evaluateModel(modelId, part, { signal: abort.signal, onStage }).then(
      (evaluation) => {
        show({ status: "ready", evaluation });
      },
      (thrown: unknown) => {
        show({ status: "failed", problem: problemOf(thrown) });
      },
    );
    return () => {
      abort.abort();
    };
  }, [modelId, part, attempt]);
  return {
    state,
    cancel,
    again: () => {
      setAttempt((count) => count + 1);
    },
  };
}
