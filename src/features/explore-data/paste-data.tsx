import { useState, type ReactNode } from "react";
import { addOwnData } from "../../studio/data/own-data.ts";
import { Button } from "../../ui/button.tsx";
import { useText } from "../../ui/language.tsx";
import { addTexts } from "./add-texts.ts";
import { MakingPanel } from "./making-panel.tsx";

/** Text from the clipboard, taken for the kind of file that it looks like. */
export function PasteData({ onDone }: { readonly onDone: () => void }): ReactNode {
  const t = useText();
  const [typed, setTyped] = useState("");
  const isEmpty = typed.trim() === "";
  return (
    <MakingPanel title={t(addTexts.pasteTitle)} onClose={onDone}>
      <label className="paste">
        <span className="field-label">{t(addTexts.pasteLabel)}</span>
        <textarea
          className="input"
          rows={8}
          value={typed}
          spellCheck={false}
          onChange={(event) => {
            setTyped(event.target.value);
          }}
        />
      </label>
      <Button
        look="primary"
        disabled={isEmpty}
        onClick={() => {
          onDone();
          void addOwnData([new File([typed], nameOf(typed))], {}, t(addTexts.pastedName));
        }}
      >
        {t(addTexts.readPasted)}
      </Button>
    </MakingPanel>
  );
}

/** JSON by its first sign; a table where a sign that parts cells stands in the first line; else lines of text. */
export function nameOf(pasted: string): string {
  const text = pasted.trimStart();
  if (/^[[{]/.test(text)) return /^\{.*\}\s*\n\s*\{/.test(text) ? "pasted.jsonl" : "pasted.json";
  const [first = ""] = text.split("\n", 1);
  return /[\t,;|]/.test(first) || !/\s/.test(first.trim()) ? "pasted.csv" : "pasted.txt";
}
