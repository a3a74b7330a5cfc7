/**
 * The axes over which Keras has to take a norm to have that of one unit's weights, as it is taken here: of a filter, a
 * token's vector, a column of a matrix. By the class's name and the setting's, in either spelling.
 */
export function normAxes(className: string, setting: string): readonly number[] {
  if (setting.startsWith("embeddings")) return [1];
  if (setting.startsWith("pointwise")) return [0, 1, 2];
  switch (className) {
    case "Conv1D":
    case "DepthwiseConv2D":
    case "SeparableConv2D":
      return [0, 1];
    case "Conv2D":
      return [0, 1, 2];
    case "Conv2DTranspose":
      return [0, 1, 3];
    default:
      return [0];
  }
}

/** Which lines of the matrix Keras's orthogonal regularizer has to take for the units here. */
export function orthogonalMode(setting: string): "rows" | "columns" {
  return setting.startsWith("embeddings") ? "rows" : "columns";
}
