import { useEffect, useRef, useState } from "react";
import { problemOf, type Problem } from "../../language/studio-error.ts";
import type { Sampling } from "../../project/generation.ts";
import { writeTexts } from "../../studio/models/write-texts.ts";

export interface Written {
  readonly prompt: string;
  readonly texts: readonly string[];
}

/** Texts as a model writes them. A new writing ends the one before; so does leaving. */
export function useWriting(modelId: string) {
  const [written, setWritten] = useState<Written | null>(null);
  const [isWriting, setIsWriting] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const underWay = useRef<AbortController | null>(null);
  const stop = (): void => underWay.current?.abort();
  useEffect(() => () => underWay.current?.abort(), []);

  const write = (sampling: Sampling): void => {
    stop();
    const abort = new AbortController();
    underWay.current = abort;
    const isCurrent = (): boolean => underWay.current === abort;
    const { prompt } = sampling;
    setIsWriting(true);
    setProblem(null);
    setWritten({ prompt, texts: Array.from({ length: sampling.count }, () => "") });
    writeTexts(modelId, sampling, abort.signal, (pieces) => {
      if (!isCurrent()) return;
      setWritten((old) => (old === null ? null : { prompt, texts: old.texts.map((text, at) => text + pieces[at]!) }));
    })
      .catch((error: unknown) => {
        if (isCurrent()) setProblem(problemOf(error));
      })
      .finally(() => {
        if (isCurrent()) setIsWriting(false);
      });
  };
  return { written, isWriting, problem, write, stop };
}
