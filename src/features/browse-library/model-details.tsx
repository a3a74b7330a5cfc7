import { useMemo, useState, type ReactNode } from "react";
import type { Text } from "../../language/text.ts";
import type { ModelRecord } from "../../project/records.ts";
import { openProject } from "../../studio/project/edit-project.ts";
import { openRoom } from "../../studio/navigation.ts";
import { hasLayers } from "../../studio/models/own-program.ts";
import { notify } from "../../studio/notices.ts";
import { Button } from "../../ui/button.tsx";
import { CurveFigure } from "../../ui/charts/curve-figure.tsx";
import type { Curve, YScale } from "../../ui/charts/curve.ts";
import { useStudio } from "../../studio/use-studio.ts";
import { useFormats, useText } from "../../ui/language.tsx";
import { describeModel } from "./describe-model.ts";
import { texts } from "./texts.ts";

/** How a model came to be: its curves and everything that it was trained with. */
export function ModelDetails({ model }: { readonly model: ModelRecord }): ReactNode {
  const t = useText();
  const format = useFormats();
  const [scale, setScale] = useState<YScale>("log");
  const [crosshair, setCrosshair] = useState<number | null>(null);
  const own = useStudio((state) => state.datasets);
  const words = describeModel(model, own);
  const { training } = model.project;
  const { summary } = model;
  const { accuracy, r2, loss } = summary.test;
  const isImported = model.imported !== undefined;
  const network: readonly (readonly [string, string])[] = [
    [t(texts.target), model.target.name],
    [t(texts.preprocess), words.preprocess.map(t).join(" → ") || t(texts.none)],
    [t(texts.architecture), words.layers.map(t).join(" → ")],
    ...(hasLayers(model) ? [[t(texts.parameters), format.integer(model.parameterCount)] as const] : []),
  ];
  const taught: readonly (readonly [string, string])[] = [
    [t(texts.optimizer), t(words.optimizer)],
    [t(texts.learningRate), String(training.optimizer.learningRate)],
    [t(texts.batchSize), format.integer(training.batchSize)],
    [t(texts.seed), String(training.seed)],
    [t(texts.steps), format.integer(summary.steps)],
    [t(texts.ended), t(summary.reason)],
    [t(texts.time), format.duration(summary.elapsedMs)],
    [t(texts.backend), t(words.backend)],
    [t(texts.trainer), t(words.trainer)],
    ...(accuracy === undefined ? [] : [[t(texts.testPart), format.percent(accuracy)] as const]),
    ...(r2 === undefined ? [] : [[t(texts.testPart), `R² ${format.number(r2)}`] as const]),
    ...(loss === undefined ? [] : [[t(texts.loss), format.number(loss)] as const]),
  ];
  const facts = isImported ? network : [[t(texts.data), t(words.data)] as const, ...network, ...taught];
  const curves = useMemo(() => lossCurvesOf(model, t), [model, t]);
  return (
    <div className="library-details">
      {!isImported && (
        <CurveFigure
          title={t(texts.loss)}
          name={`${model.name}-loss`}
          curves={curves}
          xLabel={t(texts.step)}
          xEnd={summary.steps}
          height={260}
          showY={format.number}
          hint={t(texts.noCurve)}
          better="lower"
          yScale={scale}
          onScale={setScale}
          crosshair={crosshair}
          onCrosshair={setCrosshair}
        />
      )}
      <div>
        <h3>{t(texts.configuration)}</h3>
        <dl className="library-configuration">
          {facts.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        {!isImported && (
          <Button
            size="small"
            onClick={() => {
              const problem = openProject(model.project);
              if (problem === null) openRoom("train");
              else notify({ tone: "problem", text: problem.text });
            }}
          >
            {t(texts.use)}
          </Button>
        )}
      </div>
    </div>
  );
}

function lossCurvesOf(model: ModelRecord, read: (text: Text) => string): readonly Curve[] {
  const validation = model.history.flatMap(({ step, validation: measured }) => {
    const y = measured?.["loss"];
    return y === undefined ? [] : [{ x: step, y }];
  });
  const training = model.history.map((point) => ({ x: point.step, y: point.loss }));
  return [
    { id: "training", label: read(texts.training), series: 1, dash: "solid", points: training },
    { id: "validation", label: read(texts.validation), series: 2, dash: "dotted", points: validation },
  ];
}
