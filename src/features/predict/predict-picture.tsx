import { useEffect, useMemo, useState, type ReactNode } from "react";
import { problemOf, type Problem } from "../../language/studio-error.ts";
import type { ModelRecord, UnseenPicture } from "../../project/records.ts";
import { unseenPictures } from "../../studio/data/unseen-pictures.ts";
import { useText } from "../../ui/language.tsx";
import { Pixels } from "../../ui/plots/pixels.tsx";
import { Switch } from "../../ui/form/switch.tsx";
import { withNoise } from "./add-noise.ts";
import { AnswerPanel } from "./answer-panel.tsx";
import { rasterize, SIDE, type Stroke } from "../../ui/plots/digit-raster.ts";
import { DrawingPad } from "./drawing-pad.tsx";
import { ReturnedInput } from "./returned-input.tsx";
import { exampleNamed, texts } from "./texts.ts";
import { usePrediction } from "./use-prediction.ts";

const shape = [SIDE, SIDE, 1] as const;

/** Whether the pad can draw what this model reads. */
export function canDraw(model: ModelRecord): boolean {
  const [input, ...others] = model.inputs;
  return (
    others.length === 0 && input?.type === "image" && input.shape.every((extent, index) => extent === shape[index])
  );
}

/** A digit drawn by hand, or one of the data's, and what the model takes it for while it is being drawn. */
export function PredictPicture({ model }: { readonly model: ModelRecord }): ReactNode {
  const t = useText();
  const [strokes, setStrokes] = useState<readonly Stroke[]>([]);
  const [example, setExample] = useState<Uint8Array | null>(null);
  const returnsInput = model.target.task === "reconstruction";
  const [isNoisy, setNoisy] = useState(false);
  const pixels = useMemo(() => {
    const clean = example ?? (strokes.length === 0 ? null : rasterize(strokes));
    return clean !== null && isNoisy ? withNoise(clean) : clean;
  }, [example, strokes, isNoisy]);
  const answer = usePrediction(model.id, pixels);
  const unseen = useUnseen(model);
  const draw = t(model.project.data.id === "mnist" ? texts.draw : texts.drawAny);
  return (
    <div className="predict">
      <section aria-label={draw}>
        <h2 className="predict-head">{draw}</h2>
        <DrawingPad
          strokes={strokes}
          onChange={(next) => {
            setExample(null);
            setStrokes(next);
          }}
        />
      </section>
      <section className="predict-seen" aria-label={t(texts.seen)}>
        <h2 className="predict-head">{t(texts.seen)}</h2>
        <Pixels pixels={pixels ?? empty} shape={shape} size={140} label={t(texts.seen)} />
        <p className="small quiet">28 × 28</p>
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
                    onClick={() => {
                      setStrokes([]);
                      setExample(bytes);
                    }}
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
        <AnswerPanel target={model.target} answer={answer} hint={t(texts.waiting)} />
      )}
    </div>
  );
}

const empty = new Uint8Array(SIDE * SIDE);

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
