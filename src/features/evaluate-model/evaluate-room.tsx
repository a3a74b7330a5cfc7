/** What a model is worth: the model and the examples are chosen here, the pictures come when there is something to show. */
import { lazy, Suspense, useState, type ReactNode } from "react";
import { evaluatedParts, type EvaluatedPart, type ModelEvaluation } from "../../project/model-evaluation.ts";
import type { ModelRecord } from "../../project/records.ts";
import { bestPart } from "../../studio/models/evaluate-model.ts";
import { chosenModel } from "../../studio/models/chosen-model.ts";
import { openRoom } from "../../studio/navigation.ts";
import { useStudio } from "../../studio/use-studio.ts";
import { Button } from "../../ui/button.tsx";
import { useFormats, useText } from "../../ui/language.tsx";
import { LibraryRoom, ModelGone, ModelPicker } from "../../ui/library-room.tsx";
import { ProblemPanel } from "../../ui/problem-panel.tsx";
import { ProgressBar } from "../../ui/progress-bar.tsx";
import { Skeleton } from "../../ui/room.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { Scores } from "./scores.tsx";
import { overRows, partTexts, texts } from "./texts.ts";
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

function ModelWorth({ model }: { readonly model: ModelRecord }): ReactNode {
  const t = useText();
  const [part, setPart] = useState<EvaluatedPart>(bestPart(model));
  const { state, cancel, again } = useEvaluation(model.id, part);
  return (
    <>
      <Segmented<EvaluatedPart>
        label={t(texts.part)}
        value={part}
        choices={evaluatedParts.map((value) => ({ value, label: t(partTexts[value]) }))}
        onChange={setPart}
      />
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
      {state.status === "ready" && <Worth model={model} evaluation={state.evaluation} />}
    </>
  );
}

function Worth(props: { readonly model: ModelRecord; readonly evaluation: ModelEvaluation }): ReactNode {
  const t = useText();
  const format = useFormats();
  const { model, evaluation } = props;
  const { detail, rows, partRows } = evaluation;
  return (
    <div className="evaluate-worth">
      <p className="quiet small">{t(overRows(format.integer(rows), format.integer(partRows)))}</p>
      <Scores model={model} evaluation={evaluation} />
      <Suspense fallback={<Skeleton label={t(texts.evaluating)} height={400} />}>
        {detail === null ? (
          <p className="quiet">{t(texts.noDetail)}</p>
        ) : detail.task === "classification" ? (
          <ClassView model={model} detail={detail} />
        ) : (
          <NumberView model={model} detail={detail} />
        )}
      </Suspense>
    </div>
  );
}
