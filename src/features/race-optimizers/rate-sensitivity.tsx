/** How much an optimizer minds its learning rate: the loss at the end over the rates of its lanes, one line each. */
import { useMemo, useState, type ReactNode } from "react";
import { findDefinition } from "../../catalog/definition.ts";
import { optimizers } from "../../catalog/optimizers/index.ts";
import type { Lane } from "../../project/race.ts";
import type { LaneVerdict } from "../../project/race-figures.ts";
import { CurveFigure } from "../../ui/charts/curve-figure.tsx";
import type { Curve, YScale } from "../../ui/charts/curve.ts";
import { lookOf } from "../../ui/charts/dash.ts";
import { useFormats, useText } from "../../ui/language.tsx";
import { stoppedAt, texts } from "./texts.ts";

interface RateSensitivityProps {
  readonly lanes: readonly Lane[];
  readonly figures: readonly LaneVerdict[];
  readonly name: string;
}

/** Lanes of one optimizer under one schedule at different rates; those of an optimizer that races at one rate only are none. */
export function sweepsIn(lanes: readonly Lane[]): readonly (readonly Lane[])[] {
  const kindOf = ({ optimizer, schedule }: Lane): string => `${optimizer.id} ${schedule.id}`;
  return [...new Set(lanes.map(kindOf))]
    .map((kind) => lanes.filter((lane) => kindOf(lane) === kind))
    .filter((group) => new Set(group.map(({ optimizer }) => optimizer.learningRate)).size >= 3)
    .map((group) => group.toSorted((a, b) => a.optimizer.learningRate - b.optimizer.learningRate));
}

export function RateSensitivity({ lanes, figures, name }: RateSensitivityProps): ReactNode {
  const t = useText();
  const format = useFormats();
  const [scale, setScale] = useState<YScale>("log");
  const [crosshair, setCrosshair] = useState<number | null>(null);
  const curves = useMemo(
    () =>
      sweepsIn(lanes).map((group, at): Curve => {
        const [first] = group;
        const definition = findDefinition(optimizers, first?.optimizer.id ?? "");
        const ends = group.flatMap(({ id, optimizer }) => {
          const own = figures.find((each) => each.id === id);
          const end = own?.end ?? null;
          return end === null ? [] : [{ x: optimizer.learningRate, end }];
        });
        return {
          id: first?.id ?? String(at),
          label: t(definition.title),
          ...lookOf(first?.colour ?? at),
          isMean: true,
          points: ends.map(({ x, end }) => ({ x, y: end.mean })),
          band: ends.map(({ x, end }) => ({ x, low: end.low, high: end.high })),
        };
      }),
    [lanes, figures, t],
  );
  const diverged = lanes.filter(({ id }) => figures.some((own) => own.id === id && own.diverged > 0));
  const names = diverged.map(
    ({ optimizer }) => `${t(findDefinition(optimizers, optimizer.id).title)} ${format.number(optimizer.learningRate)}`,
  );
  if (curves.length === 0) return null;
  return (
    <div className="rate-sensitivity">
      <CurveFigure
        title={t(texts.sensitivity)}
        name={`${name}-learning-rates`}
        curves={curves}
        xLabel={t(texts.rate)}
        height={260}
        showY={(value) => format.number(Number(value.toPrecision(2)))}
        hint=""
        better="lower"
        yScale={scale}
        onScale={setScale}
        crosshair={crosshair}
        onCrosshair={setCrosshair}
      />
      {names.length > 0 && <p className="race-note">{t(stoppedAt(names.join(", ")))}</p>}
    </div>
  );
}
