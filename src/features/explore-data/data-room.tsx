import { useMemo, type ReactNode } from "react";
import { datasets } from "../../catalog/datasets/index.ts";
import type { Text } from "../../language/text.ts";
import { canonical } from "../../project/minimal-project.ts";
import type { DatasetSummary } from "../../project/data-summary.ts";
import { describeData } from "../../studio/describe-data.ts";
import { editProject } from "../../studio/edit-project.ts";
import { openRoom } from "../../studio/navigation.ts";
import { useStudio } from "../../studio/use-studio.ts";
import { Button } from "../../ui/button.tsx";
import { readSchema } from "../../ui/form/read-schema.ts";
import { SchemaForm } from "../../ui/form/schema-form.tsx";
import { useFormats, useText } from "../../ui/language.tsx";
import { PickList } from "../../ui/pick-list.tsx";
import { ProblemPanel } from "../../ui/problem-panel.tsx";
import { ProgressBar } from "../../ui/progress-bar.tsx";
import { Room, Skeleton } from "../../ui/room.tsx";
import { ColumnCards } from "./column-cards.tsx";
import { Overview } from "./overview.tsx";
import { Pipeline } from "./pipeline.tsx";
import { RowView } from "./row-view.tsx";
import { SplitEditor } from "./split-editor.tsx";
import { duplicatesOf, rowsOf, sizeOf, sourceOf, texts } from "./texts.ts";
import "./data-room.css";

export function DataRoom(): ReactNode {
  const t = useText();
  return (
    <Room
      title={t(texts.title)}
      lead={t(texts.lead)}
      actions={
        <Button
          look="primary"
          onClick={() => {
            openRoom("model");
          }}
        >
          {t(texts.toModel)}
        </Button>
      }
    >
      <div className="data-room">
        <Picker />
        <Understood />
      </div>
    </Room>
  );
}

function Picker(): ReactNode {
  const t = useText();
  const format = useFormats();
  const { id, config } = useStudio((state) => state.project.data);
  const chosen = datasets.find((dataset) => dataset.id === id);
  const fields = useMemo(() => (chosen === undefined ? [] : readSchema(chosen.config)), [chosen]);
  const change = (name: string, value: unknown): Text | null =>
    editProject((project) => ({
      ...project,
      data: { ...project.data, config: { ...project.data.config, [name]: value } },
    }))?.text ?? null;
  return (
    <div className="data-picker">
      <PickList
        label={t(texts.dataset)}
        value={chosen?.id ?? null}
        choices={datasets.map((dataset) => ({
          value: dataset.id,
          label: t(dataset.title),
          summary: t(dataset.summary),
          note: t(rowsOf(format.integer(dataset.rows))),
        }))}
        onChange={(next) => {
          // Columns, parts and preparation belong to the data set that they were chosen for.
          editProject((project) => ({ ...project, data: { id: next, seed: project.data.seed } }));
        }}
      />
      {chosen !== undefined && fields.length > 0 && (
        <section aria-label={t(texts.generated)}>
          <SchemaForm key={chosen.id} fields={fields} values={config ?? {}} onChange={change} />
        </section>
      )}
      {chosen !== undefined && (
        <p className="small quiet">{t(sourceOf(chosen.source.credit, chosen.source.licence))}</p>
      )}
    </div>
  );
}

/** What the data set holds, or why it cannot be told. */
function Understood(): ReactNode {
  const t = useText();
  const dataset = useStudio((state) => state.dataset);
  switch (dataset.status) {
    case "idle":
      return <Skeleton label={t(texts.loading)} height={400} />;
    case "loading":
      return dataset.stale === undefined ? (
        <div className="data-loading">
          <p role="status">{t(dataset.stage ?? texts.loading)}</p>
          <ProgressBar label={t(texts.loading)} fraction={dataset.fraction ?? null} />
        </div>
      ) : (
        <Shown dataset={dataset.stale} />
      );
    case "failed":
      return (
        <ProblemPanel title={t(texts.failed)} problem={dataset.problem}>
          <Retry />
        </ProblemPanel>
      );
    case "ready":
      return <Shown dataset={dataset.value} />;
  }
}

/** Everything about the data set; what cannot be prepared says so above what mends it. */
function Shown({ dataset }: { readonly dataset: DatasetSummary }): ReactNode {
  const t = useText();
  const { integer } = useFormats();
  const outcome = useStudio((state) => state.data);
  const { id, config } = useStudio((state) => state.project.data);
  const data =
    outcome.status === "ready" ? outcome.value : outcome.status === "loading" ? (outcome.stale ?? null) : null;
  return (
    <div className="data-understood">
      <p>
        {t(sizeOf(integer(dataset.rows), integer(dataset.columns.length)))}{" "}
        {dataset.duplicateRows > 0 && t(duplicatesOf(integer(dataset.duplicateRows)))}
      </p>
      {outcome.status === "failed" && (
        <ProblemPanel title={t(texts.cannotTrain)} problem={outcome.problem}>
          <Retry />
          <Button
            onClick={() => {
              editProject((project) => ({ ...project, data: { id: project.data.id, seed: project.data.seed } }));
            }}
          >
            {t(texts.resetColumns)}
          </Button>
        </ProblemPanel>
      )}
      <Overview dataset={dataset} data={data} />
      <ColumnCards dataset={dataset} />
      <div className="data-pair">
        <SplitEditor dataset={dataset} data={data} />
        <Pipeline dataset={dataset} data={data} />
      </div>
      <RowView key={canonical({ id, config })} dataset={dataset} />
    </div>
  );
}

function Retry(): ReactNode {
  const t = useText();
  return (
    <Button
      icon="retry"
      onClick={() => {
        // It puts what goes wrong in the state, which is shown here.
        void describeData();
      }}
    >
      {t(texts.retry)}
    </Button>
  );
}
