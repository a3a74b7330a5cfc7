import { z } from "zod";
import { columnStep } from "../make-step.ts";

/** Multiplies by 1/255 where pixels enter the network, so the picture stays in bytes until then. Normalized ones are scaled already. */
export const rescale = columnStep({
  values: z.strictObject({ factor: z.number() }),
  fit: (_config, column) => (column.type === "image" && column.channels === undefined ? { factor: 1 / 255 } : null),
  apply: ({ factor }, column) => (column.type === "image" ? [{ ...column, scale: column.scale * factor }] : [column]),
});
