/** Who was how soon below the target: a bar a lane, a dot a seed. */
import type { ReactNode } from "react";
import { PlotFigure } from "../../ui/charts/plot-figure.tsx";
import { fitting, roomForNames } from "../../ui/charts/plot-area.ts";
import { linearAxis } from "../../ui/charts/ticks.ts";
import { useFormats, useText } from "../../ui/language.tsx";
import { arrivalOf } from "./arrivals.ts";
import type { Focus } from "./race-charts.tsx";
import type { Quantity, ShownLane, XKind } from "./race-curves.ts";
import { timeWords } from "./time-words.ts";
import { reachedOf, targetBarsNote, texts, xNames } from "./texts.ts";

interface TargetBarsProps extends Focus {
  readonly lanes: readonly ShownLane[];
  /** The loss that has to come down. */
  readonly quantity: Quantity;
  readonly target: number;
  readonly x: XKind;
  readonly name: string;
}

const [ROW, HEAD, FOOT] = [26, 6, 26];

export function TargetBars({ lanes, quantity, target, x, name, focus, onFocus }: TargetBarsProps): ReactNode {
  const t = useText();
  const format = useFormats();
  const show = (value: number): string =>
    x === "seconds" ? t(timeWords(value * 1000, format)) : x === "epoch" ? format.number(value) : format.integer(value);
  const bars = lanes
    .map((lane) => {
      const arrivals = lane.lane.runs.flatMap((run) => arrivalOf(run, quantity, target, x) ?? []);
      const mean = arrivals.length === 0 ? null : arrivals.reduce((sum, each) => sum + each, 0) / arrivals.length;
      return { lane, arrivals, mean, of: lane.lane.runs.length };
    })
    .toSorted((a, b) => (a.mean ?? Infinity) - (b.mean ?? Infinity) || 0);
  const end = Math.max(0, ...bars.flatMap(({ arrivals }) => arrivals));
  return (
    <PlotFigure
      title={t(texts.targetBars)}
      name={`${name}-time-to-target`}
      note={t(targetBarsNote(format.number(target), xNames[x]))}
      header={[t(texts.lane), t(xNames[x]), t(texts.seedsColumn)]}
      rows={bars.map(({ lane, mean, arrivals, of }) => [
        lane.label,
        mean ?? t(texts.never),
        t(reachedOf(String(arrivals.length), String(of))),
      ])}
      showNumber={show}
    >
      {(width) => {
        const left = Math.min(roomForNames(bars.map(({ lane }) => lane.label)), Math.round(width * 0.42));
        const axis = linearAxis(0, end > 0 ? end : 1, width < 480 ? 3 : 5);
        const across = width - left - 96;
        const place = (value: number): number => left + (value / (axis.domain[1] || 1)) * across;
        const foot = HEAD + bars.length * ROW;
        return (
          <svg width={width} height={foot + FOOT} role="img" aria-label={t(texts.targetBars)}>
            {axis.ticks.map((tick) => (
              <g key={tick}>
                <path d={`M${place(tick)} ${HEAD}V${foot}`} stroke="var(--grid)" />
                <text x={place(tick)} y={foot + 17} textAnchor="middle" fontSize={12} fill="var(--ink-faint)">
                  {show(tick)}
                </text>
              </g>
            ))}
            {bars.map(({ lane, arrivals, mean, of }, row) => {
              const middle = HEAD + row * ROW + ROW / 2;
              const colour = `var(--series-${lane.series})`;
              return (
                <g
                  key={lane.id}
                  className={focus === null || focus === lane.id ? undefined : "curve-dimmed"}
                  onPointerEnter={() => {
                    onFocus(lane.id);
                  }}
                  onPointerLeave={() => {
                    onFocus(null);
                  }}
                >
                  <rect x={0} y={middle - ROW / 2} width={width} height={ROW} fill="transparent" />
                  <text x={left - 10} y={middle} dy="0.33em" textAnchor="end" fontSize={12.5} fill="var(--ink)">
                    {fitting(lane.label, left - 12)}
                  </text>
                  {mean === null ? (
                    <text x={left + 6} y={middle} dy="0.33em" fontSize={12} fill="var(--ink-faint)">
                      {t(texts.never)}
                    </text>
                  ) : (
                    <>
                      <rect
                        x={left}
                        y={middle - 7}
                        width={place(mean) - left}
                        height={14}
                        rx={2}
                        fill={colour}
                        fillOpacity={0.28}
                      />
                      <path d={`M${place(mean)} ${middle - 8}v16`} stroke={colour} strokeWidth={2.5} />
                      {arrivals.map((arrival, at) => (
                        // Seeds have no identity here but their place.
                        <circle key={at} cx={place(arrival)} cy={middle} r={3} fill={colour} fillOpacity={0.75} />
                      ))}
                      <text
                        x={place(Math.max(...arrivals)) + 9}
                        y={middle}
                        dy="0.33em"
                        fontSize={12}
                        fontWeight={600}
                        fill="var(--ink-soft)"
                      >
                        {show(mean)}
                        {arrivals.length < of && ` · ${t(reachedOf(String(arrivals.length), String(of)))}`}
                      </text>
                    </>
                  )}
                </g>
              );
            })}
            <path d={`M${left} ${HEAD}V${foot}`} stroke="var(--control)" />
          </svg>
        );
      }}
    </PlotFigure>
  );
}
