/** What a model is worth: the model and the examples are chosen here, the pictures come when there is something to show. */
import { lazy, Suspense, useCallback, useMemo, useState, type ReactNode } from "react";
import { sentences } from "../../language/text.ts";
import {
  evaluatedParts,
  type EvaluatedOn,
  type EvaluatedPart,
  type ModelEvaluation,
} from "../../project/model-evaluation.ts";
import { hasOwnData } from "../../project/own-data.ts";
import type { ModelRecord } from "../../project/records.ts";
import { dataTitle } from "../../studio/data/data-title.ts";
import { bestPart, type FittingData, fittingData } from "../../studio/models/evaluate-model.ts";
import { chosenModel } from "../../studio/models/chosen-model.ts";
import { openRoom } from "../../studio/navigation.ts";
import { useStudio } from "../../studio/use-studio.ts";
import { Button } from "../../ui/button.tsx";
import { useFormats, useText } from "../../ui/language.tsx";
import { LibraryRoom, ModelGone, ModelPicker } from "../../ui/library-room.tsx";
import { ProblemPanel } from "../../ui/problem-panel.tsx";
import { ProgressBar } from "../../ui/progress-bar.tsx";
import { Empty, Skeleton } from "../../ui/room.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { Select } from "../../ui/select.tsx";
import { useLoaded } from "../../ui/use-loaded.ts";
import { Scores } from "./scores.tsx";
import { allRows, nothingFits, overRows, partTexts, texts, withoutAnswer } from "./texts.ts";
import { useEvaluation } from "./use-evaluation.ts";
import "./evaluate-room.css";

const ClassView = lazy(async () => ({ default: (await import("./class-view.tsx")).ClassView }));
const NumberView = lazy(async () => ({ default: (await import("./number-view.tsx")).NumberView }));

export function EvaluateRoom(): ReactNode {
  const t = useText();
  const model = useStudio(chosenModel);
  const isEmpty = useStudio((state) => state.models.length === 0);
  const isReady = useStudio((state) => state.isReady);
  return (
    <LibraryRoom
      title={t(texts.title)}
      lead={t(texts.lead)}
      isReady={isReady}
      nothing={isEmpty ? { title: t(texts.emptyTitle), text: t(texts.empty) } : null}
      onGallery={() => {
        openRoom("gallery");
      }}
      actions={<Picker chosen={model} />}
    >
      {model === undefined ? <ModelGone /> : <ModelWorth key={model.id} model={model} />}
    </LibraryRoom>
  );
}

function Picker({ chosen }: { readonly chosen: ModelRecord | undefined }): ReactNode {
  const format = useFormats();
  const models = useStudio((state) => state.models);
  return (
    <ModelPicker
      chosenId={chosen?.id}
      models={models.map(({ id, name, createdAt }) => ({ value: id, label: name, summary: format.date(createdAt) }))}
      onChoose={(id) => {
        openRoom("evaluate", id);
      }}
    />
  );
}

/** A model that was imported brings no data: it is measured on what fits it, once that is known. */
function ModelWorth({ model }: { readonly model: ModelRecord }): ReactNode {
  const t = useText();
  const own = useStudio((studio) => studio.datasets);
  const fitting = useLoaded(useCallback(() => fittingData(model, own), [model, own]));
  const others = fitting.status === "ready" ? fitting.value : [];
  if (hasOwnData(model) || others.length > 0) {
    return (
      <>
        {fitting.status === "failed" && <ProblemPanel problem={fitting.problem} />}
        <WorthOn model={model} others={others} />
      </>
    );
  }
  if (fitting.status === "loading") return <Skeleton label={t(texts.evaluating)} height={300} />;
  if (fitting.status === "failed") return <ProblemPanel problem={fitting.problem} />;
  return (
    <Empty title={t(texts.nothingFitsTitle)}>
      <p>{t(nothingFits(model))}</p>
      <Button
        look="primary"
        onClick={() => {
          openRoom("data");
        }}
      >
        {t(texts.toData)}
      </Button>
    </Empty>
  );
}

interface WorthOnProps {
  readonly model: ModelRecord;
  /** Data sets that fit beside its own. */
  readonly others: readonly FittingData[];
}

function WorthOn({ model, others }: WorthOnProps): ReactNode {
  const t = useText();
  const [part, setPart] = useState<EvaluatedPart>(bestPart(model));
  const own = useStudio((studio) => studio.datasets);
  const hasOwn = hasOwnData(model);
  const [otherId, setOtherId] = useState<string | null>(hasOwn ? null : (others[0]?.id ?? null));
  const on = useMemo<EvaluatedOn>(() => (otherId === null ? part : { id: otherId }), [otherId, part]);
  const { state, cancel, again } = useEvaluation(model.id, on);
  return (
    <>
      <div className="evaluate-choices">
        {others.length > 0 && (
          <DataPicker
            own={hasOwn ? t(dataTitle(model.project.data.id, own)) : null}
            others={others}
            chosenId={otherId}
            onChoose={setOtherId}
          />
        )}
        {otherId === null && (
          <Segmented<EvaluatedPart>
            label={t(texts.part)}
            value={part}
            choices={evaluatedParts.map((value) => ({ value, label: t(partTexts[value]) }))}
            onChange={setPart}
          />
        )}
      </div>
      {state.status === "asking" && (
        <div className="evaluate-asking">
          <p>{t(state.stage ?? texts.evaluating)}</p>
          <ProgressBar label={t(texts.evaluating)} fraction={state.fraction} />
          <Button size="small" onClick={cancel}>
            {t(texts.cancel)}
          </Button>
        </div>
      )}
      {state.status === "cancelled" && (
        <p>
          {t(texts.cancelled)}{" "}
          <Button size="small" onClick={again}>
            {t(texts.again)}
          </Button>
        </p>
      )}
      {state.status === "failed" && (
        <ProblemPanel problem={state.problem}>
          <Button icon="retry" onClick={again}>
            {t(texts.retry)}
          </Button>
        </ProblemPanel>
      )}
      {state.status === "ready" && <Worth model={model} on={on} evaluation={state.evaluation} />}
    </>
  );
}

const OWN = "own";

function DataPicker(props: {
  /** What the model was trained on is called; null where it is not here. */
  readonly own: string | null;
  readonly others: readonly FittingData[];
  /** Null: its own. */
  readonly chosenId: string | null;
  readonly onChoose: (id: string | null) => void;
}): ReactNode {
  const t = useText();
  const format = useFormats();
  return (
    <div className="evaluate-data">
      <Select
        label={t(texts.data)}
        value={props.chosenId ?? OWN}
        choices={[
          ...(props.own === null ? [] : [{ value: OWN, label: props.own, summary: t(texts.ownData) }]),
          ...props.others.map(({ id, title, rows }) => ({
            value: id,
            label: t(title),
            summary: t(allRows(format.integer(rows))),
          })),
        ]}
        onChange={(id) => {
          props.onChoose(id === OWN ? null : id);
        }}
      />
    </div>
  );
}

function Worth(props: {
  readonly model: ModelRecord;
  readonly on: EvaluatedOn;
  readonly evaluation: ModelEvaluation;
}): ReactNode {
  const t = useText();
  const format = useFormats();
  const { model, on, evaluation } = props;
  const { detail, rows, partRows, leftOut } = evaluation;
  return (
    <div className="evaluate-worth">
      <p className="quiet small">
        {t(
          sentences(
            overRows(format.integer(rows), format.integer(partRows)),
            ...(leftOut === 0 ? [] : [withoutAnswer(format.integer(leftOut))]),
          ),
        )}
      </p>
      <Scores model={model} evaluation={evaluation} />
      <Suspense fallback={<Skeleton label={t(texts.evaluating)} height={400} />}>
        {detail === null ? (
          <p className="quiet">{t(texts.noDetail)}</p>
        ) : detail.task === "classification" ? (
          <ClassView model={model} on={on} detail={detail} />
        ) : (
          <NumberView model={model} on={on} detail={detail} />
        )}
      </Suspense>
    </div>
  );
}
