/** The surface from above and from aside, with its figures as a table and all of it as files. */
import { useMemo, type ReactNode } from "react";
import { sentences, type Text } from "../../language/text.ts";
import { PlotFigure } from "../charts/plot-figure.tsx";
import { Swatch } from "../charts/swatch.tsx";
import { useFormats, useText } from "../language.tsx";
import { ContourMap } from "../plots/contour-map.tsx";
import { usePalette } from "../plots/palette.ts";
import { ReliefScale } from "../plots/relief-scale.tsx";
import { refined, reliefOf } from "../plots/relief.ts";
import { SurfaceView } from "../plots/surface-view.tsx";
import { SurfacePicture } from "./surface-picture.tsx";
import { type DrawnSurface, lowestOf, type NamedLane } from "./surface.ts";
import {
  cannotShow,
  centreAt,
  centreOfLane,
  explained,
  explainedAtRandom,
  mapOf,
  measuredOver,
  modelAt,
  texts,
} from "./texts.ts";

/** How tall the map is for its width: the two directions have no common measure. */
const ASPECT = 0.8;
/** Lines drawn between so few places would have corners. */
const FINER = 4;
const noArrows: readonly never[] = [];

interface SurfaceFigureProps {
  /** Of the run or race, also in file names. */
  readonly name: string;
  readonly surface: DrawnSurface;
  readonly laneOf: (lane: string) => NamedLane;
  /** Of the lane that is looked at. */
  readonly focus: string | null;
  readonly theme: string;
}

export function SurfaceFigure({ name, surface, laneOf, focus, theme }: SurfaceFigureProps): ReactNode {
  const t = useText();
  const format = useFormats();
  const palette = usePalette(theme);
  const { x, y, losses, paths, model } = surface;
  const relief = useMemo(
    () =>
      refined(
        reliefOf({
          frame: { x: [x[0]!, x.at(-1)!], y: [y[0]!, y.at(-1)!] },
          columns: x.length,
          rows: y.length,
          heights: losses,
          aspect: ASPECT,
        }),
        FINER,
      ),
    [x, y, losses],
  );
  const trails = useMemo(
    () => paths.map(({ lane, places }) => ({ id: lane, look: laneOf(lane).look, places })),
    [paths, laneOf],
  );
  const marks = useMemo(() => {
    const place = lowestOf({ x, y, losses });
    return [
      ...(place === null ? [] : [{ place, isLowest: true }]),
      ...(model === null ? [] : [{ place: model.place, isLowest: false, isKept: true as const }]),
    ];
  }, [x, y, losses, model]);
  const rows = useMemo(
    () => [
      ...Array.from(losses, (loss, at) => ["surface", "", "", x[at % x.length]!, y[Math.floor(at / x.length)]!, loss]),
      ...paths.flatMap(({ lane, steps, places }) =>
        places.map((place, at) => ["path", laneOf(lane).label, steps[at]!, ...place, ""]),
      ),
    ],
    [losses, x, y, paths, laneOf],
  );
  const title = t(mapOf(name));
  return (
    <PlotFigure
      title={t(texts.title)}
      name={`${name}-surface`}
      note={<Explained surface={surface} laneOf={laneOf} />}
      header={[t(texts.kind), t(texts.lane), t(texts.step), "x", "y", t(texts.loss)]}
      rows={rows}
      showNumber={format.number}
      names={paths.length < 2 ? [] : paths.map(({ lane }) => ({ label: laneOf(lane).label, ...laneOf(lane).look }))}
      picture={<SurfacePicture {...{ title, relief, palette, marks, trails }} />}
    >
      {() => (
        <>
          <div className="surface-views">
            <ContourMap {...{ title, relief, palette, marks, trails, focus }} arrows={noArrows} step={Infinity} />
            <SurfaceView {...{ relief, palette, trails, focus }} step={Infinity} />
          </div>
          <div className="surface-legend">
            <ReliefScale relief={relief} palette={palette} />
            {paths.length > 1 &&
              paths.map(({ lane }) => (
                <span key={lane} className="surface-lane">
                  <Swatch {...laneOf(lane).look} /> {laneOf(lane).label}
                </span>
              ))}
            <span>
              ⊕ {t(texts.lowest)} · {t(texts.ring)}
              {model !== null && <> · ◇ {t(texts.kept)}</>}
            </span>
            <span>{t(texts.turn)}</span>
          </div>
        </>
      )}
    </PlotFigure>
  );
}

/** How much of the way the plane shows, how it was measured, and what no such picture shows. */
function Explained({ surface, laneOf }: Pick<SurfaceFigureProps, "surface" | "laneOf">): ReactNode {
  const t = useText();
  const format = useFormats();
  const { options, shares, explained: whole, centre, paths, model } = surface;
  const at = [format.integer(centre.step), format.number(centre.loss)] as const;
  const told: Text[] = [];
  if (shares !== null && whole !== null) {
    told.push(explained(format.percent(whole), format.percent(shares[0]), format.percent(shares[1])));
  }
  if (options.plane === "random") told.push(whole === null ? texts.alone : explainedAtRandom(format.percent(whole)));
  told.push(paths.length > 1 ? centreOfLane(laneOf(centre.lane).label, ...at) : centreAt(...at));
  if (model !== null) told.push(modelAt(format.integer(model.step)));
  if (surface.hasStatistics) told.push(texts.statistics);
  told.push(
    measuredOver({
      examples: format.integer(surface.examples),
      rows: format.integer(surface.partRows),
      part: texts[options.part],
      side: format.integer(surface.x.length),
      backend: surface.backend,
      took: format.duration(surface.elapsedMs),
    }),
  );
  return (
    <>
      {t(sentences(...told))}
      <strong className="surface-limits">
        {t(cannotShow(format.integer(Math.max(0, surface.parameterCount - 2))))}
      </strong>
    </>
  );
}
