import { useRef, useState, type ReactNode } from "react";
import { sentences } from "../../language/text.ts";
import { canonical } from "../../project/minimal-project.ts";
import type { DatasetSummary } from "../../project/data-summary.ts";
import { describeData } from "../../studio/data/describe-data.ts";
import { editProject } from "../../studio/project/edit-project.ts";
import { openRoom } from "../../studio/navigation.ts";
import { useStudio } from "../../studio/use-studio.ts";
import { Button } from "../../ui/button.tsx";
import { useFormats, useText } from "../../ui/language.tsx";
import { ProblemPanel } from "../../ui/problem-panel.tsx";
import { ProgressBar } from "../../ui/progress-bar.tsx";
import { Room, Skeleton } from "../../ui/room.tsx";
import { AddData, type Making } from "./add-data.tsx";
import { AddingList } from "./adding-list.tsx";
import { Augmentation } from "./augmentation.tsx";
import { ColumnCards } from "./column-cards.tsx";
import { DataPicker } from "./data-picker.tsx";
import { DrawPoints } from "./draw-points.tsx";
import { DropZone } from "./drop-zone.tsx";
import { ImportReport } from "./import-report.tsx";
import { Overview } from "./overview.tsx";
import { PasteData } from "./paste-data.tsx";
import { Pipeline } from "./pipeline.tsx";
import { RowView } from "./row-view.tsx";
import { SplitEditor } from "./split-editor.tsx";
import { Webcam } from "./webcam.tsx";
import { TaskChoice } from "./task-choice.tsx";
import { duplicatesOf, sampleOf, sizeOf, texts } from "./texts.ts";
import "./data-room.css";

export function DataRoom(): ReactNode {
  const t = useText();
  const [making, setMaking] = useState<Making | null>(null);
  const isBusy = useStudio(({ dataset, data }) => dataset.status === "loading" || data.status === "loading");
  const ways = useRef<HTMLDivElement>(null);
  const close = (): void => {
    // The panel goes with the control that closed it: back to the one that opened it.
    ways.current?.querySelector<HTMLElement>('[aria-expanded="true"]')?.focus();
    setMaking(null);
  };
  return (
    <DropZone>
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
          <div className="data-picker" ref={ways}>
            <AddData making={making} onMake={setMaking} />
            <DataPicker />
          </div>
          <div className="data-understood" aria-busy={isBusy}>
            {making === "paste" && <PasteData onDone={close} />}
            {making === "draw" && <DrawPoints onDone={close} />}
            {making === "webcam" && <Webcam onDone={close} />}
            <AddingList />
            <Understood />
          </div>
        </div>
      </Room>
    </DropZone>
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
  const record = useStudio((state) => state.datasets.find((each) => each.id === dataset.id));
  const data =
    outcome.status === "ready" ? outcome.value : outcome.status === "loading" ? (outcome.stale ?? null) : null;
  return (
    <>
      <p>
        {t(
          sentences(
            sizeOf(integer(dataset.sampleOf ?? dataset.rows), integer(dataset.columns.length)),
            ...(dataset.sampleOf === undefined ? [] : [sampleOf(integer(dataset.rows))]),
            ...(dataset.duplicateRows === 0 ? [] : [duplicatesOf(integer(dataset.duplicateRows))]),
          ),
        )}
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
      {record !== undefined && <ImportReport key={record.id} record={record} />}
      <TaskChoice dataset={dataset} />
      <Overview dataset={dataset} data={data} />
      <ColumnCards dataset={dataset} />
      <div className="data-pair">
        <SplitEditor dataset={dataset} data={data} />
        <Pipeline dataset={dataset} data={data} />
      </div>
      {dataset.pictures !== undefined && <Augmentation data={data} shape={dataset.pictures.shape} />}
      <RowView key={canonical({ id, config })} dataset={dataset} />
    </>
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
