/** The weights of a Keras model for the layers that it has become here: same numbers under our names. */
import { layOut } from "../../catalog/layers/index.ts";
import type { PlannedLayer } from "../../catalog/layers/layer.ts";
import { StudioError } from "../../language/studio-error.ts";
import type { SavedTensor } from "../records.ts";
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
  return takenInto(layers, translated, "", named(weights));
}

interface NamedWeight extends KerasWeight {
  /** "model/dense_1/kernel:0" without what is behind the colon. */
  readonly path: readonly string[];
}

function named(weights: ReadonlyMap<string, KerasWeight>): readonly NamedWeight[] {
  return [...weights].map(([name, weight]) => ({ ...weight, path: name.replace(/:\d+$/, "").split("/") }));
}

function takenInto(
  layers: readonly PlannedLayer[],
  translated: readonly Translated[],
  prefix: string,
  weights: readonly NamedWeight[],
): readonly SavedTensor[] {
  return layers.flatMap(({ name, plan }, at) => {
    const { node, inside = {} } = translated[at]!;
    const path = `${prefix}${name}`;
    const own = weights.filter((weight) => weight.path.slice(0, -1).includes(node.name));
    const take = (kind: string, spec: { readonly name: string; readonly shape: readonly number[] }): SavedTensor => ({
      name: `${kind}/${path}/${spec.name}`,
      shape: spec.shape,
      values: valuesFor(node.name, spec, own),
    });
    return [
      ...plan.parameters.map((spec) => take("parameter", spec)),
      ...plan.state.map((spec) => take("state", spec)),
      ...Object.entries(plan.inner ?? {}).flatMap(([list, { layers: inner }]) => {
        const of = inside[list];
        // Two layers in one, or layers within a layer, that Keras keeps in another way.
        if (of === undefined) return inner.length === 0 ? [] : refuse(node.name, null, undefined);
        return takenInto(inner, of, `${path}/${list}/`, weights);
      }),
    ];
  });
}

/** What Keras calls the same, where that is not our name in its spelling. */
const otherNames: Readonly<Record<string, string>> = { kernel: "depthwise_kernel" };

function valuesFor(
  layer: string,
  { name, shape }: { readonly name: string; readonly shape: readonly number[] },
  own: readonly NamedWeight[],
): Float32Array {
  const snake = name.replaceAll("-", "_");
  const called = (wanted: string | undefined) => own.find(({ path }) => path.at(-1) === wanted);
  const found = called(snake) ?? called(otherNames[snake]);
  if (found?.shape.join() !== shape.join()) return refuse(layer, shape, found?.shape);
  return found.values;
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
  throw new StudioError({
    code: "keras-weights",
    text: {
      en: `The layer "${layer}" cannot be taken over: ${en}. Paste model.json to take the layers without weights.`,
      zh: `无法沿用层“${layer}”：${zh}。可粘贴 model.json，只取层结构。`,
    },
  });
}
