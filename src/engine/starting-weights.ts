/** What a model begins with: values drawn by the seed, or in some layers the weights of a model that has learnt before. */
import { nearestName } from "../project/nearest-name.ts";
import type { Project } from "../project/project.ts";
import type { SavedTensor } from "../project/records.ts";
import { dataProblem, listed } from "./data/data-problem.ts";
import { type ModelPlan, type ModelProgram, initialTensors } from "./model-program.ts";

/**
 * First values of every parameter and state. Where `source` is given, the layers that `startFrom` names have its
 * tensors; where it names none, all that both have alike. A layer that has read grey pictures reads colour ones by their
 * brightness. Throws a `StudioError` that names the layer for one that is not there,
 * has other shapes in the two, or when nothing is alike.
 */
export function startingWeights(
  program: ModelProgram,
  seed: number,
  startFrom: Project["startFrom"],
  source: readonly SavedTensor[] | undefined,
): readonly SavedTensor[] {
  const drawn = initialTensors(program, seed);
  if (startFrom === undefined || source === undefined) return drawn;
  const held = new Map(source.map((tensor) => [tensor.name, inColour(tensor, program.plan)]));
  const own = new Map<string, SavedTensor[]>();
  for (const tensor of drawn) own.set(layerOf(tensor.name), [...(own.get(layerOf(tensor.name)) ?? []), tensor]);
  const isTaken = (tensors: readonly SavedTensor[]) =>
    tensors.every((tensor) => isAlike(tensor, held.get(tensor.name)));
  const asked = startFrom.layers ?? [...own].flatMap(([layer, tensors]) => (isTaken(tensors) ? [layer] : []));
  if (asked.length === 0) throw nothingAlike([...own.keys()]);
  for (const layer of asked) {
    const tensors = own.get(layer);
    if (tensors === undefined) throw unknownLayer(layer, [...own.keys()]);
    const other = tensors.find((tensor) => !isAlike(tensor, held.get(tensor.name)));
    if (other !== undefined) throw unlike(layer, other, held.get(other.name));
  }
  const taken = new Set(asked);
  return drawn.map((tensor) => (taken.has(layerOf(tensor.name)) ? held.get(tensor.name)! : tensor));
}

/** How much of red, green and blue is in brightness (Rec. ITU-R BT.601). */
const BRIGHTNESS = [0.299, 0.587, 0.114];

/** The first convolution's kernel [height, width, 1, filters] for three channels, where the model has so many: it sees a colour picture as a grey one. */
function inColour(tensor: SavedTensor, { input, layers }: ModelPlan): SavedTensor {
  const first = layers.find(({ plan }) => plan.parameters.length > 0);
  const [height, width, channels, filters] = tensor.shape;
  const isFirst = first?.selection.type === "conv2d" && tensor.name === `parameter/${first.name}/kernel`;
  if (!isFirst || input.length !== 3 || input[2] !== BRIGHTNESS.length || channels !== 1) return tensor;
  const values = new Float32Array(tensor.values.length * BRIGHTNESS.length);
  tensor.values.forEach((value, at) => {
    const [tap, filter] = [Math.floor(at / filters!), at % filters!];
    BRIGHTNESS.forEach((share, channel) => {
      values[(tap * BRIGHTNESS.length + channel) * filters! + filter] = share * value;
    });
  });
  return { name: tensor.name, shape: [height!, width!, BRIGHTNESS.length, filters!], values };
}

/** "parameter/residual-1/layers/conv2d-1/kernel" is of the list's "residual-1". */
function layerOf(name: string): string {
  return name.split("/")[1]!;
}

function isAlike({ shape }: SavedTensor, other: SavedTensor | undefined): boolean {
  return other !== undefined && other.shape.join() === shape.join();
}

function nothingAlike(layers: readonly string[]): Error {
  return dataProblem(
    "start-mismatch",
    `startFrom: no layer of this model has the shapes of one in the model that it should start from. Its layers with weights: ${listed(layers)}. Begin with that model's own layers, or leave startFrom out.`,
    `startFrom：没有任何一层的形状与来源模型一致。带权重的层：${listed(layers)}。请沿用来源模型的层，或去掉 startFrom。`,
  );
}

function unknownLayer(name: string, known: readonly string[]): Error {
  const nearest = nearestName(name, known);
  return dataProblem(
    "unknown-layer",
    `startFrom.layers: there is no layer "${name}" with weights. ${nearest === null ? "" : `Did you mean "${nearest}"? `}Layers with weights: ${listed(known)}.`,
    `startFrom.layers：没有名为“${name}”且带权重的层。${nearest === null ? "" : `是否想写“${nearest}”？`}带权重的层：${listed(known)}。`,
  );
}

function unlike(layer: string, { name, shape }: SavedTensor, other: SavedTensor | undefined): Error {
  const what = name.slice(name.indexOf(layer) + layer.length + 1);
  const here = shape.join(" × ");
  const [en, zh] =
    other === undefined
      ? ["the model that it starts from has none", "来源模型中没有"]
      : [
          `it is ${other.shape.join(" × ")} in the model that it starts from`,
          `来源模型中为 ${other.shape.join(" × ")}`,
        ];
  return dataProblem(
    "start-mismatch",
    `startFrom.layers: "${layer}" cannot take its weights over: its ${what} is ${here} here, but ${en}. Take the layer out of the list, or give it and the layers before it the same settings.`,
    `startFrom.layers：“${layer}”无法沿用权重：此处的 ${what} 为 ${here}，而${zh}。请将该层移出列表，或让它及之前各层的设置与来源一致。`,
  );
}
