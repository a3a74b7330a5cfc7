import { z } from "zod";
import type { ImageColumn } from "../../datasets/dataset.ts";
import { columnStep } from "../make-step.ts";

const values = z.strictObject({ channels: z.array(z.strictObject({ mean: z.number(), deviation: z.number() })) });

/** (pixel - mean) / deviation by channel, as torchvision's Normalize; done where pixels enter the network. */
export const normalizePixels = columnStep({
  values,
  fit: (_config, column, { rows }) => (column.type === "image" ? { channels: [...channelsOf(column, rows)] } : null),
  apply: ({ channels }, column) => (column.type === "image" ? [{ ...column, channels }] : [column]),
});

/** From the counts of each byte: exact, and quick over many pictures. */
function channelsOf({ pixels, shape, scale }: ImageColumn, rows: Int32Array) {
  const [height, width, channels] = shape;
  const size = height * width * channels;
  const counts = Array.from({ length: channels }, () => new Float64Array(256));
  for (const row of rows) {
    for (let at = row * size; at < (row + 1) * size; at++) counts[at % channels]![pixels[at]!]!++;
  }
  const total = rows.length * height * width;
  return counts.map((own) => {
    const mean = own.reduce((sum, count, byte) => sum + count * byte, 0) / total;
    const variance = own.reduce((sum, count, byte) => sum + count * (byte - mean) ** 2, 0) / total;
    const deviation = Math.sqrt(variance) * scale;
    return { mean: mean * scale, deviation: deviation > 0 ? deviation : 1 };
  });
}
