import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import type { ImageColumn } from "../../../src/catalog/datasets/dataset.ts";
import { encodeExamples } from "../../../src/engine/data/encode-examples.ts";
import { fitInTurn, fitStep } from "../../support/fit-step.ts";

const golden = z
  .object({
    shape: z.tuple([z.int(), z.int(), z.int()]),
    pixels: z.array(z.int()),
    sizes: z.array(z.object({ width: z.int(), height: z.int(), pixels: z.array(z.int()) })),
  })
  .parse(JSON.parse(readFileSync(new URL("../../fixtures/golden/resampling.json", import.meta.url), "utf8")));
describe("pictures", () => {
  const picture: ImageColumn = {
    type: "image",
    name: "p",
    shape: golden.shape,
    scale: 1,
    // The second is the first one's negative.
    pixels: Uint8Array.from([...golden.pixels, ...golden.pixels.map((pixel) => 255 - pixel)]),
  };
  const first = Int32Array.of(0);

  test.each(golden.sizes)("stretched to $width by $height as Pillow does", async ({ width, height, pixels }) => {
    const column = await fitStep({ step: "resize", width, height }, picture, first);
    if (column?.type !== "image") throw new Error("not a picture");
    expect(column.shape).toEqual([height, width, 3]);
    // Pillow rounds to whole levels between its two passes.
    pixels.forEach((pixel, at) => expect(Math.abs(column.pixels[at]! - pixel)).toBeLessThanOrEqual(1));
    pixels.forEach((pixel, at) => {
      expect(Math.abs(column.pixels[pixels.length + at]! - (255 - pixel))).toBeLessThanOrEqual(1);
    });
  });

  test("cropped around the middle, or padded with black, in its own proportions", async () => {
    // White on the left, grey on the right: 2 high, 4 wide.
    const wide: ImageColumn = {
      type: "image",
      name: "w",
      shape: [2, 4, 1],
      scale: 1,
      pixels: Uint8Array.of(10, 20, 30, 40, 50, 60, 70, 80),
    };
    const sized = async (fit: string, side: number) => {
      const column = await fitStep({ step: "resize", width: side, height: side, fit }, wide, first);
      return column?.type === "image" ? [...column.pixels] : [];
    };
    expect(await sized("crop", 2)).toEqual([20, 30, 60, 70]);
    expect(await sized("pad", 4)).toEqual([0, 0, 0, 0, 10, 20, 30, 40, 50, 60, 70, 80, 0, 0, 0, 0]);
  });

  test("normalized by channel over the training pictures, rescaled before or not", async () => {
    for (const list of [[{ step: "normalize-pixels" }], [{ step: "rescale" }, { step: "normalize-pixels" }]]) {
      const { columns } = await fitInTurn(list, [picture], first);
      const examples = encodeExamples(columns, first);
      expect(examples.shape).toEqual(golden.shape);
      const out = new Float32Array(golden.pixels.length);
      examples.write(0, out, 0);
      for (let channel = 0; channel < 3; channel++) {
        const own = out.filter((_, at) => at % 3 === channel);
        const mean = own.reduce((sum, value) => sum + value, 0) / own.length;
        expect(mean).toBeCloseTo(0, 5);
        expect(own.reduce((sum, value) => sum + value ** 2, 0) / own.length).toBeCloseTo(1, 5);
      }
    }
  });

  test("rescaled pixels lie between 0 and 1", async () => {
    const { columns } = await fitInTurn([{ step: "rescale" }], [picture], first);
    const out = new Float32Array(golden.pixels.length);
    encodeExamples(columns, first).write(0, out, 0);
    out.forEach((value, at) => expect(value).toBeCloseTo(golden.pixels[at]! / 255, 6));
  });
});
