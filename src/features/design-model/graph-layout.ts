/** Where the drawing of a network puts its layers: one under the other, branches side by side. Lengths in pixels. */
import type { SurveyedLayer } from "../../project/survey-model.ts";

export const NODE = { width: 168, height: 42 } as const;
const GAP = 22;
const COLUMN_GAP = 16;
const PAD = 12;
const HEADING = 24;
const JOINT = 9;

export interface DrawnLayer {
  readonly layer: SurveyedLayer;
  /** A frame stands around the layers inside; its title is at its top. */
  readonly kind: "node" | "frame";
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface DrawnLine {
  /** Corners, from the start to the arrow's head. */
  readonly points: readonly (readonly [number, number])[];
}

/** Where branches come together, and how. */
export interface Joint {
  readonly x: number;
  readonly y: number;
  readonly sign: string;
}

/** By how parallel branches are put together; what a residual block does is a sum. */
const signs: Readonly<Record<string, string>> = { concat: "‖", multiply: "×", average: "avg", maximum: "max" };

export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly layers: readonly DrawnLayer[];
  readonly lines: readonly DrawnLine[];
  readonly joints: readonly Joint[];
}

const nothing = { layers: [], lines: [], joints: [] } as const;

/** A list under each other, its middle at half its width; lines between, none before the first and behind the last. */
export function drawList(list: readonly SurveyedLayer[]): Drawing {
  const parts = list.map((layer) => (layer.lists.length === 0 ? drawNode(layer) : drawFrame(layer)));
  const width = Math.max(NODE.width, ...parts.map((part) => part.width));
  let drawing: Drawing = { ...nothing, width, height: 0 };
  for (const [at, part] of parts.entries()) {
    const top = drawing.height + (at === 0 ? 0 : GAP);
    const line = { points: [[width / 2, drawing.height] as const, [width / 2, top] as const] };
    const placed = moved(part, (width - part.width) / 2, top);
    drawing = {
      width,
      height: top + part.height,
      layers: [...drawing.layers, ...placed.layers],
      lines: [...drawing.lines, ...(at === 0 ? [] : [line]), ...placed.lines],
      joints: [...drawing.joints, ...placed.joints],
    };
  }
  return drawing;
}

function drawNode(layer: SurveyedLayer): Drawing {
  return { ...nothing, ...NODE, layers: [{ layer, kind: "node", x: 0, y: 0, ...NODE }] };
}

function drawFrame(layer: SurveyedLayer): Drawing {
  const columns = layer.lists.map((list) => drawList(list.layers));
  const inside = columns.reduce((sum, { width }) => sum + width, 0) + COLUMN_GAP * (columns.length - 1);
  const width = inside + 2 * PAD;
  const tallest = Math.max(...columns.map(({ height }) => height), GAP);
  const fork = HEADING + PAD / 2;
  const top = fork + GAP;
  const bottom = top + tallest;
  const isJoined = columns.length > 1;
  const joint = bottom + GAP + JOINT;
  const height = (isJoined ? joint + JOINT : bottom + GAP) + PAD / 2;
  const middle = width / 2;
  let left = PAD;
  const placed = columns.map((column) => {
    const drawn = moved(column, left, top);
    const x = left + column.width / 2;
    left += column.width + COLUMN_GAP;
    const end: DrawnLine["points"] = isJoined
      ? [
          [x, top + column.height],
          [x, joint],
          [middle + Math.sign(x - middle) * JOINT, joint],
        ]
      : [
          [x, top + column.height],
          [x, height],
        ];
    const isStraight = Math.abs(x - middle) < JOINT;
    const joining: DrawnLine["points"] =
      isJoined && isStraight
        ? [
            [x, top + column.height],
            [x, joint - JOINT],
          ]
        : end;
    // Nothing in a branch: one line all the way.
    const start: DrawnLine["points"] = [
      [middle, HEADING],
      [middle, fork],
      [x, fork],
      ...(column.height === 0 ? joining.slice(1) : [[x, top] as const]),
    ];
    return { drawn, lines: column.height === 0 ? [{ points: start }] : [{ points: start }, { points: joining }] };
  });
  return {
    width,
    height,
    layers: [{ layer, kind: "frame", x: 0, y: 0, width, height }, ...placed.flatMap(({ drawn }) => drawn.layers)],
    lines: placed.flatMap(({ drawn, lines }) => [...drawn.lines, ...lines]),
    joints: [
      ...placed.flatMap(({ drawn }) => drawn.joints),
      ...(isJoined ? [{ x: middle, y: joint, sign: signOf(layer) }] : []),
    ],
  };
}

function signOf({ selection }: SurveyedLayer): string {
  const { merge } = selection;
  return (typeof merge === "string" ? signs[merge] : undefined) ?? "+";
}

function moved(drawing: Drawing, right: number, down: number): Drawing {
  return {
    ...drawing,
    layers: drawing.layers.map((each) => ({ ...each, x: each.x + right, y: each.y + down })),
    lines: drawing.lines.map(({ points }) => ({ points: points.map(([x, y]) => [x + right, y + down] as const) })),
    joints: drawing.joints.map((joint) => ({ ...joint, x: joint.x + right, y: joint.y + down })),
  };
}
