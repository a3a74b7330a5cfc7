/** How often errors of each size were made, to both sides of none. */
import type { ReactNode } from "react";
import { useFormats } from "../language.tsx";
import "./residual-plot.css";

interface ResidualPlotProps {
  /** Says in words what is drawn. */
  readonly label: string;
  /** Equal bins from `-reach` to `reach`. */
  readonly counts: readonly number[];
  readonly reach: number;
  readonly mean: number;
  readonly xLabel: string;
  readonly width: number;
}

const HEIGHT = 260;
const MARGIN = { top: 12, right: 12, bottom: 44, left: 12 };

export function ResidualPlot({ label, counts, reach, mean, xLabel, width }: ResidualPlotProps): ReactNode {
  const format = useFormats();
  const across = Math.min(460, width);
  const inner = across - MARGIN.left - MARGIN.right;
  const base = HEIGHT - MARGIN.bottom;
  const top = Math.max(1, ...counts);
  const step = inner / counts.length;
  const x = (value: number): number => MARGIN.left + ((value + reach) / (2 * reach)) * inner;
  return (
    <svg
      className="residual-plot"
      width={across}
      height={HEIGHT}
      viewBox={`0 0 ${across} ${HEIGHT}`}
      role="img"
      aria-label={label}
    >
      {counts.map((count, at) => {
        const tall = count === 0 ? 0 : Math.max(1.5, (count / top) * (base - MARGIN.top));
        return (
          // A bin is its place.
          <rect key={at} x={MARGIN.left + at * step + 0.75} y={base - tall} width={step - 1.5} height={tall}>
            <title>{format.integer(count)}</title>
          </rect>
        );
      })}
      <path className="residual-plot-axis" d={`M${MARGIN.left} ${base}H${across - MARGIN.right}`} />
      <path className="residual-plot-none" d={`M${x(0)} ${MARGIN.top}V${base}`} />
      <path className="residual-plot-mean" d={`M${x(mean)} ${base + 2}l-5 8h10z`} />
      {[-reach, 0, reach].map((value) => (
        <text key={value} x={x(value)} y={base + 24} textAnchor={value < 0 ? "start" : value > 0 ? "end" : "middle"}>
          {format.number(value)}
        </text>
      ))}
      <text x={across - MARGIN.right} y={HEIGHT - 1} textAnchor="end">
        {xLabel}
      </text>
    </svg>
  );
}
