/** Each loss against PyTorch: one number an example, and its slope. */
import { beforeAll, describe, expect, test } from "vitest";
import { loadLoss, losses } from "../../../src/catalog/losses/index.ts";
import { type Device, startBackend } from "../../../src/tensor/backends.ts";
import { differentiate } from "../../../src/tensor/differentiate.ts";
import type { Tensor } from "../../../src/tensor/ops.ts";
import { dispose, download, keep, scoped, upload } from "../../../src/tensor/scope.ts";
import { goldenLosses } from "../../support/golden-losses.ts";
import { largestDifference } from "../../support/check-ops.ts";

describe.each(["cpu", "wasm"] as const)("%s", (backend) => {
  let device: Device;
  beforeAll(async () => {
    device = await startBackend(backend);
  });

  test.each(goldenLosses)("$name", async (each) => {
    const loss = await loadLoss(each.loss);
    const rows = each.target.length;
    let perExample: Tensor | undefined;
    const slope = scoped(() => {
      const prediction = upload(Float32Array.from(each.prediction), [rows, each.outputs]);
      const target = each.isClasses
        ? upload(Int32Array.from(each.target), [rows])
        : upload(Float32Array.from(each.target), [rows, 1]);
      const { gradients } = differentiate(() => {
        perExample = keep(loss(device.ops, prediction, target));
        return device.ops.sum(perExample);
      }, [prediction]);
      return keep(gradients[0]!);
    });
    expect(perExample!.shape).toEqual([rows]);
    expect(largestDifference(await download(perExample!), each.losses)).toBeLessThan(1e-5);
    expect(largestDifference(await download(slope), each.gradient)).toBeLessThan(1e-5);
    dispose([perExample!, slope]);
  });
});

test("every loss is there", () => {
  const covered = new Set<string>(goldenLosses.map(({ loss }) => loss.id));
  expect(losses.map(({ id }) => id).filter((id) => !covered.has(id))).toEqual([]);
});
