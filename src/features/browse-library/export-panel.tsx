import { useEffect, useMemo, useRef, useState, type ReactNode } from "react";
import { type ExporterSelection, exporterSelection, exporters } from "../../catalog/exporters/index.ts";
import { findDefinition } from "../../catalog/definition.ts";
import { type Problem, problemOf } from "../../language/studio-error.ts";
import { type Text, sentences } from "../../language/text.ts";
import type { ExportedFile, Verification } from "../../project/exported-file.ts";
import { fileName } from "../../project/file/file-name.ts";
import type { ModelRecord } from "../../project/records.ts";
import { leftBeside } from "../../project/export-preparation.ts";
import { exportRefusal } from "../../project/export-refusal.ts";
import { exportModel } from "../../studio/models/export-model.ts";
import { Button } from "../../ui/button.tsx";
import { readSchema } from "../../ui/form/read-schema.ts";
import { SchemaForm } from "../../ui/form/schema-form.tsx";
import { useFormats, useText } from "../../ui/language.tsx";
import { PickList } from "../../ui/pick-list.tsx";
import { ProblemPanel } from "../../ui/problem-panel.tsx";
import { ProgressBar } from "../../ui/progress-bar.tsx";
import { type SaveTarget, openSaveTarget } from "../../ui/save-target.ts";
import { agreed, checkedOn, differed, exportTexts as texts, opensIn } from "./export-texts.ts";

type State =
  | { readonly status: "ready" }
  | {
      readonly status: "busy";
      readonly stage: Text;
      readonly fraction: number | null;
    }
  | { readonly status: "done"; readonly exported: ExportedFile }
  | { readonly status: "failed"; readonly problem: Problem };

/** A model in another program's format: which one, how, and what its reader made of it. */
export function ExportPanel({ model }: { readonly model: ModelRecord }): ReactNode {
  const t = useText();
  const [selection, setSelection] = useState<ExporterSelection>(() => exporterSelection.parse({ format: "onnx" }));
  const [state, setState] = useState<State>({ status: "ready" });
  const underWay = useRef<AbortController | null>(null);
  useEffect(() => () => underWay.current?.abort(), []);
  const definition = findDefinition(exporters, selection.format);
  const fields = useMemo(() => readSchema(definition.config), [definition]);

  const change = (next: ExporterSelection): void => {
    setSelection(next);
    setState({ status: "ready" });
  };

  const start = async (): Promise<void> => {
    const abort = new AbortController();
    underWay.current = abort;
    let target: SaveTarget | null = null;
    try {
      target = await openSaveTarget(fileName(model.name, definition.extension, "model"), model.bytes);
      if (target === null) return;
      setState({ status: "busy", stage: texts.beginning, fraction: null });
      const exported = await exportModel(model.id, selection, {
        signal: abort.signal,
        onStage: (stage, fraction) => setState({ status: "busy", stage, fraction: fraction ?? null }),
      });
      await target.write(exported.file);
      await target.close();
      setState({ status: "done", exported });
    } catch (thrown) {
      await target?.abort();
      setState(abort.signal.aborted ? { status: "ready" } : { status: "failed", problem: problemOf(thrown) });
    }
  };

  const refusal = exportRefusal(model, selection);
  const beside = refusal === null && state.status !== "done" ? leftBeside(model, selection) : null;
  const isBusy = state.status === "busy";
  return (
    <div className="library-export">
      <PickList
        label={t(texts.format)}
        value={selection.format}
        choices={exporters.map(({ id, title, summary }) => ({
          value: id,
          label: t(title),
          summary: t(summary),
        }))}
        onChange={(format) => change(exporterSelection.parse({ format }))}
      />
      <div className="library-export-make">
        <p className="small quiet">{t(opensIn(definition.opensIn))}</p>
        <SchemaForm
          fields={fields}
          values={selection}
          isDisabled={isBusy}
          onChange={(name, value) => {
            change(exporterSelection.parse({ ...selection, [name]: value }));
            return null;
          }}
        />
        {beside !== null && <p className="small">{t(beside)}</p>}
        {isBusy ? (
          <Button onClick={() => underWay.current?.abort()}>{t(texts.cancel)}</Button>
        ) : (
          <Button look="primary" icon="download" disabled={refusal !== null} onClick={() => void start()}>
            {t(texts.start)}
          </Button>
        )}
        {refusal !== null && <ProblemPanel title={t(texts.refused)} problem={refusal} />}
        {isBusy && (
          <>
            <ProgressBar label={t(state.stage)} fraction={state.fraction} />
            <p className="small quiet">{t(state.stage)}</p>
          </>
        )}
        <div role="status" className={state.status === "done" ? "outcome" : ""}>
          {state.status === "done" && <Checked exported={state.exported} />}
        </div>
        {state.status === "failed" && <ProblemPanel title={t(texts.failed)} problem={state.problem} />}
      </div>
    </div>
  );
}

/** What was handed over, and how far it can be trusted. */
function Checked({ exported: { name, file, note, verified } }: { readonly exported: ExportedFile }): ReactNode {
  const t = useText();
  const { bytes } = useFormats();
  return (
    <>
      <p>
        <b>{name}</b> · {bytes(file.size)}
      </p>
      {verified !== null && <Agreement verified={verified} />}
      {note !== undefined && <p className="small">{t(note)}</p>}
    </>
  );
}

function Agreement({ verified }: { readonly verified: Verification }): ReactNode {
  const t = useText();
  const { integer, number, percent } = useFormats();
  const { agreement, against, rows, isHeldOut, maxAbsDiff } = verified;
  return (
    <p className="small">
      {t(
        sentences(
          checkedOn(against, integer(rows), isHeldOut),
          differed(maxAbsDiff === 0 ? null : number(maxAbsDiff)),
          ...(agreement === undefined ? [] : [agreed(percent(agreement))]),
        ),
      )}
    </p>
  );
}
