import type { Preprocessor } from "../preprocessor.ts";

/** Multiplies by 1/255 where pixels enter the network, so the picture stays in bytes until then. */
export const rescale: Preprocessor = {
  fit: (_config, column) => (column.type === "image" ? { factor: 1 / 255 } : null),
  apply: (fitted, column) => {
    const { factor } = fitted;
    if (column.type !== "image" || typeof factor !== "number") return [column];
    return [{ ...column, scale: column.scale * factor }];
  },
};
