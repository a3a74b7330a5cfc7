/** The map of a surface as one drawing, for files. */
import type { ReactNode } from "react";
import { dashArray } from "../charts/dash.ts";
import { linearAxis } from "../charts/ticks.ts";
import { type Mark, outlineOfMark, outlinesOf, projectionOf } from "../plots/map-drawing.ts";
import type { Palette } from "../plots/palette.ts";
import type { Place, Relief } from "../plots/relief.ts";
import type { Trail } from "../plots/trail-drawing.ts";

interface SurfacePictureProps {
  readonly title: string;
  readonly relief: Relief;
  readonly palette: Palette;
  readonly marks: readonly Mark[];
  readonly trails: readonly Trail[];
}

const WIDTH = 800;
/** Below and to the left, for the axes' figures. */
const ROOM = 44;
/** Above and to the right. */
const RIM = 8;

const shown = (value: number): string => String(Number(value.toPrecision(6))).replace("-", "−");

export function SurfacePicture({ title, relief, palette, marks, trails }: SurfacePictureProps): ReactNode {
  const size = { width: WIDTH, height: Math.round(WIDTH * relief.aspect) };
  const { toPixels } = projectionOf(relief.frame, size);
  const line = (places: readonly Place[]): string => places.map((place) => toPixels(place).join(" ")).join("L");
  const start = trails[0]?.places[0];
  const { x, y } = relief.frame;
  const within = (tick: number, [from, to]: readonly [number, number]): boolean => tick >= from && tick <= to;
  return (
    <svg
      width={WIDTH + ROOM + RIM}
      height={size.height + ROOM + RIM}
      viewBox={`0 0 ${WIDTH + ROOM + RIM} ${size.height + ROOM + RIM}`}
      role="img"
      aria-label={title}
    >
      {/* Cut off at the map's rim. */}
      <svg x={ROOM} y={RIM} width={WIDTH} height={size.height}>
        {outlinesOf(relief, size, palette.bands.length).map((path, index) => (
          // A level is its place.
          <path
            key={index}
            d={path}
            fill={palette.bands[index]}
            fillRule="evenodd"
            stroke={index === 0 ? "none" : palette.ink}
            strokeOpacity={0.25}
            strokeWidth={0.75}
          />
        ))}
        {trails.map(({ id, look, places }) => (
          <g key={id} fill="none" strokeLinejoin="round" strokeLinecap="round">
            <path d={`M${line(places)}`} stroke={palette.canvas} strokeWidth={5} strokeOpacity={0.8} />
            <path
              d={`M${line(places)}`}
              stroke={palette.series[look.series]}
              strokeWidth={2.5}
              strokeDasharray={dashArray(look.dash)}
            />
            <Dot at={toPixels(places.at(-1) ?? [0, 0])} fill={palette.series[look.series]} stroke={palette.canvas} />
          </g>
        ))}
        {start !== undefined && <Dot at={toPixels(start)} fill={palette.canvas} stroke={palette.ink} />}
        {marks.map((mark) => {
          const outline = outlineOfMark(mark, toPixels(mark.place));
          return <path key={outline} d={outline} fill="none" stroke={palette.ink} strokeWidth={1.5} />;
        })}
      </svg>
      <g fill={palette.ink} fontSize={12} style={{ font: palette.font }}>
        {linearAxis(...x, 6)
          .ticks.filter((tick) => within(tick, x))
          .map((tick) => (
            <text key={tick} x={ROOM + toPixels([tick, y[0]])[0]} y={RIM + size.height + 18} textAnchor="middle">
              {shown(tick)}
            </text>
          ))}
        {linearAxis(...y, 6)
          .ticks.filter((tick) => within(tick, y))
          .map((tick) => (
            <text key={tick} x={ROOM - 6} y={RIM + toPixels([x[0], tick])[1] + 4} textAnchor="end">
              {shown(tick)}
            </text>
          ))}
      </g>
    </svg>
  );
}

function Dot(props: { readonly at: Place; readonly fill: string; readonly stroke: string }): ReactNode {
  return <circle cx={props.at[0]} cy={props.at[1]} r={5.5} fill={props.fill} stroke={props.stroke} strokeWidth={2} />;
}
