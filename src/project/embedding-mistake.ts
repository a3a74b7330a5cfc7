/** Where an embedding does not stand on tokens, or has fewer vectors than there are: shapes alone do not tell. */
import type { AnyLayer } from "../catalog/layers/layer.ts";
import { LayerProblem } from "../catalog/layers/layer.ts";
import { layerOf } from "../catalog/layers/index.ts";
import { type LayerPath } from "./edit-layers.ts";
import { valueAt } from "./field-path.ts";

export interface EmbeddingMistake {
  readonly path: LayerPath;
  readonly problem: LayerProblem;
}

/** Of all lists, in their order; `vocabulary`: how many tokens the data has, undefined where it has none. */
export function* embeddingMistakes(
  layers: readonly AnyLayer[],
  vocabulary: number | undefined,
  reached = true,
  path: LayerPath = [],
): Generator<EmbeddingMistake> {
  let isFirst = true;
  for (const [place, layer] of layers.entries()) {
    if (layer.disabled === true) continue;
    const at = [...path, place];
    // Whatever stands before it makes other numbers of the tokens.
    const readsTokens = reached && isFirst;
    isFirst = false;
    const problem = layer.type === "embedding" ? problemOf(Number(layer["inputDim"]), vocabulary, readsTokens) : null;
    if (problem !== null) yield { path: at, problem };
    for (const list of layerOf(layer).lists?.(layer) ?? []) {
      // At the path that a definition gives stands a list of layers.
      const inside = valueAt(layer, list.path) as readonly AnyLayer[];
      yield* embeddingMistakes(inside, vocabulary, readsTokens, [...at, ...list.path]);
    }
  }
}

function problemOf(vectors: number, vocabulary: number | undefined, readsTokens: boolean): LayerProblem | null {
  if (vocabulary === undefined) return new LayerProblem(noTokens, []);
  if (!readsTokens) return new LayerProblem(notFirst, []);
  if (vectors >= vocabulary) return null;
  return new LayerProblem(
    {
      en: `The embedding layer has vectors for ${vectors} tokens, but the data has ${vocabulary}. Give it as many.`,
      zh: `词嵌入层只有 ${vectors} 个词元的向量，而数据有 ${vocabulary} 个词元。请设为相同数量。`,
    },
    [
      {
        title: { en: `Set tokens to ${vocabulary}`, zh: `词元数设为 ${vocabulary}` },
        set: { inputDim: vocabulary },
      },
    ],
  );
}

const noTokens = {
  en: "The embedding layer reads tokens, and this data has none: its numbers stand for no words. Leave it out, or add a step that makes tokens of a text.",
  zh: "词嵌入层读取词元，而当前数据没有词元，其数字不代表词语。请停用该层，或添加把文本切成词元的步骤。",
};
const notFirst = {
  en: "The embedding layer reads tokens, but comes behind a layer that makes other numbers of them. Put it first, or leave it out.",
  zh: "词嵌入层读取词元，但它前面的层已把词元变成别的数。请把它放在最前面，或停用该层。",
};
