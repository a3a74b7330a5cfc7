import { useId, useMemo, type KeyboardEvent, type ReactNode } from "react";
import { layerOf } from "../../catalog/layers/index.ts";
import { sizeOf, printShape } from "../../catalog/layers/layer.ts";
import { everySurveyed } from "../../project/survey-model.ts";
import { useText } from "../../ui/language.tsx";
import { type DrawnLayer, type DrawnLine, drawList } from "./graph-layout.ts";
import { texts } from "./texts.ts";
import { isSamePath, keyOf, useEditor } from "./use-model-editor.ts";
import "./network-graph.css";

/** Room for the input above and the answer below. */
const END = 34;

/**
 * The network drawn: what flows where, and by the bar in each layer how many numbers leave it, on a log scale. Selecting
 * here selects in the list. One stop in the tab order; arrows go from layer to layer.
 */
export function NetworkGraph(): ReactNode {
  const t = useText();
  const id = useId();
  const editor = useEditor();
  const { layers, input } = editor.survey;
  const drawing = useMemo(() => drawList(layers), [layers]);
  const all = [...everySurveyed(layers)];
  const sizes = [input, ...all.flatMap(({ output }) => (output === null ? [] : [output]))].map(sizeOf);
  const widest = Math.log2(Math.max(...sizes) + 1);
  const share = (shape: readonly number[]): number => Math.log2(sizeOf(shape) + 1) / widest;
  const chosen = all.findIndex(({ path }) => isSamePath(editor.selected, path));
  const press = (event: KeyboardEvent): void => {
    const by = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    const current = all[chosen];
    if (event.key === "Enter" && current !== undefined) editor.focus({ path: current.path, part: "title" });
    else if (by !== undefined) editor.select(all[Math.min(Math.max(chosen + by, 0), all.length - 1)]?.path ?? null);
    else return;
    event.preventDefault();
  };
  const { width } = drawing;
  const height = drawing.height + 2 * END;
  /** Frames lie below the lines, layers above. */
  const boxes = (kind: DrawnLayer["kind"]): readonly ReactNode[] =>
    drawing.layers
      .filter((each) => each.kind === kind)
      .map((each) => {
        const at = all.findIndex(({ path }) => isSamePath(each.layer.path, path));
        return (
          <DrawnBox
            key={keyOf(each.layer.path)}
            id={`${id}-${at}`}
            each={each}
            isChosen={at === chosen}
            share={each.layer.output === null ? null : share(each.layer.output)}
            onChoose={() => {
              editor.select(each.layer.path);
              document.getElementById(editor.idOf(each.layer.path, "title"))?.scrollIntoView({ block: "nearest" });
            }}
          />
        );
      });
  return (
    <div className="graph-scroll">
      <svg
        className="graph"
        viewBox={`0 0 ${width} ${height}`}
        style={{ width, minWidth: 0.62 * width }}
        role="listbox"
        aria-label={t(texts.drawing)}
        tabIndex={0}
        aria-activedescendant={chosen < 0 ? undefined : `${id}-${chosen}`}
        onKeyDown={press}
      >
        <defs>
          <marker id={`${id}-head`} viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
            <path className="graph-head" d="M1 1l6 3-6 3" />
          </marker>
        </defs>
        {boxes("frame")}
        <g aria-hidden="true">
          <text className="graph-end" x={width / 2} y={12}>
            {t(texts.input)} {printShape(input)}
          </text>
          <Line
            head={`${id}-head`}
            points={[
              [width / 2, 17],
              [width / 2, END],
            ]}
          />
          <g transform={`translate(0 ${END})`}>
            {drawing.lines.map(({ points }, at) => (
              <Line key={at} points={points} head={`${id}-head`} />
            ))}
            {drawing.joints.map(({ x, y, sign }) => (
              <g key={`${x} ${y}`}>
                <circle className="graph-joint" cx={x} cy={y} r={9} />
                <text className={sign.length > 1 ? "graph-sign graph-word" : "graph-sign"} x={x} y={y}>
                  {sign}
                </text>
              </g>
            ))}
          </g>
          <Line
            head={`${id}-head`}
            points={[
              [width / 2, END + drawing.height],
              [width / 2, height - 17],
            ]}
          />
          <text className="graph-end" x={width / 2} y={height - 4}>
            {t(texts.answer)}
          </text>
        </g>
        {boxes("node")}
      </svg>
    </div>
  );
}

function Line({ points, head }: DrawnLine & { readonly head: string }): ReactNode {
  const d = points.map(([x, y], at) => `${at === 0 ? "M" : "L"}${x} ${y}`).join("");
  return <path className="graph-line" d={d} markerEnd={`url(#${head})`} />;
}

interface DrawnBoxProps {
  readonly id: string;
  readonly each: DrawnLayer;
  readonly isChosen: boolean;
  /** Of the widest; null where the shape is open. */
  readonly share: number | null;
  readonly onChoose: () => void;
}

function DrawnBox({ id, each, isChosen, share, onChoose }: DrawnBoxProps): ReactNode {
  const t = useText();
  const { layer, kind, x, y, width, height } = each;
  const title = t(layerOf(layer.selection).title);
  const shape = layer.isDisabled ? t(texts.skipped) : layer.output === null ? "?" : printShape(layer.output);
  const state = [
    `graph-${kind}`,
    ...(isChosen ? ["graph-chosen"] : []),
    ...(layer.mistake === null ? [] : ["graph-wrong"]),
    ...(layer.isDisabled ? ["graph-off"] : []),
  ].join(" ");
  return (
    <g
      id={id}
      role="option"
      aria-selected={isChosen}
      className={state}
      transform={`translate(${x} ${y + END})`}
      onClick={onChoose}
    >
      <rect width={width} height={height} rx={6} />
      <text x={10} y={16} className="graph-title">
        {title}
      </text>{" "}
      <text
        className={`graph-shape graph-${kind}-shape`}
        x={kind === "node" ? 10 : width - 10}
        y={kind === "node" ? 31 : 16}
      >
        {shape}
      </text>
      {kind === "node" && share !== null && !layer.isDisabled && (
        <rect className="graph-bar" x={10} y={height - 7} width={(width - 20) * share} height={3} rx={1.5} />
      )}
    </g>
  );
}
