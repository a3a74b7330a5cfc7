import { useEffect, useMemo, useState, type ReactNode } from "react";
import { problemOf, type Problem } from "../../language/studio-error.ts";
import type { ModelRecord, UnseenPicture } from "../../project/records.ts";
import { unseenPictures } from "../../studio/data/unseen-pictures.ts";
import { useText } from "../../ui/language.tsx";
import { Pixels } from "../../ui/plots/pixels.tsx";
import { Switch } from "../../ui/form/switch.tsx";
import { StudioError } from "../../language/studio-error.ts";
import { channelsOf } from "../../project/picture-channels.ts";
import { FileDoor } from "../../ui/file-door.tsx";
import { drawnRgba } from "../../ui/plots/drawn-picture.ts";
import { withNoise } from "./add-noise.ts";
import { AnswerPanel } from "./answer-panel.tsx";
import type { Stroke } from "../../ui/plots/digit-raster.ts";
import { DrawingPad } from "./drawing-pad.tsx";
import { ReturnedInput } from "./returned-input.tsx";
import { notPicture } from "../../ui/asking-texts.ts";
import { exampleNamed, texts, tookPicture } from "./texts.ts";
import { usePrediction } from "./use-prediction.ts";

type Shape = readonly [height: number, width: number, channels: number];

/** Of the picture that is all that this model reads; null where it reads something else beside. */
export function pictureShape({ inputs: [input, ...others] }: ModelRecord): Shape | null {
  return others.length === 0 && input?.type === "image" ? input.shape : null;
}

const ENDINGS = [".png", ".jpg", ".jpeg", ".webp", ".gif", ".bmp", ".avif"];

interface PredictPictureProps {
  readonly model: ModelRecord;
  readonly shape: Shape;
}

/** A picture drawn by hand, chosen, or one of the data's, and what the model takes it for while it is being drawn. */
export function PredictPicture({ model, shape }: PredictPictureProps): ReactNode {
  const t = useText();
  const [strokes, setStrokes] = useState<readonly Stroke[]>([]);
  const [photo, setPhoto] = useState<ImageBitmap | null>(null);
  const [isInverted, setInverted] = useState(false);
  const [example, setExample] = useState<Uint8Array | null>(null);
  /** How often something was begun in the place of what was chosen: what the door told is of the past then. */
  const [turn, setTurn] = useState(0);
  const returnsInput = model.target.task === "reconstruction";
  const [isNoisy, setNoisy] = useState(false);
  const pixels = useMemo(() => {
    const [height, width, channels] = shape;
    const isEmpty = photo === null && strokes.length === 0;
    const drawn = { strokes, photo, isInverted: photo !== null && isInverted };
    const clean = example ?? (isEmpty ? null : channelsOf(drawnRgba(drawn, shape), height * width, channels));
    return clean !== null && isNoisy ? withNoise(clean) : clean;
  }, [example, photo, strokes, isInverted, isNoisy, shape]);
  const take = async ([file]: readonly File[]) => {
    const name = file?.name ?? "";
    const taken = await createImageBitmap(file ?? new Blob()).catch((cause: unknown) => {
      // A browser tells no more than that it cannot.
      throw new StudioError({ code: "not-a-picture", text: notPicture(name) }, { cause });
    });
    setExample(null);
    setStrokes([]);
    setPhoto(taken);
    return { sentence: tookPicture(name), remarks: [] };
  };
  const show = (next: { strokes: readonly Stroke[]; example: Uint8Array | null }): void => {
    setPhoto(null);
    setStrokes(next.strokes);
    setExample(next.example);
    if (strokes.length === 0) setTurn(turn + 1);
  };
  const answer = usePrediction(model.id, pixels);
  const unseen = useUnseen(model);
  const draw = t(model.project.data.id === "mnist" ? texts.draw : texts.drawAny);
  return (
    <div className="predict">
      <section aria-label={draw}>
        <h2 className="predict-head">{draw}</h2>
        <DrawingPad strokes={strokes} onChange={(next) => show({ strokes: next, example: null })} />
        <FileDoor key={turn} label={t(texts.choose)} taking={t(texts.taking)} accept={ENDINGS} take={take} takesPasted>
          <p className="small quiet">{t(texts.drop)}</p>
        </FileDoor>
        {photo !== null && <Switch label={t(texts.invert)} isOn={isInverted} onChange={setInverted} />}
      </section>
      <section className="predict-seen" aria-label={t(texts.seen)}>
        <h2 className="predict-head">{t(texts.seen)}</h2>
        <Pixels
          pixels={pixels ?? new Uint8Array(shape[0] * shape[1] * shape[2])}
          shape={shape}
          size={140}
          label={t(texts.seen)}
        />
        <p className="small quiet">
          {shape[1]} × {shape[0]}
        </p>
        {returnsInput && <Switch label={t(texts.noise)} help={t(texts.noiseHelp)} isOn={isNoisy} onChange={setNoisy} />}
        {unseen.problem !== null && <p className="small quiet">{t(unseen.problem.text)}</p>}
        {unseen.pictures.length > 0 && (
          <>
            <h3>{t(texts.examples)}</h3>
            <ul className="predict-examples">
              {unseen.pictures.map(({ label, pixels: bytes }) => (
                <li key={label}>
                  <button
                    type="button"
                    aria-label={t(exampleNamed(label))}
                    onClick={() => show({ strokes: [], example: bytes })}
                  >
                    <Pixels pixels={bytes} shape={shape} size={40} />
                  </button>
                </li>
              ))}
            </ul>
          </>
        )}
      </section>
      {returnsInput ? (
        <ReturnedInput model={model} answer={answer} hint={t(texts.waiting)} />
      ) : (
        <AnswerPanel model={model} answer={answer} hint={t(texts.waiting)} />
      )}
    </div>
  );
}

interface Unseen {
  readonly pictures: readonly UnseenPicture[];
  readonly problem: Problem | null;
}

/** Pictures that the model was not trained with. */
function useUnseen(model: ModelRecord): Unseen {
  const [unseen, setUnseen] = useState<Unseen>({ pictures: [], problem: null });
  useEffect(() => {
    let isWanted = true;
    unseenPictures(model).then(
      (pictures) => {
        if (isWanted) setUnseen({ pictures, problem: null });
      },
      (error: unknown) => {
        if (isWanted) setUnseen({ pictures: [], problem: problemOf(error) });
      },
    );
    return () => {
      isWanted = false;
    };
  }, [model]);
  return unseen;
}
