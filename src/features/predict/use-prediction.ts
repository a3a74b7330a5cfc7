import { useEffect, useRef, useState } from "react";
import { problemOf, type Problem } from "../../language/studio-error.ts";
import type { Prediction, PredictionRow } from "../../project/records.ts";
import { predictRows } from "../../studio/models/predict-rows.ts";

export interface Answer {
  readonly prediction: Prediction | null;
  readonly problem: Problem | null;
  readonly isAsking: boolean;
}

const nothing: Answer = { prediction: null, problem: null, isAsking: false };

/**
 * What the model says of the row, kept in step with it: one question at a time, and of those that wait only the
 * newest, so that a fast pen never queues up. Null asks nothing.
 */
export function usePrediction(modelId: string, row: PredictionRow | null): Answer {
  const [answer, setAnswer] = useState<Answer>(nothing);
  const waiting = useRef<{ readonly row: PredictionRow; readonly drawing: number } | null>(null);
  // Counts how often everything was cleared: what was asked before wants no answer any more.
  const drawing = useRef(0);
  const isBusy = useRef(false);
  useEffect(() => {
    if (row === null) {
      drawing.current += 1;
      waiting.current = null;
      setAnswer(nothing);
      return;
    }
    waiting.current = { row, drawing: drawing.current };
    setAnswer((old) => ({ ...old, isAsking: true }));
    if (isBusy.current) return;
    const ask = async (): Promise<void> => {
      isBusy.current = true;
      while (waiting.current !== null) {
        const question = waiting.current;
        waiting.current = null;
        const next = await answerOf(modelId, question.row);
        if (question.drawing === drawing.current) setAnswer({ ...next, isAsking: waiting.current !== null });
      }
      isBusy.current = false;
    };
    void ask();
  }, [modelId, row]);
  return answer;
}

async function answerOf(modelId: string, row: PredictionRow): Promise<Answer> {
  try {
    const [prediction] = await predictRows(modelId, [row]);
    return { prediction: prediction ?? null, problem: null, isAsking: false };
  } catch (error) {
    return { prediction: null, problem: problemOf(error), isAsking: false };
  }
}
