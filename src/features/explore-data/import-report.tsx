import { useMemo, useRef, useState, type ReactNode } from "react";
import type { ReaderDefinition } from "../../catalog/readers/reader.ts";
import type { Problem } from "../../language/studio-error.ts";
import { readers } from "../../catalog/readers/index.ts";
import type { StoredDataRecord } from "../../project/stored-data.ts";
import { readAgain, takeFileAgain } from "../../studio/data/own-data.ts";
import { useStudio } from "../../studio/use-studio.ts";
import { readSchema } from "../../ui/form/read-schema.ts";
import { SchemaForm } from "../../ui/form/schema-form.tsx";
import { Button } from "../../ui/button.tsx";
import { useFormats, useText } from "../../ui/language.tsx";
import { Section } from "../../ui/room.tsx";
import { fileOf, moreWarnings, reportTexts } from "./report-texts.ts";

const MOST_WARNINGS = 8;

/** How a file of the user's was read: what was guessed, and can be put right, and what was left out. */
export function ImportReport({ record }: { readonly record: StoredDataRecord }): ReactNode {
  const t = useText();
  const { bytes, integer } = useFormats();
  const reader: ReaderDefinition | undefined = readers.find(({ id }) => id === record.reading.reader);
  const warnings = record.warnings.slice(0, MOST_WARNINGS);
  const more = record.warnings.length - warnings.length;
  return (
    <Section title={t(reportTexts.title)}>
      <p className="small quiet">
        {t(
          fileOf(record.fileName, reader === undefined ? record.reading.reader : t(reader.title), bytes(record.bytes)),
        )}
      </p>
      {warnings.length > 0 && (
        <ul className="import-warnings" aria-label={t(reportTexts.warnings)}>
          {warnings.map((warning) => (
            <li key={warning.en}>{t(warning)}</li>
          ))}
          {more > 0 && <li className="quiet">{t(moreWarnings(integer(more)))}</li>}
        </ul>
      )}
      {reader !== undefined && <Reading record={record} reader={reader} />}
    </Section>
  );
}

/** What was guessed, each as a control: another choice reads the file again. */
function Reading(props: { readonly record: StoredDataRecord; readonly reader: ReaderDefinition }): ReactNode {
  const { record, reader } = props;
  const t = useText();
  const isBusy = useStudio((state) => state.adding.some((each) => each.problem === null));
  const isReadable = useStudio(({ readable }) => readable.includes(record.id));
  const { options } = record.reading;
  const fields = useMemo(
    // What was found out stands there; nothing is left to switch on.
    () => readSchema(reader.config).map((field) => ({ ...field, off: "never" as const })),
    [reader],
  );
  const shown = fields.filter(({ name }) => options[name] !== undefined && name !== "types");
  if (shown.length === 0 && (isReadable || options["types"] === undefined)) return null;
  return (
    <>
      {isReadable ? <p className="small quiet">{t(reportTexts.guessed)}</p> : <ChooseAgain record={record} />}
      <div className="import-options">
        <SchemaForm
          fields={shown}
          values={options}
          isDisabled={isBusy || !isReadable}
          onChange={(name, value) => {
            // What goes wrong stands in the list of what is being added.
            void readAgain(record, { ...options, [name]: value });
            return null;
          }}
        />
      </div>
    </>
  );
}

/** The file of an earlier visit is asked for: the browser keeps what was read of it, not the file. */
function ChooseAgain({ record }: { readonly record: StoredDataRecord }): ReactNode {
  const t = useText();
  const input = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  // Of several files, or a folder, only the whole makes sense.
  if (!record.fileName.includes(".")) return <p className="small quiet">{t(reportTexts.fixed)}</p>;
  return (
    <>
      <p className="small quiet">{t(reportTexts.chooseAgain)}</p>
      {problem !== null && <p role="alert">{t(problem.text)}</p>}
      <input
        ref={input}
        type="file"
        hidden
        aria-label={t(reportTexts.choose)}
        onChange={({ target }) => {
          const file = target.files?.[0];
          target.value = "";
          if (file !== undefined) setProblem(takeFileAgain(record, file));
        }}
      />
      <Button onClick={() => input.current?.click()}>{t(reportTexts.choose)}</Button>
    </>
  );
}
