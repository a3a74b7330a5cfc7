import type { ReactNode } from "react";
import { DOT } from "../../language/text.ts";
import type { ModelRecord } from "../../project/records.ts";
import { chosenModel } from "../../studio/models/chosen-model.ts";
import { openRoom } from "../../studio/navigation.ts";
import { useStudio } from "../../studio/use-studio.ts";
import { useFormats, useText } from "../../ui/language.tsx";
import { LibraryRoom, ModelGone, ModelPicker } from "../../ui/library-room.tsx";
import { pictureShape, PredictPicture } from "./predict-picture.tsx";
import { PredictRow } from "./predict-row.tsx";
import { texts } from "./texts.ts";
import { WriteTexts } from "./write-texts.tsx";
import "./predict-room.css";

export function PredictRoom(): ReactNode {
  const t = useText();
  const model = useStudio(chosenModel);
  const shape = model === undefined ? null : pictureShape(model);
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
      {model === undefined ? (
        <ModelGone />
      ) : model.target.task === "generation" ? (
        <WriteTexts key={model.id} model={model} />
      ) : model.inputs.every((input) => input.type !== "image") ? (
        <PredictRow key={model.id} model={model} />
      ) : shape !== null ? (
        <PredictPicture key={model.id} model={model} shape={shape} />
      ) : (
        <p>{t(texts.noPad)}</p>
      )}
    </LibraryRoom>
  );
}

function Picker({ chosen }: { readonly chosen: ModelRecord | undefined }): ReactNode {
  const t = useText();
  const format = useFormats();
  const models = useStudio((state) => state.models);
  return (
    <ModelPicker
      chosenId={chosen?.id}
      models={models.map(({ id, name, createdAt, summary }) => ({
        value: id,
        label: name,
        summary: [
          format.date(createdAt),
          ...(summary.test["accuracy"] === undefined ? [] : [format.percent(summary.test["accuracy"])]),
          ...(summary.status === "finished" ? [] : [t(texts.unfinished)]),
        ].join(DOT),
      }))}
      onChoose={(id) => {
        openRoom("predict", id);
      }}
    />
  );
}
