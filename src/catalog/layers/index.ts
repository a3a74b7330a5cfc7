import { z } from "zod";
import type { Text } from "../../language/text.ts";
import type { Shape } from "../../tensor/ops.ts";
import { findDefinition, selectionOf } from "../definition.ts";
import { activation, elu, leakyRelu, prelu } from "./activation/definition.ts";
import { attention, multiHeadAttention, transformerBlock } from "./attention/definition.ts";
import { parallelOver, residualOver, squeezeAndExcite } from "./block/definition.ts";
import { conv1d, conv2d, conv2dTranspose, depthwiseConv2d, separableConv2d } from "./convolution/definition.ts";
import { dense } from "./dense/definition.ts";
import { dropout, gaussianDropout, gaussianNoise, spatialDropout1d, spatialDropout2d } from "./dropout/definition.ts";
import { embedding, positionEmbedding } from "./embedding/definition.ts";
import {
  type AnyLayer,
  type LaidOut,
  type LayerDefinition,
  type LayerListSchema,
  type PlannedLayer,
  changedAt,
} from "./layer.ts";
import {
  batchNormalization,
  groupNormalization,
  layerNormalization,
  rmsNormalization,
} from "./normalization/definition.ts";
import {
  averagePooling1d,
  averagePooling2d,
  globalAveragePooling1d,
  globalAveragePooling2d,
  globalMaxPooling1d,
  globalMaxPooling2d,
  maxPooling1d,
  maxPooling2d,
} from "./pooling/definition.ts";
import { bidirectionalOver, gru, lstm, simpleRnn } from "./recurrent/definition.ts";
import {
  cropping1d,
  cropping2d,
  flatten,
  permute,
  repeatVector,
  reshape,
  upSampling1d,
  upSampling2d,
  zeroPadding1d,
  zeroPadding2d,
} from "./shaping/definition.ts";

const layerList: LayerListSchema = z.array(z.lazy((): z.ZodType<AnyLayer, AnyLayer> => layerSelection));

/** Every layer, by what it is for. */
const kinds = {
  basic: [dense, activation, leakyRelu, prelu, elu],
  convolution: [conv2d, conv1d, depthwiseConv2d, separableConv2d, conv2dTranspose],
  pooling: [
    maxPooling2d,
    averagePooling2d,
    globalAveragePooling2d,
    globalMaxPooling2d,
    maxPooling1d,
    averagePooling1d,
    globalAveragePooling1d,
    globalMaxPooling1d,
  ],
  shaping: [
    flatten,
    reshape,
    permute,
    repeatVector,
    zeroPadding1d,
    zeroPadding2d,
    cropping1d,
    cropping2d,
    upSampling1d,
    upSampling2d,
  ],
  normalization: [batchNormalization, layerNormalization, groupNormalization, rmsNormalization],
  noise: [dropout, spatialDropout1d, spatialDropout2d, gaussianNoise, gaussianDropout],
  sequence: [
    embedding,
    positionEmbedding,
    simpleRnn,
    gru,
    lstm,
    bidirectionalOver(layerList),
    attention,
    multiHeadAttention,
    transformerBlock,
  ],
  block: [residualOver(layerList), squeezeAndExcite, parallelOver(layerList)],
} as const;

export const layers = [
  ...kinds.basic,
  ...kinds.convolution,
  ...kinds.pooling,
  ...kinds.shaping,
  ...kinds.normalization,
  ...kinds.noise,
  ...kinds.sequence,
  ...kinds.block,
] as const;

const kindTitles: Readonly<Record<keyof typeof kinds, Text>> = {
  basic: { en: "Basic", zh: "基础" },
  convolution: { en: "Convolution", zh: "卷积" },
  pooling: { en: "Pooling", zh: "池化" },
  shaping: { en: "Shape", zh: "形状" },
  normalization: { en: "Normalization", zh: "归一化" },
  noise: { en: "Dropout and noise", zh: "随机失活与噪声" },
  sequence: { en: "Sequences: recurrent and attention", zh: "序列：循环与注意力" },
  block: { en: "Blocks", zh: "组合块" },
};

/** Of a definition's id. */
export function kindOf(id: string): Text {
  const [kind] = Object.entries(kinds).find(([, members]) => members.some((each) => each.id === id)) ?? [];
  // One of the object's own keys.
  return kindTitles[(kind ?? "basic") as keyof typeof kinds];
}

/** What each layer may have beside its own settings. */
const shared = {
  /** Kept in the list, and left out of the network. */
  disabled: z.boolean().optional(),
};

/** `{ type, ... }` */
export const layerSelection = selectionOf("type", layers, shared);
export type LayerSelection = z.infer<typeof layerSelection>;
/** As a person or a preset writes it: what has a default may be left out. */
export type LayerInput = z.input<typeof layerSelection>;

/** A layer's definition, for settings that its own schema has parsed; the union of all hides that they belong together. */
export function layerOf({ type }: AnyLayer): LayerDefinition {
  return findDefinition(layers, type) as unknown as LayerDefinition;
}

/** One layer on its input; `counts` numbers the list's layers of each type. Throws the layer's `StudioError`. */
export function planLayer(selection: AnyLayer, input: Shape, counts: Map<string, number>): PlannedLayer {
  const { type } = selection;
  const count = (counts.get(type) ?? 0) + 1;
  counts.set(type, count);
  const plan = layerOf(selection).plan(selection, input, layOut);
  return { name: `${type}-${count}`, selection, plan };
}

/** A list inside a layer; what was left open in it is filled in. Throws the first `StudioError` of a layer that does not fit. */
export function layOut(selections: readonly AnyLayer[], input: Shape): LaidOut {
  const counts = new Map<string, number>();
  const planned: PlannedLayer[] = [];
  let output = input;
  for (const selection of selections) {
    const layer = planLayer(layerSelection.parse(selection), output, counts);
    planned.push(layer);
    output = layer.plan.output;
  }
  return { output, layers: planned };
}

/** Without the layers that are switched off, in the lists inside too. */
export function activeLayers<Kind extends AnyLayer>(selections: readonly Kind[]): readonly Kind[] {
  return selections.filter(({ disabled }) => disabled !== true).map(withActiveInside);
}

function withActiveInside<Kind extends AnyLayer>(selection: Kind): Kind {
  const lists = layerOf(selection).lists?.(selection) ?? [];
  // At a list's path stands a list of layers, as its definition says.
  const active = (list: unknown): unknown => activeLayers(list as readonly AnyLayer[]);
  return lists.reduce((layer, { path }) => changedAt(layer, path, active), selection);
}
