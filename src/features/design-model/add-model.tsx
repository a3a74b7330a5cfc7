import { useRef, useState, type ReactNode } from "react";
import { type Problem, problemOf } from "../../language/studio-error.ts";
import { type ImportedModel, importModel } from "../../studio/models/import-model.ts";
import { Button } from "../../ui/button.tsx";
import { useText } from "../../ui/language.tsx";
import { ProblemPanel } from "../../ui/problem-panel.tsx";
import { addedModel, texts } from "./texts.ts";

/** Takes a model that TensorFlow.js has saved, with its weights, into the library. */
export function AddModel({ onAdded }: { readonly onAdded: (id: string) => void }): ReactNode {
  const t = useText();
  const files = useRef<HTMLInputElement>(null);
  const [isReading, setReading] = useState(false);
  const [added, setAdded] = useState<ImportedModel | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const take = async (chosen: readonly File[]): Promise<void> => {
    setReading(true);
    setAdded(null);
    setProblem(null);
    try {
      const model = await importModel(chosen);
      setAdded(model);
      onAdded(model.id);
    } catch (thrown) {
      setProblem(problemOf(thrown));
    } finally {
      setReading(false);
    }
  };
  return (
    <div className="paste-model">
      <input
        ref={files}
        type="file"
        hidden
        multiple
        aria-label={t(texts.addModel)}
        accept=".json,.bin"
        onChange={(event) => {
          const chosen = [...(event.target.files ?? [])];
          // The same files can be chosen again.
          event.target.value = "";
          if (chosen.length > 0) void take(chosen);
        }}
      />
      <Button size="small" look="quiet" aria-busy={isReading} onClick={() => files.current?.click()}>
        {t(texts.addModel)}
      </Button>
      <p className="small quiet">{t(texts.addModelHelp)}</p>
      {problem !== null && <ProblemPanel problem={problem} />}
      <div role="status">
        {added !== null && (
          <>
            <p className="small">{t(addedModel(added.name))}</p>
            <ul className="paste-untaken small">
              {added.warnings.map((warning) => (
                <li key={warning.en}>{t(warning)}</li>
              ))}
            </ul>
          </>
        )}
      </div>
    </div>
  );
}
