import { useEffect, useRef, useState, type ReactNode } from "react";
import type { Problem } from "../../language/studio-error.ts";
import type { ModelRecord } from "../../project/records.ts";
import { renameModel } from "../../studio/models/browse-library.ts";
import { Button } from "../../ui/button.tsx";
import { useText } from "../../ui/language.tsx";
import { texts } from "./texts.ts";

export function RenameForm(props: { readonly model: ModelRecord; readonly onDone: () => void }): ReactNode {
  const t = useText();
  const [name, setName] = useState(props.model.name);
  const [problem, setProblem] = useState<Problem | null>(null);
  const field = useRef<HTMLInputElement>(null);
  // Asked for by a button: what is typed next is meant for the name.
  useEffect(() => field.current?.select(), []);
  const save = async (): Promise<void> => {
    const refused = await renameModel(props.model.id, name);
    setProblem(refused);
    if (refused === null) props.onDone();
  };
  return (
    <form
      className="library-rename"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
      onKeyDown={(event) => {
        if (event.key === "Escape") props.onDone();
      }}
    >
      <input
        className="input"
        aria-label={t(texts.newName)}
        aria-invalid={problem !== null}
        value={name}
        maxLength={200}
        ref={field}
        onChange={(event) => {
          setName(event.target.value);
        }}
      />
      <Button type="submit" look="primary">
        {t(texts.save)}
      </Button>
      <Button look="quiet" onClick={props.onDone}>
        {t(texts.cancel)}
      </Button>
      {problem !== null && (
        <p className="field-problem" role="alert">
          {t(problem.text)}
        </p>
      )}
    </form>
  );
}
