import { useId, useRef, useState, type ReactNode } from "react";
import { readers } from "../../catalog/readers/index.ts";
import { addOwnData } from "../../studio/data/own-data.ts";
import type { AddedFile } from "../../studio/data/user-data.ts";
import { Button } from "../../ui/button.tsx";
import { useText } from "../../ui/language.tsx";
import { addTexts } from "./add-texts.ts";
import { dataSetsIn } from "./dropped-files.ts";
import "./add-data.css";

/** Data that is made here instead of chosen. */
export type Making = "paste" | "draw" | "webcam";

/** Each file, or what belongs together, becomes a data set; what cannot be read says so in the list. */
export async function addFiles(files: readonly AddedFile[]): Promise<void> {
  for (const together of dataSetsIn(files)) await addOwnData(together);
}

/** The ways in: files, a folder, and what is made here. */
export function AddData(props: {
  readonly making: Making | null;
  readonly onMake: (making: Making | null) => void;
}): ReactNode {
  const t = useText();
  const id = useId();
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const [formats] = useState(() => readers.flatMap(({ extensions }) => extensions.map((each) => `.${each}`)));
  const take = (input: HTMLInputElement): void => {
    const chosen = [...(input.files ?? [])];
    // The same file can be chosen again.
    input.value = "";
    if (chosen.length > 0) void addFiles(chosen);
  };
  return (
    <section className="add-data" aria-labelledby={id}>
      <h2 id={id}>{t(addTexts.title)}</h2>
      <p className="small quiet">{t(addTexts.lead)}</p>
      <input
        ref={files}
        type="file"
        hidden
        multiple
        aria-label={t(addTexts.files)}
        accept={[...formats, ".gz"].join(",")}
        onChange={(event) => {
          take(event.target);
        }}
      />
      <input
        ref={(element) => {
          folder.current = element;
          if (element !== null) element.webkitdirectory = true;
        }}
        type="file"
        hidden
        aria-label={t(addTexts.folder)}
        onChange={(event) => {
          take(event.target);
        }}
      />
      <div className="add-ways">
        <Button onClick={() => files.current?.click()}>{t(addTexts.files)}</Button>
        <Button onClick={() => folder.current?.click()}>{t(addTexts.folder)}</Button>
        {(["paste", "draw", "webcam"] as const).map((way) => (
          <Button
            key={way}
            aria-expanded={props.making === way}
            onClick={() => {
              props.onMake(props.making === way ? null : way);
            }}
          >
            {t(addTexts[way])}
          </Button>
        ))}
      </div>
    </section>
  );
}
