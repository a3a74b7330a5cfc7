/** Who leads: one row a lane, which glides to its place as the race goes. */
import { useMemo, useState, type ReactNode } from "react";
import type { LaneVerdict } from "../../project/race-figures.ts";
import { Swatch } from "../../ui/charts/swatch.tsx";
import { useFormats, useText } from "../../ui/language.tsx";
import { useSampled } from "../../ui/use-sampled.ts";
import type { Focus } from "./race-charts.tsx";
import { curvesOf, type ShownLane, type XKind } from "./race-curves.ts";
import { LaneSpark, sparkScale } from "./lane-spark.tsx";
import { reachedOf, someDiverged, texts, toTarget, xNames } from "./texts.ts";
import { timeWords } from "./time-words.ts";
import { useReorder } from "./use-reorder.ts";
import "./leaderboard.css";

/** Places and figures change no faster than one can follow. */
const REORDER_MS = 1500;

interface LeaderboardProps extends Focus {
  readonly lanes: readonly ShownLane[];
  readonly figures: readonly LaneVerdict[];
  /** Which loss decides. */
  readonly measure: "validation" | "training";
  readonly target: number | null;
  /** What the way to the target is counted in. */
  readonly x: XKind;
  readonly isOver: boolean;
  /** What can be done with a lane. */
  readonly renderAction: (lane: ShownLane) => ReactNode;
}

export function Leaderboard({
  lanes,
  figures,
  measure,
  target,
  x,
  isOver,
  focus,
  onFocus,
  renderAction,
}: LeaderboardProps): ReactNode {
  const t = useText();
  const format = useFormats();
  const calm = useSampled(figures, REORDER_MS);
  const ranked = useMemo(() => inOrder(lanes, isOver ? figures : calm), [lanes, figures, calm, isOver]);
  const order = useHeld(ranked.map(({ shown }) => shown.id));
  const rows = order.ids.flatMap((id) => ranked.find(({ shown }) => shown.id === id) ?? []);
  const body = useReorder();
  const curves = curvesOf(lanes, { quantity: "loss", x: "step", isSmooth: true });
  const scale = sparkScale(curves);
  return (
    <table className="board" onPointerEnter={order.hold} onPointerLeave={order.release}>
      <caption className="visually-hidden">{t(texts.board)}</caption>
      <thead>
        <tr>
          <th scope="col">
            <span className="visually-hidden">{t(texts.place)}</span>
          </th>
          <th scope="col">{t(texts.lane)}</th>
          <th scope="col" className="board-course">
            {t(texts.course)}
          </th>
          <th scope="col" className="board-number">
            {target === null ? "" : t(toTarget(xNames[x], format.number(target)))}
          </th>
          <th scope="col" className="board-number">
            {t(measure === "validation" ? texts.validationLoss : texts.loss)}
          </th>
          <th scope="col" className="board-number board-spread">
            {t(texts.seedsColumn)}
          </th>
          <th scope="col" className="board-number board-cost">
            {t(texts.cost)}
          </th>
          <th scope="col">
            <span className="visually-hidden">{t(texts.more)}</span>
          </th>
        </tr>
      </thead>
      <tbody
        ref={body}
        onPointerLeave={() => {
          onFocus(null);
        }}
      >
        {rows.map((row) => (
          <Row
            key={row.shown.id}
            {...row}
            {...{ target, x, isOver, onFocus }}
            place={1 + ranked.indexOf(row)}
            isDimmed={focus !== null && focus !== row.shown.id}
            course={<LaneSpark curve={curves.find(({ id }) => id === row.shown.id)} scale={scale} />}
            action={renderAction(row.shown)}
          />
        ))}
      </tbody>
    </table>
  );
}

interface RowProps extends Pick<LeaderboardProps, "target" | "x" | "isOver" | "onFocus"> {
  readonly shown: ShownLane;
  readonly own: LaneVerdict | undefined;
  readonly place: number;
  readonly isDimmed: boolean;
  readonly course: ReactNode;
  readonly action: ReactNode;
}

function Row({ shown, own, place, isDimmed, onFocus, target, ...props }: RowProps): ReactNode {
  const t = useText();
  const format = useFormats();
  const end = own?.end ?? null;
  const isOff = shown.lane.runs.some(({ points }) => points.length > 0);
  const look = (): void => {
    onFocus(shown.id);
  };
  return (
    <tr data-row={shown.id} className={isDimmed ? "board-dimmed" : undefined} onPointerEnter={look}>
      <td className="board-place">{end === null ? "" : place}</td>
      <th scope="row">
        <button
          type="button"
          className="board-lane"
          onFocus={look}
          onBlur={() => {
            onFocus(null);
          }}
        >
          <Swatch series={shown.series} dash={shown.dash} />
          <span>{shown.label}</span>
        </button>
        <State shown={shown} diverged={own?.diverged ?? 0} />
      </th>
      <td className="board-course">{props.course}</td>
      <td className="board-number">
        {target !== null && own !== undefined && end !== null && (
          <Target own={own} shown={shown} x={props.x} isOver={props.isOver} />
        )}
      </td>
      <td className="board-number board-end">{end === null ? "" : format.number(Number(end.mean.toPrecision(3)))}</td>
      <td className="board-number board-spread">
        {end === null || end.n < 2 ? "" : `± ${format.number(Number(end.sd.toPrecision(2)))}`}
      </td>
      <td className="board-number board-cost">{isOff ? t(timeWords(costOf(shown), format)) : ""}</td>
      <td className="board-actions">{props.action}</td>
    </tr>
  );
}

interface TargetProps {
  readonly own: LaneVerdict;
  readonly shown: ShownLane;
  readonly x: XKind;
  readonly isOver: boolean;
}

function Target({ own, shown, x, isOver }: TargetProps): ReactNode {
  const t = useText();
  const format = useFormats();
  if (own.toTarget === null) return isOver ? <span className="board-never">{t(texts.never)}</span> : "–";
  const { steps, examples, ms, reached, of } = own.toTarget;
  const way: Readonly<Record<XKind, string>> = {
    step: format.integer(steps),
    examples: format.integer(examples),
    epoch: format.number(steps / (shown.lane.plan?.stepsPerEpoch ?? 1)),
    seconds: t(timeWords(ms, format)),
  };
  return (
    <>
      {way[x]}
      {reached < of && <small>{t(reachedOf(String(reached), String(of)))}</small>}
    </>
  );
}

/** What became of a lane that does not simply run. */
function State({ shown, diverged }: { readonly shown: ShownLane; readonly diverged: number }): ReactNode {
  const t = useText();
  const { runs } = shown.lane;
  const has = (status: string): boolean => runs.some((run) => run.status === status);
  const text =
    diverged > 0
      ? diverged === runs.length
        ? texts.diverged
        : someDiverged(String(diverged), String(runs.length))
      : has("failed")
        ? texts.laneFailed
        : has("dropped")
          ? texts.dropped
          : null;
  if (text === null) return null;
  return <span className={diverged > 0 || has("failed") ? "board-state board-bad" : "board-state"}>{t(text)}</span>;
}

/** Mean over the seeds, in milliseconds. */
function costOf({ lane }: ShownLane): number {
  const costs = lane.runs.flatMap(({ points }) => points.at(-1)?.elapsedMs ?? []);
  return costs.reduce((sum, cost) => sum + cost, 0) / Math.max(1, costs.length);
}

function inOrder(lanes: readonly ShownLane[], figures: readonly LaneVerdict[]) {
  const ranked = lanes.map((shown) => ({ shown, own: figures.find(({ id }) => id === shown.id) }));
  return ranked.toSorted((a, b) => (a.own?.rank ?? Infinity) - (b.own?.rank ?? Infinity) || 0);
}

/** Nothing moves while it is read: under the pointer the order stays, as long as the lanes are the same. */
function useHeld(now: readonly string[]) {
  const [held, setHeld] = useState<readonly string[] | null>(null);
  const isSame = held !== null && held.length === now.length && held.every((id) => now.includes(id));
  return {
    ids: isSame ? held : now,
    hold: () => {
      setHeld(now);
    },
    release: () => {
      setHeld(null);
    },
  };
}
