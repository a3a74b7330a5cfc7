/** The same axes once a lane: its own line before all the others, and each of its seeds. */
import { useMemo, type ReactNode } from "react";
import { drawn, yAxisOf, type Curve } from "../../ui/charts/curve.ts";
import { dashArray } from "../../ui/charts/dash.ts";
import { downsample, type Point } from "../../ui/charts/lttb.ts";
import { PlotFigure } from "../../ui/charts/plot-figure.tsx";
import { fitting, heightOn } from "../../ui/charts/plot-area.ts";
import { useFormats, useText } from "../../ui/language.tsx";
import type { Focus, RaceView } from "./race-charts.tsx";
import { curvesOf, seedPoints, type Quantity, type ShownLane } from "./race-curves.ts";
import { texts, xLabels } from "./texts.ts";

interface LaneMultiplesProps extends Focus {
  readonly lanes: readonly ShownLane[];
  readonly quantity: Quantity;
  readonly view: RaceView;
  readonly name: string;
}

const [CELL, TITLE, GAP] = [112, 22, 18];
const POINTS = 60;

export function LaneMultiples({ lanes, quantity, view, name, focus, onFocus }: LaneMultiplesProps): ReactNode {
  const t = useText();
  const format = useFormats();
  const { x } = view;
  const curves = useMemo(() => curvesOf(lanes, { quantity, x, isSmooth: true }), [lanes, quantity, x]);
  const isLog = curves.every(({ points }) => points.every(({ y }) => !(y <= 0)));
  const scale = isLog ? "log" : "linear";
  const lines = useMemo(() => curves.map((curve) => drawn(curve, scale, 2 * POINTS)), [curves, scale]);
  const seeds = useMemo(
    () =>
      lanes.map(({ lane }) =>
        lane.runs.map((run) =>
          downsample(
            seedPoints(run, { quantity, x }).filter(({ y }) => Number.isFinite(y) && (!isLog || y > 0)),
            POINTS,
          ),
        ),
      ),
    [lanes, quantity, x, isLog],
  );
  const yAxis = yAxisOf(
    lines.map((line) => ({ ...line, raw: null })),
    scale,
    3,
  );
  const end = Math.max(1e-9, ...lines.map(({ line }) => line.at(-1)?.x ?? 0));
  return (
    <PlotFigure
      title={t(texts.multiples)}
      name={`${name}-lane-by-lane`}
      note={t(texts.multiplesNote)}
      header={[t(texts.lane), t(xLabels[x]), t(quantity === "loss" ? texts.loss : texts.validationLoss)]}
      rows={curves.flatMap(({ label, points }) => points.map((point) => [label, point.x, point.y]))}
      showNumber={format.number}
    >
      {(width) => {
        const columns = Math.max(1, Math.min(lanes.length, Math.floor((width + GAP) / (170 + GAP))));
        const across = (width - GAP * (columns - 1)) / columns;
        const rows = Math.ceil(lanes.length / columns);
        const path = (points: readonly Point[]): string =>
          points
            .flatMap((point) => {
              const share = heightOn(yAxis, scale, point.y);
              if (share === null) return [];
              // What leaves the frame runs along its edge.
              const height = Math.min(1.02, Math.max(-0.02, share));
              return [`${((point.x / end) * across).toFixed(1)} ${(TITLE + (1 - height) * CELL).toFixed(1)}`];
            })
            .map((place, at) => `${at === 0 ? "M" : "L"}${place}`)
            .join("");
        const paths = lines.map(({ line }) => path(line));
        const others = paths.join("");
        return (
          <svg width={width} height={rows * (CELL + TITLE + GAP)} role="img" aria-label={t(texts.multiples)}>
            {lanes.map((lane, at) => {
              const own = curves[at];
              const last = own === undefined ? undefined : lastOf(own);
              const colour = `var(--series-${lane.series})`;
              const [column, row] = [at % columns, Math.floor(at / columns)];
              return (
                <g
                  key={lane.id}
                  transform={`translate(${column * (across + GAP)} ${row * (CELL + TITLE + GAP)})`}
                  className={focus === null || focus === lane.id ? undefined : "multiple-dimmed"}
                  onPointerEnter={() => {
                    onFocus(lane.id);
                  }}
                  onPointerLeave={() => {
                    onFocus(null);
                  }}
                >
                  <rect y={TITLE} width={across} height={CELL} fill="var(--sunken)" rx={4} />
                  <text y={13} fontSize={12.5} fontWeight={600} fill={colour}>
                    {fitting(lane.label, across)}
                  </text>
                  {last === undefined && lane.lane.runs.some(({ status }) => status === "diverged") && (
                    <text x={across - 6} y={TITLE + 15} textAnchor="end" fontSize={12} fill="var(--problem)">
                      {t(texts.diverged)}
                    </text>
                  )}
                  {last !== undefined && (
                    <text x={across - 6} y={TITLE + 15} textAnchor="end" fontSize={12} fill="var(--ink-soft)">
                      {format.number(Number(last.toPrecision(3)))}
                    </text>
                  )}
                  <path d={others} fill="none" stroke="var(--control)" strokeOpacity={0.3} />
                  {seeds[at]?.map((points, seed) => (
                    // Seeds have no identity here but their place.
                    <path
                      key={seed}
                      d={path(points)}
                      fill="none"
                      stroke={colour}
                      strokeOpacity={0.4}
                      strokeWidth={0.9}
                    />
                  ))}
                  <path
                    d={paths[at] ?? ""}
                    fill="none"
                    stroke={colour}
                    strokeWidth={2.25}
                    strokeLinecap="round"
                    strokeLinejoin="round"
                    strokeDasharray={dashArray(lane.dash)}
                  />
                </g>
              );
            })}
          </svg>
        );
      }}
    </PlotFigure>
  );
}

function lastOf({ points }: Curve): number | undefined {
  return points.at(-1)?.y;
}
