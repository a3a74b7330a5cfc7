/** Curves of shares over shares, 0 to 1 both ways. */
import type { ReactNode } from "react";
import { useFormats } from "../language.tsx";
import "./unit-plot.css";

export interface UnitLine {
  readonly label: string;
  /** Said beside the label. */
  readonly value?: string;
  readonly series: number;
  readonly points: readonly { readonly x: number; readonly y: number; readonly size?: number }[];
}

interface UnitPlotProps {
  /** Says in words what is drawn. */
  readonly label: string;
  readonly lines: readonly UnitLine[];
  /** What the curves are to be held against: the diagonal, or a level each in the lines' order. */
  readonly guide: "diagonal" | readonly number[];
  readonly xLabel: string;
  readonly yLabel: string;
  readonly width: number;
}

const MARGIN = { top: 24, right: 12, bottom: 38, left: 44 };
const TICKS = [0, 0.25, 0.5, 0.75, 1] as const;
const LARGEST = 340;
const LINE = 20;
/** Before a line's name comes a piece of the line. */
const NAME_FROM = 40;
const LETTER = 7.4;
/** The second channel beside colour. */
const dashes = [undefined, "7 4", "2 4", "10 3 2 3", "4 2", "1 3", "12 4", "6 2 2 2"] as const;

export function UnitPlot({ label, lines, guide, xLabel, yLabel, width }: UnitPlotProps): ReactNode {
  const format = useFormats();
  const side = Math.min(LARGEST, width - MARGIN.left - MARGIN.right);
  const across = MARGIN.left + side + MARGIN.right;
  const plotEnd = MARGIN.top + side + MARGIN.bottom;
  // One line needs no name but the picture's.
  const legend = lines.length > 1 ? lines : [];
  const longest = Math.max(0, ...legend.map((line) => line.label.length + (line.value ?? "").length + 1));
  const columns = side < 2 * (NAME_FROM + LETTER * longest) ? 1 : 2;
  const entry = (side + MARGIN.right) / columns;
  const down = plotEnd + (legend.length === 0 ? 0 : 6 + LINE * Math.ceil(legend.length / columns));
  const x = (value: number): number => MARGIN.left + value * side;
  const y = (value: number): number => MARGIN.top + (1 - value) * side;
  const path = ({ points }: UnitLine): string =>
    points.map((point, at) => `${at === 0 ? "M" : "L"}${x(point.x).toFixed(1)} ${y(point.y).toFixed(1)}`).join("");
  const colour = ({ series }: UnitLine): string => `var(--series-${series})`;
  return (
    <div className="unit-plot">
      <svg
        width={across}
        height={down}
        viewBox={`0 0 ${across} ${down}`}
        role="img"
        aria-label={[label, ...legend.map((line) => `${line.label} ${line.value ?? ""}`.trim())].join(", ")}
      >
        <g className="unit-plot-grid">
          {TICKS.map((tick) => (
            <g key={tick}>
              <path d={`M${x(0)} ${y(tick)}H${x(1)}M${x(tick)} ${y(0)}V${y(1)}`} />
              <text x={x(0) - 8} y={y(tick)} dy="0.32em" textAnchor="end">
                {format.number(tick)}
              </text>
              <text x={x(tick)} y={y(0) + 16} textAnchor="middle">
                {format.number(tick)}
              </text>
            </g>
          ))}
          <text x={x(1)} y={plotEnd - 4} textAnchor="end">
            {xLabel}
          </text>
          <text x={x(0)} y={y(1) - 10}>
            {yLabel}
          </text>
        </g>
        {guide === "diagonal" ? (
          <path className="unit-plot-guide" d={`M${x(0)} ${y(0)}L${x(1)} ${y(1)}`} />
        ) : (
          guide.map((level, at) => <path key={at} className="unit-plot-guide" d={`M${x(0)} ${y(level)}H${x(1)}`} />)
        )}
        {lines.map((line, at) => (
          <g key={line.label}>
            <path className="unit-plot-line" d={path(line)} stroke={colour(line)} strokeDasharray={dashes[at]} />
            {line.points.map(
              (point, place) =>
                point.size !== undefined && (
                  <circle key={place} cx={x(point.x)} cy={y(point.y)} r={point.size} fill={colour(line)} />
                ),
            )}
          </g>
        ))}
        {legend.map((line, at) => {
          const [left, middle] = [
            MARGIN.left + (at % columns) * entry,
            plotEnd + (Math.floor(at / columns) + 0.5) * LINE,
          ];
          return (
            <g key={line.label} className="unit-plot-legend">
              <path
                className="unit-plot-line"
                d={`M${left} ${middle}h24`}
                stroke={colour(line)}
                strokeDasharray={dashes[at]}
              />
              <text x={left + 32} y={middle} dy="0.34em">
                {shortened(line.label, line.value ?? "", entry)} <tspan fontWeight="600">{line.value}</tspan>
              </text>
            </g>
          );
        })}
      </svg>
    </div>
  );
}

/** A name that leaves room for its dash and its value. */
function shortened(name: string, value: string, width: number): string {
  const most = Math.max(4, Math.floor((width - NAME_FROM) / LETTER) - value.length);
  return name.length <= most ? name : `${name.slice(0, most - 1)}…`;
}
