/** Which class is taken for which, as a picture: a field each, the darker the larger its share of its row. */
import { useMemo, type ReactNode } from "react";
import { useFormats } from "../language.tsx";
import "./class-map.css";

interface ClassMapProps {
  /** Says in words what is drawn. */
  readonly label: string;
  readonly names: readonly string[];
  /** Row by row: how often a class was taken for each. */
  readonly counts: readonly (readonly number[])[];
  readonly xLabel: string;
  readonly yLabel: string;
  readonly width: number;
  /** A class whose row and column stand out. */
  readonly marked?: number | null;
}

export interface ClassMapPlace {
  readonly left: number;
  readonly top: number;
  /** A field's side. */
  readonly cell: number;
}

const LARGEST_CELL = 38;
const LETTER = 6.4;
const MOST_LETTERS = 16;
const LINE = 13;
/** Fields that are wide enough bear their number. */
const NUMBERED = 22;
/** Fields of one shade are one path: a thousand classes are drawn as fast as ten. */
const SHADES = 10;

/** Where the fields lie in a picture of this width. */
export function placeOfMap(names: readonly string[], width: number): ClassMapPlace {
  const letters = Math.min(lettersIn(width), Math.max(...names.map((name) => name.length)));
  const margin = 14 + LETTER * letters;
  const left = margin + LINE + 4;
  return { left, top: left, cell: Math.min(LARGEST_CELL, Math.max(0, width - left - 2) / names.length) };
}

export function ClassMap({ label, names, counts, xLabel, yLabel, width, marked = null }: ClassMapProps): ReactNode {
  const format = useFormats();
  const place = placeOfMap(names, width);
  const { left, top, cell } = place;
  const side = cell * names.length;
  const shades = useMemo(() => shadesOf(counts, cell), [counts, cell]);
  const isNumbered = cell >= NUMBERED;
  const every = Math.max(1, Math.ceil(LINE / cell));
  const named = names.flatMap((name, at) =>
    at % every === 0 ? [{ name: shortened(name, lettersIn(width)), at }] : [],
  );
  const middle = (at: number): number => (at + 0.5) * cell;
  const bottom = top + side + 2;
  return (
    <svg
      className="class-map"
      width={left + side + 2}
      height={bottom}
      viewBox={`0 0 ${left + side + 2} ${bottom}`}
      role="img"
      aria-label={label}
    >
      <rect className="class-map-ground" x={left} y={top} width={side} height={side} />
      {marked !== null && (
        <path
          className="class-map-marked"
          d={`M${left} ${top + marked * cell}h${side}v${cell}h${-side}zM${left + marked * cell} ${top}v${side}h${cell}v${-side}z`}
        />
      )}
      {shades.map(({ key, isRight, opacity, path }) => (
        <path
          key={key}
          transform={`translate(${left} ${top})`}
          className={isRight ? "class-map-right" : "class-map-wrong"}
          fillOpacity={isNumbered ? opacity * 0.5 : opacity}
          d={path}
        />
      ))}
      {isNumbered && (
        <g className="class-map-numbers">
          {counts.flatMap((row, truth) =>
            row.map(
              (count, predicted) =>
                count > 0 && (
                  <text
                    key={`${truth}/${predicted}`}
                    x={left + middle(predicted)}
                    y={top + middle(truth)}
                    dy="0.34em"
                    textAnchor="middle"
                  >
                    {format.integer(count)}
                  </text>
                ),
            ),
          )}
        </g>
      )}
      <g className="class-map-names">
        {named.map(({ name, at }) => (
          <g key={at}>
            <text x={left - 6} y={top + middle(at)} dy="0.34em" textAnchor="end">
              {name}
            </text>
            <text transform={`translate(${left + middle(at)} ${top - 6}) rotate(-90)`} dy="0.34em">
              {name}
            </text>
          </g>
        ))}
        <text x={left + side} y={LINE - 2} textAnchor="end">
          {xLabel} →
        </text>
        <text transform={`translate(${LINE - 2} ${bottom - 2}) rotate(-90)`}>← {yLabel}</text>
      </g>
    </svg>
  );
}

interface Shade {
  readonly key: string;
  readonly isRight: boolean;
  readonly opacity: number;
  readonly path: string;
}

function shadesOf(counts: readonly (readonly number[])[], cell: number): readonly Shade[] {
  const gap = cell >= 6 ? 1 : 0;
  const size = Math.max(1, cell - gap);
  const paths = new Map<string, { isRight: boolean; level: number; parts: string[] }>();
  counts.forEach((row, truth) => {
    const all = row.reduce((sum, count) => sum + count, 0);
    row.forEach((count, predicted) => {
      if (count === 0) return;
      const isRight = truth === predicted;
      // The root lets a few mistakes be seen.
      const share = isRight ? count / all : Math.sqrt(count / all);
      const level = Math.max(1, Math.ceil(share * SHADES));
      const key = `${isRight ? "right" : "wrong"}-${level}`;
      const shade = paths.get(key) ?? { isRight, level, parts: [] };
      paths.set(key, shade);
      const [x, y] = [predicted * cell, truth * cell].map((at) => (at + gap / 2).toFixed(2));
      shade.parts.push(`M${x} ${y}h${size.toFixed(2)}v${size.toFixed(2)}h${(-size).toFixed(2)}z`);
    });
  });
  return Array.from(paths, ([key, { isRight, level, parts }]) => ({
    key,
    isRight,
    opacity: 0.15 + (0.85 * level) / SHADES,
    path: parts.join(""),
  }));
}

/** How much of a name there is room for. */
function lettersIn(width: number): number {
  return Math.min(MOST_LETTERS, Math.floor((0.22 * width - 14) / LETTER));
}

/** Without its middle: names that begin alike often end otherwise. */
function shortened(name: string, most: number): string {
  if (name.length <= most) return name;
  const end = Math.floor((most - 1) / 2);
  return `${name.slice(0, most - 1 - end)}…${name.slice(name.length - end)}`;
}
