import { z } from "zod";
import { columnStep, presentNumbers } from "../make-step.ts";
import { type BinConfig, binEdges, binned } from "../ranges.ts";

export const bins = columnStep({
  values: z.strictObject({ edges: z.array(z.number()) }),
  fit: (config: BinConfig, column, { rows }) =>
    column.type === "number" ? { edges: binEdges(config, presentNumbers(column, rows)) } : null,
  apply: ({ edges }, column) => (column.type === "number" ? [binned(column, edges)] : [column]),
});
