/** A setting of a Keras layer in our words. */
import type { Text } from "../../language/text.ts";
import { normAxes, orthogonalMode } from "./unit-axes.ts";

type Config = Readonly<Record<string, unknown>>;
type Tell = (text: Text) => void;

/** Keras's value for our setting `name` of a layer of this class; undefined where it says nothing. `tell`: what is not quite the same here. */
export function settingOf(className: string, name: string, config: Config, tell: Tell): unknown {
  const value = config[snake(name)] ?? config[name];
  if (value === undefined) return name === "keepDims" ? config["keepdims"] : undefined;
  if (/^(?:recurrentActivation|activation)$/.test(name)) return activationOf(value);
  if (/[Ii]nitializer$/.test(name)) return initializerOf(value, tell);
  if (name.endsWith("Regularizer")) return regularizerOf(value, orthogonalMode(name), tell);
  if (name.endsWith("Constraint")) return constraintOf(value, normAxes(className, name), tell);
  return value;
}

/** "kernelSize" as Keras spells it. */
export const snake = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const kebab = (name: string): string =>
  name
    .replaceAll("_", "-")
    .replaceAll(/([a-z])([A-Z])/g, "$1-$2")
    .toLowerCase();

const otherNames: Readonly<Record<string, string>> = { swish: "silu", "hard-swish": "hard-silu" };

function activationOf(value: unknown): unknown {
  if (value === null) return "linear";
  if (typeof value !== "string") return classOf(value) ?? value;
  const name = kebab(value);
  return otherNames[name] ?? name;
}

function classOf(value: unknown): string | null {
  if (typeof value === "string") return value;
  const name: unknown = typeof value === "object" && value !== null ? Reflect.get(value, "class_name") : null;
  return typeof name === "string" ? name : null;
}

function settingsOf(value: unknown): Config {
  const config: unknown = typeof value === "object" && value !== null ? Reflect.get(value, "config") : null;
  // An object that JSON gave: its keys are strings.
  return typeof config === "object" && config !== null ? (config as Config) : {};
}

const plainInitializers: readonly string[] = [
  "zeros",
  "ones",
  "glorot-uniform",
  "glorot-normal",
  "he-uniform",
  "he-normal",
  "lecun-uniform",
  "lecun-normal",
];

function initializerOf(value: unknown, tell: Tell): unknown {
  const id = kebab(classOf(value) ?? "");
  const { value: constant, minval, maxval, stddev, gain, scale, mode, distribution } = settingsOf(value);
  if (plainInitializers.includes(id)) return id;
  switch (id) {
    case "constant":
      return { id, value: constant };
    case "random-uniform":
      return { id, minimum: minval, maximum: maxval };
    case "random-normal":
    case "truncated-normal":
      return { id, deviation: stddev };
    case "orthogonal":
    case "identity":
      return typeof gain === "number" ? { id, gain } : id;
    case "variance-scaling": {
      const kind = mode === "fan_avg" && scale === 1 ? "glorot" : mode === "fan_in" && scale === 2 ? "he" : null;
      const name = mode === "fan_in" && scale === 1 ? "lecun" : kind;
      if (name !== null) return `${name}-${distribution === "uniform" ? "uniform" : "normal"}`;
      break;
    }
    default:
  }
  tell(different("initializer", "初始化"));
  return undefined;
}

function regularizerOf(value: unknown, units: string, tell: Tell): unknown {
  if (value === null) return null;
  const { l1, l2, factor, mode = "rows" } = settingsOf(value);
  switch (classOf(value)) {
    case "L1":
      return { id: "l1", factor: l1 };
    case "L2":
      return { id: "l2", factor: l2 };
    case "L1L2":
      return { id: "l1-l2", l1: l1 ?? 0, l2: l2 ?? 0 };
    case "OrthogonalRegularizer":
      if (mode !== units) tell(byUnit);
      return { id: "orthogonal", factor };
    default:
      tell(different("regularizer", "正则化"));
      return null;
  }
}

function constraintOf(value: unknown, axes: readonly number[], tell: Tell): unknown {
  if (value === null) return null;
  const { max_value: maxValue, axis = 0 } = settingsOf(value);
  const isOfUnits = String(axis) === String(axes);
  switch (classOf(value)) {
    case "MaxNorm":
      if (!isOfUnits) tell(byUnit);
      return { id: "max-norm", maxValue };
    case "UnitNorm":
      if (!isOfUnits) tell(byUnit);
      return { id: "unit-norm" };
    case "NonNeg":
      return { id: "non-negative" };
    default:
      tell(different("constraint", "约束"));
      return null;
  }
}

/** Whatever axis or mode it has there. */
const byUnit: Text = {
  en: "what its weights are held to is taken of each unit (filter, token) here, and along other axes there",
  zh: "其权重的约束或正则化在这里按每个单元（滤波器、词元）计算，原模型则沿其他轴计算",
};

const different = (en: string, zh: string): Text => ({
  en: `its ${en} is not known here; the usual one stands in its place`,
  zh: `其${zh}在这里没有对应，已改用默认值`,
});
