import { useEffect, useState } from "react";
import { problemOf, type Problem } from "../../language/studio-error.ts";
import type { Text } from "../../language/text.ts";
import type { EvaluatedOn, ModelEvaluation } from "../../project/model-evaluation.ts";
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

/** The model's evaluation; `on` is the same object as long as it means the same. Given up when the question changes or nobody looks any more. */
export function useEvaluation(modelId: string, on: EvaluatedOn): Asked {
  const [state, setState] = useState<Evaluating>(asking);
  const [wanted, setWanted] = useState(() => new AbortController());
  useEffect(() => {
    const gone = new AbortController();
    const show = (next: Evaluating): void => {
      if (!gone.signal.aborted) setState(wanted.signal.aborted ? { status: "cancelled" } : next);
    };
    show(asking);
    const onStage = (stage: Text, fraction?: number): void => {
      show({ status: "asking", stage, fraction: fraction ?? null });
    };
    const signal = AbortSignal.any([gone.signal, wanted.signal]);
    if (!signal.aborted) {
      evaluateModel(modelId, on, { signal, onStage }).then(
        (evaluation) => {
          show({ status: "ready", evaluation });
        },
        (thrown: unknown) => {
          show({ status: "failed", problem: problemOf(thrown) });
        },
      );
    }
    return () => {
      gone.abort();
    };
  }, [modelId, on, wanted]);
  return {
    state,
    cancel: () => {
      wanted.abort();
      setState({ status: "cancelled" });
    },
    again: () => {
      setWanted(new AbortController());
    },
  };
}
