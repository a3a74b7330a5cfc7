import { z } from "zod";
import type { Shape } from "../../tensor/ops.ts";
import { findDefinition, selectionOf } from "../definition.ts";
import { activation, elu, leakyRelu, prelu } from "./activation/definition.ts";
import { attention, multiHeadAttention, transformerBlock } from "./attention/definition.ts";
import { parallelOver, residualOver, squeezeAndExcite } from "./block/definition.ts";
import { conv1d, conv2d, conv2dTranspose, depthwiseConv2d, separableConv2d } from "./convolution/definition.ts";
import { dense } from "./dense/definition.ts";
import { dropout, gaussianDropout, gaussianNoise, spatialDropout1d, spatialDropout2d } from "./dropout/definition.ts";
import { embedding, positionEmbedding } from "./embedding/definition.ts";
import type { AnyLayer, LaidOut, LayerDefinition, LayerListSchema, PlannedLayer } from "./layer.ts";
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

export const layers = [
  dense,
  activation,
  leakyRelu,
  prelu,
  elu,
  conv1d,
  conv2d,
  depthwiseConv2d,
  separableConv2d,
  conv2dTranspose,
  maxPooling1d,
  maxPooling2d,
  averagePooling1d,
  averagePooling2d,
  globalMaxPooling1d,
  globalMaxPooling2d,
  globalAveragePooling1d,
  globalAveragePooling2d,
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
  batchNormalization,
  layerNormalization,
  groupNormalization,
  rmsNormalization,
  dropout,
  spatialDropout1d,
  spatialDropout2d,
  gaussianNoise,
  gaussianDropout,
  embedding,
  positionEmbedding,
  simpleRnn,
  gru,
  lstm,
  bidirectionalOver(layerList),
  attention,
  multiHeadAttention,
  transformerBlock,
  residualOver(layerList),
  squeezeAndExcite,
  parallelOver(layerList),
] as const;

/** `{ type, ... }` */
export const layerSelection = selectionOf("type", layers);
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
