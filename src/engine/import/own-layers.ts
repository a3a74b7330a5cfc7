/**
 * The weights of one of the studio's own models in a file for Keras or TensorFlow.js, where several layers may stand for one
 * of ours: the model of the card is written once more with numbers that tell their own places, and so what the file has
 * there goes back to those places.
 */
import { sizeOf } from "../../catalog/layers/layer.ts";
import type { KerasWeight } from "../../project/keras/read-weights.ts";
import type { KerasDialect } from "../../project/keras/unsayable.ts";
import type { SavedTensor } from "../../project/records.ts";
import type { OwnCard } from "../export/model-card.ts";
import type { KerasGraph } from "../export/keras/keras-graph.ts";
import { toKeras } from "../export/keras/translate.ts";
import { loadProgram } from "../model-program.ts";
import { plannedFor } from "./check-record.ts";
import { ofCard } from "./read-tensors.ts";
import { refuse } from "./refuse.ts";

/** A place is 1 + its low part in one writing and 2^23 + its high part in the other, whole numbers of float32 both. What is the same in both is no weight. */
const LOW = 2 ** 22;
const HIGH = 2 ** 23;

/**
 * What takes the weights of a file, by the names that they have there. Throws `StudioError`s: at once for a card that makes no
 * network, and from there on for weights that are not the card's.
 */
export async function ownLayers(
  card: OwnCard,
  dialect: KerasDialect,
): Promise<(held: ReadonlyMap<string, KerasWeight>) => readonly SavedTensor[]> {
  const { plan } = await plannedFor(ofCard([], card).record);
  const { parameters, state } = await loadProgram(plan);
  const of = (kind: string, specs: readonly { readonly path: string; readonly shape: readonly number[] }[]) =>
    specs.map(({ path, shape }) => ({ name: `${kind}/${path}`, shape }));
  let size = 0;
  const tensors = [...of("parameter", parameters), ...of("state", state)].map((spec) => {
    const from = size;
    size += sizeOf(spec.shape);
    return { ...spec, from };
  });
  const written = (mark: (place: number) => number): KerasGraph => {
    const marked = tensors.map(({ name, shape, from }) => ({
      name,
      shape,
      // As long as they are looked at.
      get values() {
        return Float32Array.from({ length: sizeOf(shape) }, (_, at) => mark(from + at));
      },
    }));
    return toKeras(plan, dialect, new Map(marked.map((tensor) => [tensor.name, tensor])), null);
  };
  const low = written((place) => 1 + (place % LOW));
  const high = written((place) => HIGH + Math.floor(place / LOW));
  return (held) => {
    if ([...held.values()].reduce((sum, { shape }) => sum + sizeOf(shape), 0) < size) refuseOthers(card);
    const byLayer = new Map<string, KerasWeight[]>();
    for (const [path, weight] of held) {
      const layer = path.split("/")[0]!;
      const own = byLayer.get(layer) ?? [];
      own.push(weight);
      byLayer.set(layer, own);
    }
    const numbers = new Float32Array(size).fill(Number.NaN);
    low.layers.forEach(({ name, weights }, layer) => {
      weights.forEach((weight, at) => {
        const found = byLayer.get(name)?.[at];
        if (found === undefined || found.shape.join() !== weight.shape.join()) return refuseOthers(card);
        const [lows, highs, values] = [weight.values(), high.layers[layer]!.weights[at]!.values(), found.values];
        lows.forEach((mark, place) => {
          if (mark !== highs[place]) numbers[mark - 1 + LOW * (highs[place]! - HIGH)] = values[place]!;
        });
      });
    });
    return tensors.map(({ name, shape, from }) => ({ name, shape, values: numbers.slice(from, from + sizeOf(shape)) }));
  };
}

function refuseOthers({ name }: OwnCard): never {
  return refuse(
    "model-card",
    `The weights in this file are not those of "${name}", which it says to be. Export the model again.`,
    `文件中的权重并不属于其说明中的模型“${name}”。请重新导出模型。`,
  );
}
