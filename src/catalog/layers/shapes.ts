/** What layers ask of their input, with the sentence for one that does not fit. */
import type { Text } from "../../language/text.ts";
import type { Shape } from "../../tensor/ops.ts";
import { LayerProblem, type Mend, printShape } from "./layer.ts";

export function inputProblem(en: string, zh: string, mends: readonly Mend[] = []): LayerProblem {
  return new LayerProblem({ en, zh }, mends);
}

export const flattenFirst: Mend = {
  title: { en: "Put a flatten layer before it", zh: "在前面加展平层" },
  before: [{ type: "flatten" }],
};

export const poolFirst: Mend = {
  title: { en: "Put global average pooling before it", zh: "在前面加全局平均池化" },
  before: [{ type: "global-average-pooling2d" }],
};

/** A reshape before the layer: the same numbers as it wants them. */
function reshapeFirst(targetShape: readonly number[]): Mend {
  const shape = printShape(targetShape);
  return {
    title: { en: `Reshape to ${shape} first`, zh: `先变形为 ${shape}` },
    before: [{ type: "reshape", targetShape }],
  };
}

/** As a picture: a sequence as rows, a flat square as what it was laid out from. */
function asPicture(input: Shape): readonly Mend[] {
  const [first] = input;
  if (first === undefined) return [];
  if (input.length === 2) return [reshapeFirst([...input, 1])];
  const side = Math.round(Math.sqrt(first));
  return input.length === 1 && side * side === first ? [reshapeFirst([side, side, 1])] : [];
}

/** As a sequence: a picture's rows, a flat row's numbers one after the other. */
function asSequence(input: Shape): readonly Mend[] {
  const [first, ...others] = input;
  if (first === undefined) return [];
  return [reshapeFirst([first, others.reduce((product, extent) => product * extent, 1)])];
}

/** [height, width, channels]; `layer` is its title in a sentence, "convolution". */
export function pictureOf(layer: Text, input: Shape): readonly [number, number, number] {
  const [height, width, channels] = input;
  if (input.length === 3 && height !== undefined && width !== undefined && channels !== undefined) {
    return [height, width, channels];
  }
  throw inputProblem(
    `The ${layer.en} layer needs a picture (height × width × channels), but gets ${printShape(input)}.`,
    `${layer.zh}层需要图像输入（高 × 宽 × 通道），但得到 ${printShape(input)}。`,
    asPicture(input),
  );
}

/** [steps, features] */
export function sequenceOf(layer: Text, input: Shape): readonly [number, number] {
  const [steps, features] = input;
  if (input.length === 2 && steps !== undefined && features !== undefined) return [steps, features];
  throw inputProblem(
    `The ${layer.en} layer needs a sequence (steps × features), but gets ${printShape(input)}.`,
    `${layer.zh}层需要序列输入（步数 × 特征），但得到 ${printShape(input)}。`,
    asSequence(input),
  );
}

/** How many numbers lie along the last axis. */
export function lastOf(input: Shape): number {
  return input[input.length - 1]!;
}

export function groupsMend(groups: number): Mend {
  return { title: { en: `Set groups to ${groups}`, zh: `分组数设为 ${groups}` }, set: { groups } };
}

/** The divisor of all these numbers nearest to `wanted`. */
export function nearestDivisor(wanted: number, ...numbers: readonly number[]): number {
  const shared = numbers.reduce(greatestShared);
  const divisors = Array.from({ length: shared }, (_, at) => at + 1).filter((each) => shared % each === 0);
  return divisors.reduce((best, each) => (Math.abs(each - wanted) < Math.abs(best - wanted) ? each : best), 1);
}

function greatestShared(a: number, b: number): number {
  return b === 0 ? a : greatestShared(b, a % b);
}
