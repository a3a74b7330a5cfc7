/** Where a `.keras` file keeps a layer's weights: groups named after the layers' classes, numbered as they come. */

/** Of each layer, in their order: "dense", "dense_1", "p_re_lu". */
export function groupNames(classNames: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  return classNames.map((className) => {
    const name = snakeCase(className);
    const before = counts.get(name) ?? 0;
    counts.set(name, before + 1);
    return before === 0 ? name : `${name}_${before}`;
  });
}

function snakeCase(className: string): string {
  return className
    .replaceAll(/\W+/g, "")
    .replaceAll(/(.)([A-Z][a-z]+)/g, "$1_$2")
    .replaceAll(/([a-z])([A-Z])/g, "$1_$2")
    .toLowerCase();
}

const KERNEL = ["kernel", "bias"] as const;
const AFFINE = ["gamma", "beta"] as const;
const RECURRENT = ["kernel", "recurrent_kernel", "bias"] as const;

const variables: Readonly<Record<string, readonly string[]>> = {
  SeparableConv2D: ["depthwise_kernel", "pointwise_kernel", "bias"],
  BatchNormalization: [...AFFINE, "moving_mean", "moving_variance"],
  LayerNormalization: AFFINE,
  GroupNormalization: AFFINE,
  RMSNormalization: ["gamma"],
  Normalization: ["mean", "variance", "count"],
  Embedding: ["embeddings"],
  PReLU: ["alpha"],
  SimpleRNN: RECURRENT,
  GRU: RECURRENT,
  LSTM: RECURRENT,
};

/** The settings that leave a variable out. */
const switches: Readonly<Record<string, string>> = { bias: "use_bias", gamma: "scale", beta: "center" };

/** What the numbered variables of a layer are, in their order. */
export function variableNames(className: string, config: Readonly<Record<string, unknown>>): readonly string[] {
  return (variables[className] ?? KERNEL).filter((name) => config[switches[name] ?? ""] !== false);
}

/** Layers whose weights lie in groups of their own inside theirs, with what those are called elsewhere. */
export const innerGroups: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  MultiHeadAttention: {
    query_dense: "query",
    key_dense: "key",
    value_dense: "value",
    output_dense: "attention_output",
  },
};

/** Layers that keep their variables with the cell that they repeat. */
export function hasCell(className: string): boolean {
  return variables[className] === RECURRENT;
}
