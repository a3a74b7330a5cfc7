/** HDF5 files as they are written come back, and what is none is refused. */
import { expect, test } from "vitest";
import { readHdf5, writeHdf5 } from "../../../src/engine/hdf5.ts";

test("groups, numbers and texts come back", async () => {
  const bytes = await writeHdf5((file) => {
    const layer = file.create_group("layers").create_group("dense");
    layer.create_dataset({ name: "kernel", data: Float32Array.of(1, 2, 3, 4, 5, 6), shape: [3, 2] });
    layer.create_attribute("names", ["kernel", "偏置"]);
  });
  const read = await readHdf5(bytes, (file) => {
    const layer = file.group("layers")?.group("dense");
    const kernel = layer?.numbers("kernel");
    return { shape: kernel?.shape, values: kernel?.read(), names: layer?.texts("names"), none: file.group("dense") };
  });
  expect(read).toEqual({
    shape: [3, 2],
    values: Float32Array.of(1, 2, 3, 4, 5, 6),
    names: ["kernel", "偏置"],
    none: null,
  });
});

test("a file that is none, or cut off, throws", async () => {
  const whole = await writeHdf5((file) => void file.create_group("layers"));
  for (const bytes of [new Uint8Array(1000), whole.slice(0, 300)]) {
    await expect(readHdf5(bytes, (file) => file.keys())).rejects.toThrow(/./);
  }
});
