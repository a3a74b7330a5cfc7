/** First values of a parameter, drawn on the host from the run's seed, so that every backend starts from the same. */
import { z } from "zod";
import type { RandomStream } from "../../tensor/random.ts";
import type { Shape } from "../../tensor/ops.ts";

export const initializerIds = ["zeros", "glorot-uniform", "he-uniform", "he-normal"] as const;
export type InitializerId = (typeof initializerIds)[number];

/** A parameter's shape and how it starts. */
export interface Initialization {
  readonly shape: Shape;
  readonly initializer: InitializerId;
  /** Inputs and outputs of one unit, for initializers that scale by them. */
  readonly fanIn: number;
  readonly fanOut: number;
}

export const kernelInitializerField = z
  .enum(initializerIds)
  .default("glorot-uniform")
  .meta({
    field: {
      label: { en: "Kernel initializer", zh: "权重初始化" },
      choices: {
        zeros: { en: "Zeros", zh: "全零" },
        "glorot-uniform": { en: "Glorot uniform", zh: "Glorot 均匀" },
        "he-uniform": { en: "He uniform", zh: "He 均匀" },
        "he-normal": { en: "He normal", zh: "He 正态" },
      },
    },
  });

/** Glorot and Bengio (2010) and He et al. (2015), as Keras scales them. */
export function initialValues(spec: Initialization, random: RandomStream): Float32Array {
  const values = new Float32Array(spec.shape.reduce((product, extent) => product * extent, 1));
  switch (spec.initializer) {
    case "zeros":
      return values;
    case "glorot-uniform":
      return fillUniform(values, Math.sqrt(6 / (spec.fanIn + spec.fanOut)), random);
    case "he-uniform":
      return fillUniform(values, Math.sqrt(6 / spec.fanIn), random);
    case "he-normal": {
      const deviation = Math.sqrt(2 / spec.fanIn);
      return values.map(() => deviation * random.nextNormal());
    }
  }
}

function fillUniform(values: Float32Array, limit: number, random: RandomStream): Float32Array {
  return values.map(() => limit * (2 * random.nextUniform() - 1));
}
