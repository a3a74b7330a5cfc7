import { useRef, useState, type KeyboardEvent, type PointerEvent, type ReactNode } from "react";
import { addOwnData } from "../../studio/data/own-data.ts";
import { Button } from "../../ui/button.tsx";
import { useFormats, useText } from "../../ui/language.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { marks } from "../../ui/plots/marks.ts";
import { addTexts, classPoints, planeOf, pointsOf } from "./add-texts.ts";
import { MakingPanel } from "./making-panel.tsx";

const CLASSES = ["A", "B", "C", "D"] as const;
type ClassName = (typeof CLASSES)[number];

interface Drawn {
  /** From -1 to 1, y upwards. */
  readonly x: number;
  readonly y: number;
  readonly name: ClassName;
}

/** Side of the plane in its own pixels. */
const SIDE = 320;
/** A dragged pointer puts a point wherever it has gone this far from the last one, in the plane's units. */
const SPACING = 0.06;
const KEY_STEP = 0.05;
const FEWEST_A_CLASS = 5;

/** Points put on a plane by hand, each of a class, as data for a classifier. */
export function DrawPoints({ onDone }: { readonly onDone: () => void }): ReactNode {
  const t = useText();
  const { integer } = useFormats();
  const [points, setPoints] = useState<readonly Drawn[]>([]);
  const [name, setName] = useState<ClassName>("A");
  const counts = CLASSES.map((each) => ({ each, count: points.filter((point) => point.name === each).length }));
  const isEnough = counts.filter(({ count }) => count >= FEWEST_A_CLASS).length >= 2;
  const told = counts
    .filter(({ count }) => count > 0)
    .map(({ each, count }) => t(classPoints(each, integer(count))))
    .join(", ");
  return (
    <MakingPanel title={t(addTexts.drawTitle)} onClose={onDone}>
      <p className="small quiet">{t(addTexts.drawHelp)}</p>
      <Segmented<ClassName>
        label={t(addTexts.drawClass)}
        value={name}
        choices={CLASSES.map((each) => ({ value: each, label: each }))}
        onChange={setName}
      />
      <Plane
        points={points}
        label={t(planeOf(told === "" ? "0" : told))}
        onPut={(x, y) => {
          setPoints((before) => [...before, { x, y, name }]);
        }}
      />
      <p role="status" className="small quiet">
        {told}
        {!isEnough && ` ${t(addTexts.needPoints)}`}
      </p>
      <div className="making-actions">
        <Button
          look="primary"
          disabled={!isEnough}
          onClick={() => {
            onDone();
            void addOwnData([asCsv(points)], { format: "csv", delimiter: ",", header: true }, t(addTexts.drawnName));
          }}
        >
          {t(pointsOf(integer(points.length)))}
        </Button>
        <Button
          aria-disabled={points.length === 0}
          onClick={() => {
            setPoints((before) => before.slice(0, -1));
          }}
        >
          {t(addTexts.undoPoint)}
        </Button>
        <Button
          aria-disabled={points.length === 0}
          onClick={() => {
            setPoints([]);
          }}
        >
          {t(addTexts.clear)}
        </Button>
      </div>
    </MakingPanel>
  );
}

function asCsv(points: readonly Drawn[]): File {
  const rows = points.map(({ x, y, name }) => `${x.toFixed(3)},${y.toFixed(3)},${name}`);
  return new File([["x1,x2,class", ...rows].join("\n")], "points.csv");
}

interface PlaneProps {
  readonly points: readonly Drawn[];
  readonly label: string;
  readonly onPut: (x: number, y: number) => void;
}

function Plane({ points, label, onPut }: PlaneProps): ReactNode {
  const last = useRef<readonly [number, number] | null>(null);
  const [cursor, setCursor] = useState<readonly [number, number]>([0, 0]);
  const put = (event: PointerEvent<SVGSVGElement>): void => {
    const box = event.currentTarget.getBoundingClientRect();
    const x = ((event.clientX - box.left) / box.width) * 2 - 1;
    const y = 1 - ((event.clientY - box.top) / box.height) * 2;
    if (Math.abs(x) > 1 || Math.abs(y) > 1) return;
    if (last.current !== null && Math.hypot(x - last.current[0], y - last.current[1]) < SPACING) return;
    last.current = [x, y];
    onPut(x, y);
  };
  const press = (event: KeyboardEvent): void => {
    const steps: Readonly<Record<string, readonly [number, number]>> = {
      ArrowLeft: [-KEY_STEP, 0],
      ArrowRight: [KEY_STEP, 0],
      ArrowUp: [0, KEY_STEP],
      ArrowDown: [0, -KEY_STEP],
    };
    const step = steps[event.key];
    if (step !== undefined) {
      event.preventDefault();
      const within = (value: number): number => Math.min(1, Math.max(-1, value));
      setCursor(([x, y]) => [within(x + step[0]), within(y + step[1])]);
    } else if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      onPut(cursor[0], cursor[1]);
    }
  };
  const place = (x: number, y: number): string => `${((x + 1) / 2) * SIDE} ${((1 - y) / 2) * SIDE}`;
  return (
    <svg
      className="draw-plane"
      viewBox={`0 0 ${SIDE} ${SIDE}`}
      role="application"
      aria-label={label}
      tabIndex={0}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        last.current = null;
        put(event);
      }}
      onPointerMove={(event) => {
        if (event.buttons === 1) put(event);
      }}
      onKeyDown={press}
    >
      <path className="draw-axes" d={`M0 ${SIDE / 2}H${SIDE}M${SIDE / 2} 0V${SIDE}`} />
      {CLASSES.map((name, index) => (
        <path
          key={name}
          d={points
            .filter((point) => point.name === name)
            .map(({ x, y }) => `M${place(x, y)}${marks[index] ?? marks[0]}`)
            .join("")}
          fill={`var(--series-${index + 1})`}
        />
      ))}
      <path className="draw-cursor" d={`M${place(cursor[0], cursor[1])}m-8 0h16m-8-8v16`} />
    </svg>
  );
}
