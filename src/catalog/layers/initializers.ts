/** First values of a parameter, drawn on the host from the run's seed, so that every backend starts from the same. */
import { z } from "zod";
import { idsOf } from "../definition.ts";
import { StudioError } from "../../language/studio-error.ts";
import type { Text } from "../../language/text.ts";
import type { RandomStream } from "../../tensor/random.ts";
import type { Shape } from "../../tensor/ops.ts";
import { orthonormalColumns } from "./orthonormal.ts";

const titles = {
  zeros: { en: "Zeros", zh: "全零" },
  ones: { en: "Ones", zh: "全一" },
  constant: { en: "Constant", zh: "常数" },
  "random-uniform": { en: "Uniform", zh: "均匀" },
  "random-normal": { en: "Normal", zh: "正态" },
  "truncated-normal": { en: "Truncated normal", zh: "截断正态" },
  "glorot-uniform": { en: "Glorot uniform", zh: "Glorot 均匀" },
  "glorot-normal": { en: "Glorot normal", zh: "Glorot 正态" },
  "he-uniform": { en: "He uniform", zh: "He 均匀" },
  "he-normal": { en: "He normal", zh: "He 正态" },
  "lecun-uniform": { en: "LeCun uniform", zh: "LeCun 均匀" },
  "lecun-normal": { en: "LeCun normal", zh: "LeCun 正态" },
  orthogonal: { en: "Orthogonal", zh: "正交" },
  identity: { en: "Identity", zh: "单位阵" },
} satisfies Readonly<Record<string, Text>>;

export type InitializerId = keyof typeof titles;
export const initializerIds = idsOf(titles);

const number = (standard: number, en: string, zh: string) =>
  z
    .number()
    .min(-1e6)
    .max(1e6)
    .default(standard)
    .meta({ field: { label: { en, zh } } });
const spread = number(0.05, "Standard deviation", "标准差");

const withSettings = [
  z.strictObject({ id: z.literal("constant"), value: number(0, "Value", "数值") }),
  z.strictObject({
    id: z.literal("random-uniform"),
    minimum: number(-0.05, "From", "下限"),
    maximum: number(0.05, "To", "上限"),
  }),
  z.strictObject({ id: z.literal("random-normal"), deviation: spread }),
  z.strictObject({ id: z.literal("truncated-normal"), deviation: spread }),
  z.strictObject({ id: z.literal("orthogonal"), gain: number(1, "Gain", "增益") }),
] as const;
const identitySchema = z.strictObject({ id: z.literal("identity"), gain: number(1, "Gain", "增益") });

/** A name, or one with settings of its own, such as `{ id: "constant", value: 0.5 }`. */
const initializerSchema = z.union([
  z.enum(initializerIds),
  z.discriminatedUnion("id", [...withSettings, identitySchema]),
]);
/** A bias is no matrix: it has no identity. */
const vectorInitializerSchema = z.union([
  z.enum(initializerIds).exclude(["identity"]),
  z.discriminatedUnion("id", withSettings),
]);
export type Initializer = z.infer<typeof initializerSchema>;

/** A parameter's shape and how it starts. */
export interface Initialization {
  readonly shape: Shape;
  readonly initializer: Initializer;
  /** Inputs and outputs of one unit, for initializers that scale by them. */
  readonly fanIn: number;
  readonly fanOut: number;
  /** Entries [from, to) along the last axis start at 1 instead: a forget gate's bias. */
  readonly ones?: readonly [number, number];
}

export function initializerField(standard: InitializerId, en: string, zh: string) {
  return initializerSchema.default(standard).meta({ field: { label: { en, zh }, choices: titles } });
}

/** Of parameters that are one number a unit. */
export function vectorInitializerField(standard: Exclude<InitializerId, "identity">, en: string, zh: string) {
  return vectorInitializerSchema.default(standard).meta({ field: { label: { en, zh }, choices: titles } });
}

/** Values as Keras draws them, from (seed, parameter) alone. Throws a `StudioError` for a shape that has no identity. */
export function initialValues(spec: Initialization, random: RandomStream): Float32Array {
  const values = drawn(spec, random);
  if (spec.ones === undefined) return values;
  const [from, to] = spec.ones;
  const extent = spec.shape[spec.shape.length - 1]!;
  return values.map((value, at) => (at % extent >= from && at % extent < to ? 1 : value));
}

function drawn(spec: Initialization, random: RandomStream): Float32Array {
  const { shape, fanIn, fanOut, initializer } = spec;
  const settings = typeof initializer === "string" ? { id: initializer } : initializer;
  const uniform = (limit: number) => each(shape, () => limit * (2 * random.nextUniform() - 1));
  const normal = (deviation: number) => each(shape, () => deviation * random.nextNormal());
  switch (settings.id) {
    case "zeros":
      return each(shape, () => 0);
    case "ones":
      return each(shape, () => 1);
    case "constant": {
      const value = "value" in settings ? settings.value : 0;
      return each(shape, () => value);
    }
    case "random-uniform": {
      const [from, to] = "minimum" in settings ? [settings.minimum, settings.maximum] : [-0.05, 0.05];
      return each(shape, () => from + (to - from) * random.nextUniform());
    }
    case "random-normal":
      return normal("deviation" in settings ? settings.deviation : 0.05);
    case "truncated-normal":
      return truncated(shape, "deviation" in settings ? settings.deviation : 0.05, random);
    // Glorot and Bengio (2010), He et al. (2015), LeCun et al. (1998).
    case "glorot-uniform":
      return uniform(Math.sqrt(6 / (fanIn + fanOut)));
    case "glorot-normal":
      return truncated(shape, Math.sqrt(2 / (fanIn + fanOut)) / TRUNCATED_DEVIATION, random);
    case "he-uniform":
      return uniform(Math.sqrt(6 / fanIn));
    case "he-normal":
      return truncated(shape, Math.sqrt(2 / fanIn) / TRUNCATED_DEVIATION, random);
    case "lecun-uniform":
      return uniform(Math.sqrt(3 / fanIn));
    case "lecun-normal":
      return truncated(shape, Math.sqrt(1 / fanIn) / TRUNCATED_DEVIATION, random);
    case "orthogonal":
      return orthogonal(shape, "gain" in settings ? settings.gain : 1, random);
    case "identity":
      return identity(shape, "gain" in settings ? settings.gain : 1);
  }
}

function each(shape: Shape, value: (at: number) => number): Float32Array {
  return Float32Array.from({ length: shape.reduce((product, extent) => product * extent, 1) }, (_, at) => value(at));
}

/** Standard deviation of a standard normal cut off at two. */
const TRUNCATED_DEVIATION = 0.879_625_661_034_239_78;

/** Draws again whatever lies beyond two deviations. */
function truncated(shape: Shape, deviation: number, random: RandomStream): Float32Array {
  return each(shape, () => {
    let value = random.nextNormal();
    while (Math.abs(value) > 2) value = random.nextNormal();
    return deviation * value;
  });
}

/** Saxe et al. (2014): [..., units] seen as a matrix whose columns, or rows where there are fewer, are orthonormal. */
function orthogonal(shape: Shape, gain: number, random: RandomStream): Float32Array {
  const columns = shape[shape.length - 1] ?? 1;
  const rows = shape.slice(0, -1).reduce((product, extent) => product * extent, 1);
  const isWide = columns > rows;
  const [tall, narrow] = isWide ? [columns, rows] : [rows, columns];
  const basis = orthonormalColumns(tall, narrow, random);
  return each(shape, (at) => {
    const [row, column] = [Math.floor(at / columns), at % columns];
    return gain * (isWide ? basis[row]![column]! : basis[column]![row]!);
  });
}

/** The matrix that changes nothing; of a convolution, the kernel that does not. */
function identity(shape: Shape, gain: number): Float32Array {
  if (shape.length < 2) {
    throw new StudioError({
      code: "initializer-shape",
      text: {
        en: "The identity initializer is for matrices and kernels, not for biases. Choose another.",
        zh: "单位阵初始化只适用于矩阵和卷积核，不适用于偏置。请另选一种。",
      },
    });
  }
  const [inputs, units] = [shape[shape.length - 2]!, shape[shape.length - 1]!];
  const window = shape.slice(0, -2);
  const centre = window.reduce((flat, extent) => flat * extent + Math.floor((extent - 1) / 2), 0);
  return each(shape, (at) => {
    const inMatrix = at % (inputs * units);
    const isCentre = Math.floor(at / (inputs * units)) === centre;
    return isCentre && Math.floor(inMatrix / units) === inMatrix % units ? gain : 0;
  });
}
