import { beforeAll, describe, expect, test } from "vitest";
import { type Device, startBackend } from "../../../src/tensor/backends.ts";
import { download, keep, scoped, upload, dispose } from "../../../src/tensor/scope.ts";
import { forwardError, gradientError, leakedBy } from "../../support/check-ops.ts";
import { opsCases } from "../../support/ops-cases.ts";

describe.each(["cpu", "wasm"] as const)("%s", (backend) => {
  let device: Device;
  beforeAll(async () => {
    device = await startBackend(backend);
  });

  test.each(opsCases)("$name gives what plain loops give", async (each) => {
    expect(await forwardError(device, each)).toBeLessThan(1e-5);
  });

  test.each(opsCases)("$name has the gradient of finite differences", async (each) => {
    expect(await gradientError(device, each)).toBeLessThan(5e-3);
  });

  test.each(opsCases)("$name leaves no tensor behind", async (each) => {
    expect(await leakedBy(() => forwardError(device, each))).toBe(0);
  });

  test("the same numbers, in two shapes, as the right side of products", async () => {
    const { ops } = device;
    const results = scoped(() => {
      const b = upload(
        Float32Array.from({ length: 12 }, (_, at) => at),
        [2, 6],
      );
      const ones = (width: number) => upload(new Float32Array(width).fill(1), [1, width]);
      const shapes = [b, ops.reshape(b, [6, 2]), ops.reshape(b, [12, 1]), b];
      return shapes.map((right) => keep(ops.matmul(ones(right.shape[0]!), right)));
    });
    const values = await Promise.all(results.map(async (tensor) => [...(await download(tensor))]));
    dispose(results);
    expect(values).toEqual([[6, 8, 10, 12, 14, 16], [30, 36], [66], [6, 8, 10, 12, 14, 16]]);
  });

  test("oneHot, argMax, equal, greater, cast", async () => {
    const { ops } = device;
    const results = scoped(() => {
      const classes = upload(Int32Array.of(2, 0, 1), [3]);
      const scores = upload(Float32Array.of(1, 5, 5, 7, 2, 3, 0, 0, 0), [3, 3]);
      const best = ops.argMax(scores);
      return [
        ops.oneHot(classes, 3),
        ops.cast(best, "float32"),
        ops.cast(ops.equal(best, classes), "float32"),
        ops.cast(ops.greater(scores, 4), "float32"),
        ops.zeros([2]),
      ].map((tensor) => keep(tensor));
    });
    const values = await Promise.all(results.map(async (tensor) => [...(await download(tensor))]));
    dispose(results);
    expect(values).toEqual([
      [0, 0, 1, 1, 0, 0, 0, 1, 0],
      [1, 0, 0],
      [0, 1, 0],
      [0, 1, 1, 1, 0, 0, 0, 0, 0],
      [0, 0],
    ]);
  });
});
