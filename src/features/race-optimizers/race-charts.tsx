/** The race over steps, examples, epochs or time: the loss, what is measured beside it, and how the weights move. */
import { useMemo, useState, type ReactNode } from "react";
import { metricOf } from "../../catalog/metrics/index.ts";
import type { Text } from "../../language/text.ts";
import { CurveFigure } from "../../ui/charts/curve-figure.tsx";
import type { YScale } from "../../ui/charts/curve.ts";
import { useFormats, useText } from "../../ui/language.tsx";
import { Select } from "../../ui/select.tsx";
import { useInTurn } from "../../ui/use-in-turn.ts";
import { curvesOf, roomAhead, type Quantity, type ShownLane, type XKind } from "./race-curves.ts";
import { texts, xLabels } from "./texts.ts";

export interface RaceView {
  readonly x: XKind;
  readonly xScale: YScale;
  readonly isSmooth: boolean;
}

/** The lane that is looked at, wherever it stands; null: all of them. */
export interface Focus {
  readonly focus: string | null;
  readonly onFocus: (id: string | null) => void;
}

interface RaceChartProps extends Focus {
  readonly lanes: readonly ShownLane[];
  readonly view: RaceView;
  /** Of the files. */
  readonly name: string;
  /** What can be drawn here, the first by itself. */
  readonly quantities: readonly Quantity[];
  readonly height: number;
  /** Where the axis ends, by what it counts: the race is to go there. */
  readonly ends: Readonly<Record<XKind, number>>;
  readonly hint: string;
  /** Several charts at once would keep a key press waiting. */
  readonly turn: number;
  /** Names at the lines' ends. */
  readonly hasNames: boolean;
  readonly crosshair: number | null;
  readonly onCrosshair: (x: number | null) => void;
}

interface Drawn {
  readonly title: Text;
  readonly better: "lower" | "higher";
  readonly isFraction: boolean;
}

function drawnOf(quantity: Quantity): Drawn {
  switch (quantity) {
    case "loss":
    case "gradientNorm":
    case "stepSize":
    case "distance":
      return { title: texts[quantity], better: "lower", isFraction: false };
    case "validation:loss":
      return { title: texts.validationLoss, better: "lower", isFraction: false };
    default: {
      const { title, better, unit } = metricOf(quantity.slice("validation:".length));
      return { title, better, isFraction: unit === "fraction" };
    }
  }
}

export function RaceChart({ lanes: given, quantities, view, ends, ...props }: RaceChartProps): ReactNode {
  const t = useText();
  const format = useFormats();
  const lanes = useInTurn(given, props.turn);
  const [picked, setPicked] = useState<Quantity | null>(null);
  const [scale, setScale] = useState<YScale | null>(null);
  const quantity = quantities.find((each) => each === picked) ?? quantities[0] ?? "loss";
  const { title, better, isFraction } = drawnOf(quantity);
  const shownScale = scale ?? (isFraction ? "linear" : "log");
  const { x, xScale, isSmooth } = view;
  const curves = useMemo(
    () => curvesOf(lanes, { quantity, x, isSmooth }).map((curve) => fromAbove(curve, xScale)),
    [lanes, quantity, x, isSmooth, xScale],
  );
  const reached = Math.max(0, ...curves.map(({ points }) => points.at(-1)?.x ?? 0));
  return (
    <CurveFigure
      title={t(title)}
      name={`${props.name}-${quantity.replace(":", "-").replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`}
      {...(quantities.length < 2
        ? {}
        : {
            picker: (
              <Select
                label={t(texts.measured)}
                isLabelHidden
                value={quantity}
                choices={quantities.map((each) => ({ value: each, label: t(drawnOf(each).title) }))}
                onChange={setPicked}
              />
            ),
          })}
      curves={curves}
      xLabel={t(xLabels[x])}
      isXContinuous={x === "seconds" || x === "epoch"}
      {...(xScale === "log" && reached > 0 ? {} : { xEnd: ends[x] > 0 ? ends[x] : roomAhead(reached) })}
      height={props.height}
      showY={isFraction ? format.percent : format.number}
      showTick={isFraction ? format.wholePercent : format.number}
      hint={props.hint}
      better={better}
      {...(isFraction ? {} : { yScale: shownScale, onScale: setScale })}
      readAt="crosshair"
      hasNames={props.hasNames}
      crosshair={props.crosshair}
      onCrosshair={props.onCrosshair}
      focus={props.focus}
      onFocus={props.onFocus}
    />
  );
}

/** A logarithm has no place for zero. */
function fromAbove<Curve extends { readonly points: readonly { readonly x: number }[] }>(
  curve: Curve,
  scale: YScale,
): Curve {
  return scale === "log" ? { ...curve, points: curve.points.filter(({ x }) => x > 0) } : curve;
}
