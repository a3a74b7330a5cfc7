import { useEffect, useRef, useState, type ReactNode } from "react";
import type { Text } from "../language/text.ts";
import { Button } from "./button.tsx";
import { useText } from "./language.tsx";
import "./rename-field.css";

interface RenameFieldProps {
  readonly label: string;
  /** What it is called so far. */
  readonly name: string;
  /** Gives the sentence of whoever refuses the name, or null. */
  readonly onSave: (name: string) => Promise<Text | null>;
  readonly onDone: () => void;
}

/** A name in its own place, to be written over; Escape leaves it as it was. */
export function RenameField(props: RenameFieldProps): ReactNode {
  const t = useText();
  const [name, setName] = useState(props.name);
  const [problem, setProblem] = useState<Text | null>(null);
  const field = useRef<HTMLInputElement>(null);
  // Asked for by a button: what is typed next is meant for the name.
  useEffect(() => field.current?.select(), []);
  const save = async (): Promise<void> => {
    const refused = await props.onSave(name);
    setProblem(refused);
    if (refused === null) props.onDone();
  };
  return (
    <form
      className="rename-field"
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
        aria-label={props.label}
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
          {t(problem)}
        </p>
      )}
    </form>
  );
}

const texts = {
  save: { en: "Save name", zh: "保存名称" },
  cancel: { en: "Cancel", zh: "取消" },
} satisfies Readonly<Record<string, Text>>;
