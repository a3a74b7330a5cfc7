import { memo, useMemo, useState, type ReactNode } from "react";
import type { Landscape } from "../../catalog/landscapes/landscape.ts";
import { CurveFigure } from "../../ui/charts/curve-figure.tsx";
import type { YScale } from "../../ui/charts/curve.ts";
import { useFormats, useText } from "../../ui/language.tsx";
import { texts } from "./texts.ts";
import type { Walking } from "./use-walks.ts";

interface PathFiguresProps {
  readonly landscape: Landscape;
  readonly walkers: readonly Walking[];
  readonly last: number;
  readonly step: number;
  readonly onStep: (step: number) => void;
  readonly focus: string | null;
  readonly onFocus: (id: string | null) => void;
}

const measures = ["loss", "gradientNorm", "distance"] as const;

/** What the paths come to, step by step; the crosshair is where the playback is. */
export const PathFigures = memo(function PathFigures(props: PathFiguresProps): ReactNode {
  const { landscape, walkers } = props;
  const t = useText();
  const format = useFormats();
  const [scale, setScale] = useState<YScale>("log");
  const lowest = landscape.minima[0]?.height;
  const curves = useMemo(
    () =>
      measures.map((measure) =>
        walkers.flatMap(({ id, title, look, walked }) =>
          walked === null
            ? []
            : [
                {
                  id,
                  label: t(title),
                  ...look,
                  isMean: true,
                  points: walked.path[measure].map((value, x) => ({
                    x,
                    // Above the lowest place, so that a logarithm shows how near it comes.
                    y: measure === "loss" && lowest !== undefined ? Math.max(value - lowest, 1e-16) : value,
                  })),
                },
              ],
        ),
      ),
    [walkers, t, lowest],
  );
  const isBounded = lowest !== undefined;
  return (
    <div className="landscape-figures">
      <p className="landscape-summary">{t(isBounded ? texts.measured : texts.measuredFromStart)}</p>
      {measures.map((measure, index) => {
        const isSigned = measure === "loss" && !isBounded;
        return (
          <CurveFigure
            key={measure}
            title={t(texts[measure])}
            name={`landscape-${measure === "gradientNorm" ? "gradient-norm" : measure}`}
            curves={curves[index] ?? []}
            xLabel={t(texts.step)}
            xEnd={props.last}
            height={190}
            showY={format.number}
            hint={t(texts.walking)}
            better="lower"
            yScale={isSigned ? "linear" : scale}
            {...(measure === "loss" && isBounded ? { onScale: setScale } : {})}
            crosshair={props.step}
            onCrosshair={(x) => {
              if (x !== null) props.onStep(x);
            }}
            hasNames={false}
            readAt="crosshair"
            focus={props.focus}
            onFocus={props.onFocus}
          />
        );
      })}
    </div>
  );
});
