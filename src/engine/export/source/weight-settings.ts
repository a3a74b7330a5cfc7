/** How weights begin and are held, as source code of either language. */
import { constraintSchema } from "../../../catalog/layers/constraints.ts";
import type { Initializer } from "../../../catalog/layers/initializers.ts";
import { regularizerSchema } from "../../../catalog/layers/regularizers.ts";
import { normAxes, orthogonalMode } from "../../../project/keras/unit-axes.ts";

interface Arguments {
  readonly name: string;
  readonly given: Readonly<Record<string, number>>;
}

function argumentsOf(initializer: Initializer): Arguments {
  if (typeof initializer === "string") return { name: initializer, given: {} };
  switch (initializer.id) {
    case "constant":
      return { name: initializer.id, given: { value: initializer.value } };
    case "random-uniform":
      return { name: initializer.id, given: { minval: initializer.minimum, maxval: initializer.maximum } };
    case "random-normal":
    case "truncated-normal":
      return { name: initializer.id, given: { stddev: initializer.deviation } };
    case "orthogonal":
    case "identity":
      return { name: initializer.id, given: { gain: initializer.gain } };
  }
}

const snake = (id: string): string => id.replaceAll("-", "_");
const camel = (id: string): string => id.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
const pascal = (id: string): string => camel(`-${id}`);
const fixed: readonly string[] = ["zeros", "ones", "constant", "identity"];

export const beginningIn = {
  python: (initializer: Initializer): string => {
    const { name, given } = argumentsOf(initializer);
    const settings = Object.entries(given).map(([key, value]) => `${key}=${value}`);
    return settings.length === 0
      ? JSON.stringify(snake(name))
      : `keras.initializers.${pascal(name)}(${settings.join(", ")})`;
  },
  /** Each draws from a seed of its own, or layers of one shape would begin alike. */
  javascript: (initializer: Initializer, seed: number): string => {
    const { name, given } = argumentsOf(initializer);
    const settings = { ...given, ...(fixed.includes(name) ? {} : { seed }) };
    const all = Object.entries(settings).map(([key, value]) => `${key}: ${value}`);
    const bounds = name === "random-uniform" && given["minval"] === undefined ? ["minval: -0.05", "maxval: 0.05"] : [];
    return `tf.initializers.${camel(name)}({ ${[...bounds, ...all].join(", ")} })`.replace("({  })", "({})");
  },
};

export const pricedIn = {
  python: (name: string, value: unknown): string => {
    const priced = regularizerSchema.parse(value);
    switch (priced.id) {
      case "l1":
        return `keras.regularizers.L1(${priced.factor})`;
      case "l2":
        return `keras.regularizers.L2(${priced.factor})`;
      case "l1-l2":
        return `keras.regularizers.L1L2(${priced.l1}, ${priced.l2})`;
      case "orthogonal":
        return `keras.regularizers.OrthogonalRegularizer(${priced.factor}, mode="${orthogonalMode(name)}")`;
    }
  },
  /** Orthogonal ones have been refused. */
  javascript: (value: unknown): string => {
    const priced = regularizerSchema.parse(value);
    const { l1 = 0, l2 = 0 } = {
      ...(priced.id === "l1" ? { l1: priced.factor } : {}),
      ...(priced.id === "l2" ? { l2: priced.factor } : {}),
      ...(priced.id === "l1-l2" ? priced : {}),
    };
    return `tf.regularizers.l1l2({ l1: ${l1}, l2: ${l2} })`;
  },
};

/** Norms are those of one unit's weights; over several axes they have been refused for JavaScript. */
export const heldIn = {
  python: (className: string, name: string, value: unknown): string => {
    const held = constraintSchema.parse(value);
    const axes = normAxes(className, name);
    const axis = axes.length === 1 ? axes[0] : `(${axes.join(", ")})`;
    switch (held.id) {
      case "max-norm":
        return `keras.constraints.MaxNorm(${held.maxValue}, axis=${axis})`;
      case "unit-norm":
        return `keras.constraints.UnitNorm(axis=${axis})`;
      case "non-negative":
        return "keras.constraints.NonNeg()";
    }
  },
  javascript: (className: string, name: string, value: unknown): string => {
    const held = constraintSchema.parse(value);
    const [axis] = normAxes(className, name);
    switch (held.id) {
      case "max-norm":
        return `tf.constraints.maxNorm({ maxValue: ${held.maxValue}, axis: ${axis} })`;
      case "unit-norm":
        return `tf.constraints.unitNorm({ axis: ${axis} })`;
      case "non-negative":
        return "tf.constraints.nonNeg()";
    }
  },
};
