import { useId, useState, type ReactNode } from "react";
import { type Problem, problemOf } from "../../language/studio-error.ts";
import { type ReadModel, readKerasModel } from "../../project/keras/read-model.ts";
import { startWithLayers } from "../../studio/models/edit-model.ts";
import { Button } from "../../ui/button.tsx";
import { useText } from "../../ui/language.tsx";
import { ProblemPanel } from "../../ui/problem-panel.tsx";
import { readLayers, texts } from "./texts.ts";

/** Takes the layers of a pasted model, and says which could not be taken. */
export function PasteModel(): ReactNode {
  const t = useText();
  const id = useId();
  const [json, setJson] = useState("");
  const [read, setRead] = useState<ReadModel | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const take = (): void => {
    setRead(null);
    try {
      const model = readKerasModel(json);
      const refused = startWithLayers(model.layers);
      setProblem(refused);
      if (refused === null) setRead(model);
    } catch (thrown) {
      setProblem(problemOf(thrown));
    }
  };
  return (
    <div className="paste-model" role="group" aria-label={t(texts.paste)}>
      <p className="small quiet" id={`${id}-help`}>
        {t(texts.pasteHelp)}
      </p>
      <textarea
        className="input paste-text"
        rows={6}
        spellCheck={false}
        aria-label={t(texts.pasteLabel)}
        aria-describedby={`${id}-help`}
        value={json}
        onChange={(event) => {
          setJson(event.target.value);
        }}
      />
      <Button size="small" disabled={json.trim() === ""} onClick={take}>
        {t(texts.pasteRead)}
      </Button>
      {problem !== null && <ProblemPanel problem={problem} />}
      <div role="status">
        {read !== null && (
          <>
            <p className="small">{t(readLayers(read.taken, read.all, read.untaken.length))}</p>
            <ul className="paste-untaken small">
              {read.untaken.map(({ layer, className, text }, at) => (
                // Several things may be said of one layer.
                <li key={at}>
                  <b>{layer}</b> ({className}): {t(text)}
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </div>
  );
}
