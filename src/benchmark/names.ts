/** What engines, devices and networks of the benchmark are called. */
import type { Text } from "../language/text.ts";
import type { Engine } from "./contest.ts";

export const engineNames: Readonly<Record<Engine, Text>> = {
  compiled: { en: "Descent Studio, compiled", zh: "Descent Studio（编译）" },
  reference: { en: "Descent Studio, reference", zh: "Descent Studio（参考）" },
  "tfjs-fit": { en: "TensorFlow.js fit", zh: "TensorFlow.js fit" },
  "jax-js": { en: "jax-js", zh: "jax-js" },
  "plain-js": { en: "Plain JavaScript loops", zh: "普通 JavaScript 循环" },
  convnetjs: { en: "ConvNetJS", zh: "ConvNetJS" },
  pytorch: { en: "PyTorch", zh: "PyTorch" },
};

export const backendNames = {
  webgpu: { en: "WebGPU", zh: "WebGPU" },
  wasm: { en: "WebAssembly", zh: "WebAssembly" },
  cpu: { en: "JavaScript", zh: "JavaScript" },
} satisfies Readonly<Record<string, Text>>;

/** By name of the network. */
export const networkNames: Readonly<Record<string, { readonly title: Text; readonly detail: Text }>> = {
  tiny: {
    title: { en: "Tiny", zh: "微型网络" },
    detail: { en: "dense 2-8-8-1, batch 32", zh: "全连接 2-8-8-1，批量 32" },
  },
  mlp: {
    title: { en: "Perceptron", zh: "多层感知机" },
    detail: { en: "dense 784-128-10, batch 128", zh: "全连接 784-128-10，批量 128" },
  },
  cnn: {
    title: { en: "Convolutions", zh: "卷积网络" },
    detail: { en: "28 × 28, convolutions of 32 and 64, batch 32", zh: "28 × 28，32 与 64 个卷积核，批量 32" },
  },
  lstm: {
    title: { en: "LSTM", zh: "LSTM" },
    detail: { en: "16 steps of 8 numbers, 32 units, batch 32", zh: "16 步、每步 8 个数，32 单元，批量 32" },
  },
  attention: {
    title: { en: "Attention", zh: "注意力" },
    detail: {
      en: "2 transformer blocks, 64 wide, 64 steps, batch 16",
      zh: "2 个 Transformer 块，宽 64，64 步，批量 16",
    },
  },
};

export function networkTitle(name: string): Text {
  return networkNames[name]?.title ?? { en: name, zh: name };
}
