/** What a model of Keras does to its input first, as steps of preparation. */
import type { FittedStep } from "../../catalog/preprocessors/preprocessor.ts";
import type { KerasNode } from "../../project/keras/graph.ts";
import type { KerasWeight } from "../../project/keras/read-weights.ts";
import type { InputColumn } from "../../project/records.ts";
import { refuse } from "./refuse.ts";

/** What the model itself does first, as steps of preparation; null where it does nothing. Throws for one that is none here. */
export function leadingSteps(
  leading: readonly KerasNode[],
  inputs: readonly InputColumn[],
  weights: ReadonlyMap<string, KerasWeight>,
): readonly FittedStep[] | null {
  if (leading.length === 0) return null;
  const channels = inputs[0]?.type === "image" ? inputs[0].shape[2] : inputs.length;
  // a x + b, one pair a channel or column.
  let maps = Array.from({ length: channels }, () => ({ a: 1, b: 0 }));
  // What becomes the number that Keras puts where there is none.
  let gaps: readonly number[] | null = null;
  for (const node of leading) {
    if (node.className === "NanToNum") {
      const [filling] = numbersIn(node.config["nan"] ?? 0) ?? refuseScaling(node);
      gaps ??= maps.map(({ a, b }) => ((filling ?? 0) - b) / a);
      continue;
    }
    const next = node.className === "Rescaling" ? rescaling(node) : normalization(node, channels, weights);
    maps = maps.map(({ a, b }, at) => {
      const { a: times, b: plus } = next[at % next.length]!;
      return { a: a * times, b: b * times + plus };
    });
  }
  if (!maps.every(({ a, b }) => Number.isFinite(a) && Number.isFinite(b) && a !== 0)) return refuseScaling(leading[0]!);
  const moments = maps.map(({ a, b }) => ({ mean: -b / a, deviation: 1 / a }));
  if (inputs[0]?.type !== "image") {
    const columns = inputs.map(({ name }, at) => ({ name, values: moments[at]! }));
    const filled = gaps?.map((number, at) => ({ name: inputs[at]!.name, values: { number } }));
    return [...(filled === undefined ? [] : [{ step: "impute", columns: filled }]), { step: "standardize", columns }];
  }
  // Pictures are one column, of a channel at least.
  const [{ name }] = inputs as readonly [InputColumn];
  const [{ a }] = maps as [{ a: number; b: number }];
  if (maps.every((each) => each.b === 0 && each.a === a)) {
    return [{ step: "rescale", columns: [{ name, values: { factor: a } }] }];
  }
  return [{ step: "normalize-pixels", columns: [{ name, values: { channels: moments } }] }];
}

function numbersIn(value: unknown): readonly number[] | null {
  const all: readonly unknown[] = Array.isArray(value) ? value.flat(8) : [value];
  return all.every((each) => typeof each === "number") ? all : null;
}

export function rescaling(node: KerasNode): readonly { readonly a: number; readonly b: number }[] {
  const scale = numbersIn(node.config["scale"]);
  const offset = numbersIn(node.config["offset"] ?? 0);
  if (scale === null || offset === null) return refuseScaling(node);
  const length = Math.max(scale.length, offset.length);
  return Array.from({ length }, (_, at) => ({ a: scale[at % scale.length]!, b: offset[at % offset.length]! }));
}

/** Keras divides by the deviation, but never by less than 1e-7. */
function normalization(
  node: KerasNode,
  channels: number,
  weights: ReadonlyMap<string, KerasWeight>,
): readonly { readonly a: number; readonly b: number }[] {
  const told = (name: string): readonly number[] | null => {
    const given = numbersIn(node.config[name] ?? null);
    if (given !== null) return given;
    const weight = [...weights].find(([path]) => path.replace(/:\d+$/, "").endsWith(`${node.name}/${name}`))?.[1];
    return weight === undefined ? null : [...weight.values];
  };
  const [mean, variance] = [told("mean"), told("variance")];
  const lengths = [mean?.length, variance?.length];
  const fits = lengths.every((length) => length === 1 || length === channels);
  if (mean === null || variance === null || !fits || node.config["invert"] === true) return refuseScaling(node);
  return Array.from({ length: channels }, (_, at) => {
    const deviation = Math.max(Math.sqrt(variance[at % variance.length]!), 1e-7);
    return { a: 1 / deviation, b: -mean[at % mean.length]! / deviation };
  });
}

export function refuseScaling({ name, className }: KerasNode): never {
  return refuse(
    "model-layers",
    `The layer "${name}" (${className}) scales numbers in a way that is not known here. Leave it out, and do outside what it did.`,
    `层“${name}”（${className}）的缩放方式在这里没有对应。请去掉该层，并在模型之外完成其处理。`,
  );
}
