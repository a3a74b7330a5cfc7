import { useMemo, useState, type ReactNode } from "react";
import type { ModelRecord } from "../../project/records.ts";
import { useStudio } from "../../studio/use-studio.ts";
import { useText } from "../../ui/language.tsx";
import { Pixels } from "../../ui/plots/pixels.tsx";
import { AnswerPanel } from "./answer-panel.tsx";
import { rasterize, SIDE, type Stroke } from "./digit-raster.ts";
import { DrawingPad } from "./drawing-pad.tsx";
import { exampleNamed, texts } from "./texts.ts";
import { usePrediction } from "./use-prediction.ts";

const MOST_EXAMPLES = 10;
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
  const pixels = useMemo(() => example ?? (strokes.length === 0 ? null : rasterize(strokes)), [example, strokes]);
  const answer = usePrediction(model.id, pixels);
  const examples = useExamples(model);
  return (
    <div className="predict">
      <section aria-label={t(texts.draw)}>
        <h2 className="predict-head">{t(texts.draw)}</h2>
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
        {examples.length > 0 && (
          <>
            <h3>{t(texts.examples)}</h3>
            <ul className="predict-examples">
              {examples.map(({ label, bytes }, index) => (
                // Always the same rows in the same places.
                <li key={index}>
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
      <AnswerPanel target={model.target} answer={answer} hint={t(texts.waiting)} />
    </div>
  );
}

const empty = new Uint8Array(SIDE * SIDE);

/** Some pictures of the data that is open, when it is the model's own. */
function useExamples(model: ModelRecord): readonly { readonly label: string; readonly bytes: Uint8Array }[] {
  const data = useStudio((state) => (state.data.status === "ready" ? state.data.value : null));
  if (data === null || data.id !== model.project.data.id) return [];
  const picture = data.columns.findIndex((column) => column.type === "image");
  const target = data.columns.findIndex((column) => column.name === model.target.name);
  return data.sample.slice(0, MOST_EXAMPLES).flatMap((row) => {
    const bytes = row[picture];
    return bytes instanceof Uint8Array ? [{ label: String(row[target] ?? ""), bytes }] : [];
  });
}
