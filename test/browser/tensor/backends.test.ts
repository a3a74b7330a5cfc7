/** The backends that only a browser has, against the plain JavaScript one, operation by operation. */
import { expect, test } from "vitest";
import { type BackendName, startBackend } from "../../../src/tensor/backends.ts";
import { wasmFileUrl } from "../../../src/tensor/wasm-file.ts";
import { dispose, download, keep, scoped, upload } from "../../../src/tensor/scope.ts";
import { forwardError, gradientsOf, largestDifference, leakedBy } from "../../support/check-ops.ts";
import { opsCases } from "../../support/ops-cases.ts";

const start = (backend: BackendName) => startBackend(backend, { wasmUrl: wasmFileUrl });

test.each(["wasm", "webgpu", "webgl"] as const)(
  "%s: every operation and its gradient agree with cpu",
  async (backend) => {
    const cpu = await start("cpu");
    const expected = new Map<string, readonly Float32Array[]>();
    for (const each of opsCases) expected.set(each.name, await gradientsOf(cpu, each));
    cpu.ops.dispose();
    const device = await start(backend);
    const off: string[] = [];
    for (const each of opsCases) {
      const forward = await forwardError(device, each);
      const gradients = await gradientsOf(device, each);
      const worst = Math.max(
        ...gradients.map((gradient, index) => largestDifference(gradient, expected.get(each.name)![index]!)),
      );
      if (!(forward < 1e-4 && worst < 1e-4)) off.push(`${each.name}: ${forward} forward, ${worst} backward`);
    }
    device.ops.dispose();
    expect(off).toEqual([]);
    expect(device.failure()).toBeNull();
  },
);

test("WebGPU keeps no tensor", async () => {
  const device = await start("webgpu");
  const each = opsCases.find(({ name }) => name === "matmul")!;
  expect(await leakedBy(() => gradientsOf(device, each))).toBe(0);
});

test("WebGPU tells its adapter, and that SwiftShader is software", async () => {
  const device = await start("webgpu");
  expect(device.adapter).toMatch(/\w/);
  expect(device.isSoftware).toBe(/swiftshader|llvmpipe/i.test(device.adapter!));
  expect(device.maximumTensorBytes).toBeGreaterThanOrEqual(128 * 2 ** 20);
});

test("a lost GPU is noticed, and starting again gives one that computes", async () => {
  const lost = await start("webgpu");
  const { engine } = await import("@tensorflow/tfjs-core");
  const { device } = engine().findBackend("webgpu") as unknown as { device: GPUDevice }; // That package's class.
  device.destroy();
  await device.lost;
  await expect.poll(() => lost.failure()?.code).toBe("gpu-lost");
  const again = await start("webgpu");
  // Large enough that TensorFlow.js does not compute it on the CPU.
  const sum = scoped(() => keep(again.ops.sum(again.ops.square(upload(new Float32Array(40_000).fill(2), [200, 200])))));
  expect((await download(sum))[0]).toBe(160_000);
  dispose([sum]);
  again.ops.dispose();
  expect(again.failure()).toBeNull();
});
