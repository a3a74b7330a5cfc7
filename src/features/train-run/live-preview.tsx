/** What the model makes of the data at this moment: a line, a plane of classes, or single examples. */
import { memo, type ReactNode } from "react";
import { canonical } from "../../project/minimal-project.ts";
import type { DataSummary } from "../../project/data-summary.ts";
import type { Preview } from "../../project/records.ts";
import type { LiveRun } from "../../studio/state.ts";
import { useStudio } from "../../studio/use-studio.ts";
import { EmptyAxes } from "../../ui/charts/empty-axes.tsx";
import { useFormats, useText } from "../../ui/language.tsx";
import { Pixels } from "../../ui/plots/pixels.tsx";
import { PointPlot, type PlotPoints } from "../../ui/plots/point-plot.tsx";
import { useWidth } from "../../ui/use-width.ts";
import { type ExamplesPreview, wordsOf } from "./example-words.ts";
import { fitOf } from "./line-fit.ts";
import { useTrail } from "./use-trail.ts";
import { lineOf, meanSquaredError, texts } from "./texts.ts";

const HEIGHT = 250;

export const LivePreview = memo(function LivePreview({ run }: { readonly run: LiveRun | null }): ReactNode {
  const t = useText();
  const projectData = useStudio((state) => state.project.data);
  const data = useStudio((state) => (state.data.status === "ready" ? state.data.value : null));
  const preview = run?.preview;
  const line = preview?.kind === "line" ? preview : null;
  const trail = useTrail(run?.id ?? null, line);
  const [measure, width] = useWidth();
  // Points of another data set must not lie under this run's picture.
  const isSameData = run === null || canonical(run.project.data) === canonical(projectData);
  const shown = isSameData ? data : null;
  const points = shown?.points === undefined ? null : plotPoints(shown);
  return (
    <section aria-label={t(texts.seesNow)}>
      <div className="preview-head">
        <h2>{t(texts.seesNow)}</h2>
        {preview !== undefined && <PreviewWords preview={preview} points={points} />}
      </div>
      <div ref={measure} style={{ minHeight: HEIGHT }}>
        {preview?.kind === "examples" || preview?.kind === "numbers" ? (
          <Examples preview={preview} />
        ) : preview?.kind === "pictures" ? (
          <PicturePairs preview={preview} />
        ) : preview?.kind === "texts" ? (
          <WrittenTexts preview={preview} />
        ) : width > 0 && points !== null && shown !== null ? (
          <PointPlot
            label={t(texts.seesNow)}
            points={points}
            xLabel={shown.inputs[0]?.name ?? ""}
            yLabel={shown.inputs[1]?.name ?? shown.target.name}
            {...(preview?.kind === "plane" ? { plane: preview } : {})}
            {...(line === null ? {} : { line, trail })}
            width={width}
            height={HEIGHT + 20}
          />
        ) : (
          <EmptyAxes height={HEIGHT} hint={t(texts.emptyPreview)} />
        )}
      </div>
    </section>
  );
});

/** A scatter makes sense where the picture will be one of two axes. */
function plotPoints(data: DataSummary): PlotPoints | null {
  const { points, inputs } = data;
  const isPlane = inputs.length === 2 && data.target.task === "classification";
  const isLine = inputs.length === 1 && data.target.task === "regression";
  return points !== undefined && (isPlane || isLine) ? points : null;
}

function PreviewWords(props: { readonly preview: Preview; readonly points: PlotPoints | null }): ReactNode {
  const t = useText();
  const format = useFormats();
  const { preview, points } = props;
  switch (preview.kind) {
    case "plane":
    case "texts":
      return null;
    case "pictures":
      return <p className="preview-words">{t(texts.pairsHelp)}</p>;
    case "examples":
    case "numbers":
      return <p className="preview-words">{t(wordsOf(preview, format).head)}</p>;
    case "line": {
      const fit = fitOf(preview, points);
      const sign = fit.intercept < 0 ? "−" : "+";
      return (
        <p className="preview-words">
          {fit.isStraight && <b>{t(lineOf(fit.slope.toFixed(3), `${sign} ${Math.abs(fit.intercept).toFixed(3)}`))}</b>}
          {fit.isStraight && fit.error !== null && " · "}
          {fit.error !== null && t(meanSquaredError(format.number(fit.error), format.integer(points?.x.length ?? 0)))}
        </p>
      );
    }
  }
}

/** Each picture above what the model gives back of it. */
function PicturePairs({ preview }: { readonly preview: Extract<Preview, { kind: "pictures" }> }): ReactNode {
  const t = useText();
  return (
    <ul className="preview-examples">
      {preview.pairs.map(({ given, made }, index) => (
        <li key={index}>
          <Pixels pixels={given} shape={preview.shape} size={52} label={t(texts.givenPicture)} />
          <Pixels pixels={made} shape={preview.shape} size={52} label={t(texts.madePicture)} />
        </li>
      ))}
    </ul>
  );
}

function WrittenTexts({ preview }: { readonly preview: Extract<Preview, { kind: "texts" }> }): ReactNode {
  return (
    <ul className="preview-written">
      {preview.texts.map((text, index) => (
        <li key={index}>{text}</li>
      ))}
    </ul>
  );
}

function Examples({ preview }: { readonly preview: ExamplesPreview }): ReactNode {
  const t = useText();
  const words = wordsOf(preview, useFormats()).examples;
  const hasPictures = preview.examples[0]?.pixels !== undefined;
  return (
    <ul className={`preview-examples${hasPictures ? "" : " preview-list"}`}>
      {preview.examples.map((example, index) => {
        const said = words[index]!;
        return (
          // Always the same rows in the same places.
          <li key={index} className={said.isWrong ? "preview-wrong" : ""}>
            {example.pixels !== undefined && example.shape !== undefined && (
              <Pixels pixels={example.pixels} shape={example.shape} size={52} />
            )}
            {example.text !== undefined && <q className="preview-text">{example.text}</q>}
            <span>{t(said.words)}</span>
          </li>
        );
      })}
    </ul>
  );
}
