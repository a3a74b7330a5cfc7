/** What a model's last layer gives and what the data asks: the sentence where the two differ, and what would mend it. */
import type { ModelSeam } from "../catalog/architectures/architecture.ts";
import { layerOf, layerSelection } from "../catalog/layers/index.ts";
import { type AnyLayer, printShape, sizeOf } from "../catalog/layers/layer.ts";
import type { Problem } from "../language/studio-error.ts";
import type { Text } from "../language/text.ts";
import { type LayerPath, changeLayer, insertLayers } from "./edit-layers.ts";

type Shape = ModelSeam["input"];

/** One click that mends: the whole list as it is then. */
export interface ModelMend {
  readonly title: Text;
  readonly layers: readonly AnyLayer[];
}

export interface Mendable {
  readonly problem: Problem;
  readonly mends: readonly ModelMend[];
}

/** A layer of the model's own list, as far as shapes are known. */
export interface Reached {
  readonly path: LayerPath;
  readonly selection: AnyLayer;
  readonly isDisabled: boolean;
  readonly input: Shape | null;
  readonly output: Shape | null;
}

/** `reached`: the same layers, with the shapes between them. */
export function answerMistake(
  layers: readonly AnyLayer[],
  reached: readonly Reached[],
  output: Shape,
  seam: ModelSeam,
): Mendable {
  const wanted = wantedBy(seam);
  const count = sizeOf(output) === 1 ? "number" : "numbers";
  const text = {
    en: `The last layer gives ${printShape(output)} ${count}, but the data asks for ${wanted.en}.`,
    zh: `最后一层输出 ${printShape(output)} 个数，但数据要求的是${wanted.zh}。`,
  };
  return { problem: { code: "model-output", text }, mends: mendsOf(layers, reached, output, seam) };
}

function wantedBy({ input, outputs, task }: ModelSeam): Text {
  switch (task) {
    case "classification":
      return { en: `${outputs} classes`, zh: ` ${outputs} 个类别` };
    case "regression":
      return { en: "one number", zh: "一个数值" };
    case "reconstruction":
      return { en: `the input's ${printShape(input)}`, zh: `与输入相同的 ${printShape(input)}` };
    case "generation":
      return {
        en: `${outputs} at each of ${input[0]} steps, one for each token that may follow`,
        zh: ` ${input[0]} 步各 ${outputs} 个数，对应每个可能的后续词元`,
      };
  }
}

function mendsOf(
  layers: readonly AnyLayer[],
  reached: readonly Reached[],
  output: Shape,
  seam: ModelSeam,
): readonly ModelMend[] {
  const { input, outputs, task } = seam;
  const place = layers.findLastIndex(({ disabled }) => disabled !== true);
  const ending = (title: Text, ...added: readonly { readonly type: string }[]): ModelMend => ({
    title,
    layers: insertLayers(
      layers,
      [],
      place + 1,
      added.map((layer) => layerSelection.parse(layer)),
    ),
  });
  const dense = { type: "dense", units: outputs };
  const endDense = ending({ en: `End with Dense ${outputs}`, zh: `以全连接 ${outputs} 结尾` }, dense);
  if (task === "generation" && (output.length !== 2 || output[0] !== input[0])) return keepSteps(layers, reached, seam);
  if (task === "reconstruction" && output.length === 3 && output.slice(0, 2).join() === input.slice(0, 2).join()) {
    const channels = { type: "conv2d", filters: input[2], padding: "same" };
    return [ending({ en: `End with a convolution of ${input[2]}`, zh: `以 ${input[2]} 个滤波器的卷积结尾` }, channels)];
  }
  if (output.length > 1 && task !== "generation") {
    const flatten = { en: `End with Flatten and Dense ${outputs}`, zh: `以展平和全连接 ${outputs} 结尾` };
    const pool = { en: `End with global pooling and Dense ${outputs}`, zh: `以全局池化和全连接 ${outputs} 结尾` };
    const pooling = { type: output.length === 3 ? "global-average-pooling2d" : "global-average-pooling1d" };
    return [ending(flatten, { type: "flatten" }, dense), ending(pool, pooling, dense)];
  }
  if (layers[place]?.type !== "dense") return [endDense];
  const title = { en: `Give the last layer ${outputs} units`, zh: `将最后一层改为 ${outputs} 个单元` };
  return [{ title, layers: changeLayer(layers, [place], { units: outputs }) }, endDense];
}

/** Where each step must answer: a recurrent layer that answers once is to answer at each, any other that loses steps to go. */
function keepSteps(
  layers: readonly AnyLayer[],
  reached: readonly Reached[],
  { input: [steps] }: ModelSeam,
): readonly ModelMend[] {
  const place = layers.findLastIndex((layer) => layer.disabled !== true && atEveryStep(layer) !== null);
  const settings = layers[place] === undefined ? null : atEveryStep(layers[place]);
  if (settings === null) {
    const losing = reached.find(
      ({ isDisabled, output }) => !isDisabled && (output?.length !== 2 || output[0] !== steps),
    );
    return losing === undefined ? [] : [leaveOut(layers, losing)];
  }
  const title = { en: "Let the recurrent layer answer at every step", zh: "让循环层在每一步都输出" };
  return [{ title, layers: changeLayer(layers, [place], settings) }];
}

/** Switches off a layer that is in another's way. */
export function leaveOut(
  layers: readonly AnyLayer[],
  { path, selection }: Pick<Reached, "path" | "selection">,
): ModelMend {
  const { title } = layerOf(selection);
  return {
    title: { en: `Leave out ${title.en}`, zh: `停用${title.zh}` },
    layers: changeLayer(layers, path, { disabled: true }),
  };
}

/** Settings by which a layer that answers once, behind the last step, answers at each; null for any other. */
export function atEveryStep(layer: AnyLayer): Readonly<Record<string, unknown>> | null {
  if (layer["returnSequences"] === false) return { returnSequences: true };
  if (layer.type !== "bidirectional") return null;
  // A bidirectional layer holds a list of layers, as its schema says.
  const inside = layer["layers"] as readonly AnyLayer[];
  const place = inside.findLastIndex((each) => atEveryStep(each) !== null);
  return place < 0 ? null : { layers: changeLayer(inside, [place], { returnSequences: true }) };
}
