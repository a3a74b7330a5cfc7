import type { ReactNode } from "react";
import type { ModelRecord } from "../../project/records.ts";
import { openRoom } from "../../studio/navigation.ts";
import { useStudio } from "../../studio/use-studio.ts";
import { Button } from "../../ui/button.tsx";
import { useFormats, useText } from "../../ui/language.tsx";
import { Empty, Room, Skeleton } from "../../ui/room.tsx";
import { Select } from "../../ui/select.tsx";
import { canDraw, PredictPicture } from "./predict-picture.tsx";
import { PredictRow } from "./predict-row.tsx";
import { texts } from "./texts.ts";
import { WriteTexts } from "./write-texts.tsx";
import "./predict-room.css";

export function PredictRoom(): ReactNode {
  const t = useText();
  const models = useStudio((state) => state.models);
  const chosenId = useStudio((state) => state.chosenModelId);
  const isReady = useStudio((state) => state.isReady);
  const model = chosenId === null ? models[0] : models.find(({ id }) => id === chosenId);
  if (models.length === 0) {
    return (
      <Room title={t(texts.title)}>{isReady ? <NoModel /> : <Skeleton label={t(texts.loading)} height={300} />}</Room>
    );
  }
  return (
    <Room title={t(texts.title)} lead={t(texts.lead)} actions={<ModelPicker models={models} chosen={model} />}>
      {model === undefined ? (
        <Empty title={t(texts.goneTitle)}>
          <p>{t(texts.gone)}</p>
        </Empty>
      ) : model.target.task === "generation" ? (
        <WriteTexts key={model.id} model={model} />
      ) : model.inputs.every((input) => input.type !== "image") ? (
        <PredictRow key={model.id} model={model} />
      ) : canDraw(model) ? (
        <PredictPicture key={model.id} model={model} />
      ) : (
        <p>{t(texts.noPad)}</p>
      )}
    </Room>
  );
}

function NoModel(): ReactNode {
  const t = useText();
  return (
    <Empty title={t(texts.emptyTitle)}>
      <p>{t(texts.empty)}</p>
      <Button
        look="primary"
        onClick={() => {
          openRoom("gallery");
        }}
      >
        {t(texts.toGallery)}
      </Button>
    </Empty>
  );
}

function ModelPicker(props: {
  readonly models: readonly ModelRecord[];
  readonly chosen: ModelRecord | undefined;
}): ReactNode {
  const t = useText();
  const format = useFormats();
  return (
    <div className="predict-model">
      <Select
        label={t(texts.model)}
        value={props.chosen?.id ?? ""}
        choices={props.models.map((model) => ({
          value: model.id,
          label: model.name,
          summary: [
            format.date(model.createdAt),
            ...(model.summary.test["accuracy"] === undefined ? [] : [format.percent(model.summary.test["accuracy"])]),
            ...(model.summary.status === "finished" ? [] : [t(texts.unfinished)]),
          ].join(" · "),
        }))}
        onChange={(id) => {
          openRoom("predict", id);
        }}
      />
    </div>
  );
}
