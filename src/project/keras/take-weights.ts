/** The weights of a Keras model for the layers that it has become here: same numbers under our names. */
import { layOut } from "../../catalog/layers/index.ts";
import type { PlannedLayer } from "../../catalog/layers/layer.ts";
import { StudioError } from "../../language/studio-error.ts";
import type { Text } from "../../language/text.ts";
import { paddedOtherwise } from "./masks.ts";
import type { SavedTensor } from "../records.ts";
import type { KerasNode } from "./graph.ts";
import type { KerasWeight } from "./read-weights.ts";
import type { Translated } from "./translate-layer.ts";

/**
 * One tensor for each parameter and each state of the layers on an input of this shape. Throws a `StudioError` that names
 * the layer for one whose weights are not there or have other shapes, and for layers that do not fit each other.
 */
export function takeWeights(
  translated: readonly Translated[],
  input: readonly number[],
  weights: ReadonlyMap<string, KerasWeight>,
): readonly SavedTensor[] {
  const { layers } = layOut(
    translated.map(({ layer }) => layer),
    input,
  );
  const padded = paddedOtherwise(layers);
  if (padded !== null) throw untakable(translated[padded]!.node.name, otherPadding);
  return takenInto({ layers, translated, input }, "", named(weights));
}

interface NamedWeight {
  readonly weight: KerasWeight;
  /** "model/dense_1/kernel:0" without what is behind the colon. */
  readonly path: readonly string[];
}

function named(weights: ReadonlyMap<string, KerasWeight>): readonly NamedWeight[] {
  return [...weights].map(([name, weight]) => ({ weight, path: name.replace(/:\d+$/, "").split("/") }));
}

interface Taking {
  readonly layers: readonly PlannedLayer[];
  readonly translated: readonly Translated[];
  /** What goes into the first of them. */
  readonly input: readonly number[];
}

function takenInto(
  { layers, translated, input }: Taking,
  prefix: string,
  weights: readonly NamedWeight[],
): readonly SavedTensor[] {
  return layers.flatMap(({ name, plan }, at) => {
    const { node, inside = {} } = translated[at]!;
    const given = layers[at - 1]?.plan.output ?? input;
    checkAxis(node, given.length);
    const path = `${prefix}${name}`;
    const own = weights.filter(({ path: folders }) => folders.slice(0, -1).includes(node.name));
    const take = (kind: string, spec: { readonly name: string; readonly shape: readonly number[] }): SavedTensor => ({
      name: `${kind}/${path}/${spec.name}`,
      shape: spec.shape,
      values: valuesFor(node, spec, own),
    });
    return [
      ...plan.parameters.map((spec) => take("parameter", spec)),
      ...plan.state.map((spec) => take("state", spec)),
      ...Object.entries(plan.inner ?? {}).flatMap(([list, { layers: inner }]) => {
        const of = inside[list];
        // Two layers in one, or layers within a layer, that Keras keeps in another way.
        if (of === undefined) return inner.length === 0 ? [] : refuse(node.name, null, undefined);
        return takenInto({ layers: inner, translated: of, input: given }, `${path}/${list}/`, weights);
      }),
    ];
  });
}

const otherPadding: Text = {
  en: "where a text is padded it gives other numbers in Keras, where masks end at other layers",
  zh: "在文本的填充处，它在 Keras 中给出不同的数值，因为掩码在不同的层处终止",
};

/** Throws where a layer works along another axis than the last, as all do here. */
function checkAxis({ name, config }: KerasNode, last: number): void {
  const axes = [config["axis"] ?? -1].flat().map(Number);
  if (axes.length === 1 && (axes[0] === -1 || axes[0] === last)) return;
  throw untakable(name, {
    en: `it works along the axis ${axes.join(", ")}, and here along the last`,
    zh: `它沿轴 ${axes.join("、")} 计算，而这里沿最后一轴`,
  });
}

/** What Keras calls the same, where that is not our name in its spelling. */
const otherNames: Readonly<Record<string, string>> = {
  kernel: "depthwise_kernel",
  output_kernel: "attention_output_kernel",
  output_bias: "attention_output_bias",
  gamma: "scale",
};

function valuesFor(
  node: KerasNode,
  { name, shape }: { readonly name: string; readonly shape: readonly number[] },
  own: readonly NamedWeight[],
): Float32Array {
  const snake = name.replaceAll("-", "_");
  // "query/kernel" is our "query-kernel".
  const called = (wanted: string | undefined) =>
    own.find(({ path }) => path.at(-1) === wanted || path.slice(-2).join("_") === wanted);
  const found = (called(snake) ?? called(otherNames[snake]))?.weight;
  const isLike = node.className === "MultiHeadAttention" ? isSameOrder : isSameButOnes;
  if (found === undefined || !isLike(found.shape, shape)) return refuse(node.name, shape, found?.shape);
  return steeper(node, name, shape, found.values);
}

/** [4] is [1, 1, 4]. */
function isSameButOnes(one: readonly number[], other: readonly number[]): boolean {
  const [own, given] = [one, other].map((shape) => shape.filter((extent) => extent !== 1).join());
  return own === given;
}

/** Whether the same numbers in the same order are meant, heads apart or together: [6, 8] is [6, 2, 4]. */
function isSameOrder(one: readonly number[], other: readonly number[]): boolean {
  const [few, many] = [one, other].map(sizesUpTo).toSorted((a, b) => a.size - b.size);
  return [...few!].every((size) => many!.has(size)) && Math.max(1, ...few!) === Math.max(1, ...many!);
}

function sizesUpTo(shape: readonly number[]): ReadonlySet<number> {
  let size = 1;
  return new Set(shape.map((extent) => (size *= extent)).filter((each) => each !== 1));
}

/**
 * The hard sigmoid of Keras 2 and TensorFlow.js, clip(0.2 x + 0.5), is that of Keras 3, clip(x / 6 + 0.5), of 1.2 x. So what
 * is summed up before it has weights of 1.2 times: all, or in an LSTM (i, f, c, o) and a GRU (z, r, h) those of the gates.
 */
function steeper(node: KerasNode, name: string, shape: readonly number[], values: Float32Array): Float32Array {
  const isHard = (setting: string) => /^hard_?sigmoid$/i.test(String(node.config[setting]));
  const isLast = !(node.className === "SeparableConv2D" && name === "depthwise-kernel");
  const [gates, scaled] =
    node.className === "LSTM"
      ? [
          4,
          [
            isHard("recurrent_activation"),
            isHard("recurrent_activation"),
            isHard("activation"),
            isHard("recurrent_activation"),
          ],
        ]
      : node.className === "GRU"
        ? [3, [isHard("recurrent_activation"), isHard("recurrent_activation"), isHard("activation")]]
        : [1, [isHard("activation") && isLast]];
  if (!node.isOld || !scaled.includes(true)) return values;
  const width = shape.at(-1)! / gates;
  return values.map((value, at) => (scaled[Math.floor((at % (gates * width)) / width)] === true ? 1.2 * value : value));
}

function refuse(layer: string, wanted: readonly number[] | null, given: readonly number[] | undefined): never {
  const [en, zh] =
    wanted === null
      ? ["its weights cannot be taken apart here", "其权重在这里无法拆分"]
      : given === undefined
        ? [`the file has no weights of ${wanted.join(" × ")} for it`, `文件中没有形状为 ${wanted.join(" × ")} 的权重`]
        : [
            `its weights are ${given.join(" × ")} in the file, and ${wanted.join(" × ")} by its settings`,
            `其权重在文件中为 ${given.join(" × ")}，按设置应为 ${wanted.join(" × ")}`,
          ];
  throw untakable(layer, { en, zh });
}

export function untakable(layer: string, { en, zh }: Text): StudioError {
  return new StudioError({
    code: "keras-weights",
    text: {
      en: `The layer "${layer}" cannot be taken over: ${en}. Paste model.json to take the layers without weights.`,
      zh: `无法沿用层“${layer}”：${zh}。可粘贴 model.json，只取层结构。`,
    },
  });
}
