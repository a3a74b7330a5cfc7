/** What Keras calls the layers that it has too; the settings of those have our names in its spelling. */
import type { LayerSelection } from "../../catalog/layers/index.ts";

export type LayerType = LayerSelection["type"];

/** Left out: blocks, which are made of several layers there, and what Keras itself has no layer for. */
export const kerasClasses = {
  dense: "Dense",
  activation: "Activation",
  "leaky-relu": "LeakyReLU",
  prelu: "PReLU",
  elu: "ELU",
  conv2d: "Conv2D",
  conv1d: "Conv1D",
  "depthwise-conv2d": "DepthwiseConv2D",
  "separable-conv2d": "SeparableConv2D",
  "conv2d-transpose": "Conv2DTranspose",
  "max-pooling2d": "MaxPooling2D",
  "average-pooling2d": "AveragePooling2D",
  "global-average-pooling2d": "GlobalAveragePooling2D",
  "global-max-pooling2d": "GlobalMaxPooling2D",
  "max-pooling1d": "MaxPooling1D",
  "average-pooling1d": "AveragePooling1D",
  "global-average-pooling1d": "GlobalAveragePooling1D",
  "global-max-pooling1d": "GlobalMaxPooling1D",
  flatten: "Flatten",
  reshape: "Reshape",
  permute: "Permute",
  "repeat-vector": "RepeatVector",
  "zero-padding1d": "ZeroPadding1D",
  "zero-padding2d": "ZeroPadding2D",
  cropping1d: "Cropping1D",
  cropping2d: "Cropping2D",
  "up-sampling1d": "UpSampling1D",
  "up-sampling2d": "UpSampling2D",
  "batch-normalization": "BatchNormalization",
  "layer-normalization": "LayerNormalization",
  "group-normalization": "GroupNormalization",
  "rms-normalization": "RMSNormalization",
  dropout: "Dropout",
  "spatial-dropout1d": "SpatialDropout1D",
  "spatial-dropout2d": "SpatialDropout2D",
  "gaussian-noise": "GaussianNoise",
  "gaussian-dropout": "GaussianDropout",
  embedding: "Embedding",
  "simple-rnn": "SimpleRNN",
  gru: "GRU",
  lstm: "LSTM",
  bidirectional: "Bidirectional",
  attention: "Attention",
  "multi-head-attention": "MultiHeadAttention",
} as const satisfies Readonly<Partial<Record<LayerType, string>>>;

/** How the branches of a block are put together, by the way of putting them together. */
export const kerasMerges = {
  add: "Add",
  concat: "Concatenate",
  multiply: "Multiply",
  average: "Average",
  maximum: "Maximum",
} as const;
