import { beforeAll, describe, expect, test } from "vitest";
import { findDefinition } from "../../../src/catalog/definition.ts";
import { optimizers, optimizerSelection } from "../../../src/catalog/optimizers/index.ts";
import type { NamedTensors, Optimizer } from "../../../src/catalog/optimizers/optimizer.ts";
import { HyperTensors } from "../../../src/engine/reference/optimize.ts";
import { type Device, startBackend } from "../../../src/tensor/backends.ts";
import { type PlainTensor, plainOps, plainTensor } from "../../../src/tensor/plain-ops.ts";
import type { Tensor } from "../../../src/tensor/ops.ts";
import { dispose, download, keep, scoped, upload } from "../../../src/tensor/scope.ts";
import golden from "../../fixtures/golden/optimizer-paths.json" with { type: "json" };

/** One that works on each parameter by itself, with settings parsed for it. */
async function created(id: string, config: unknown): Promise<Optimizer> {
  const create = await findDefinition(optimizers, id).load();
  const optimizer = create(config as never);
  if ("minimize" in optimizer) throw new Error(`${id} works on all weights together`);
  return optimizer;
}

/** Where the optimizer stands after each of the golden gradients. */
async function pathOf(
  device: Device,
  selection: unknown,
  start: readonly number[],
  gradients: readonly (readonly number[])[],
  shape: readonly number[],
): Promise<number[][]> {
  const { id, ...config } = optimizerSelection.parse(selection);
  const { ops } = device;
  const optimizer = await created(id, config);
  let parameter = keep(upload(Float32Array.from(start), shape));
  let state: NamedTensors = scoped(() =>
    Object.fromEntries(Object.entries(optimizer.state(shape)).map(([name, each]) => [name, keep(ops.zeros(each))])),
  );
  const hyper = new HyperTensors();
  const path: number[][] = [];
  for (const [index, gradient] of gradients.entries()) {
    const numbers = hyper.at(optimizer.hyper({ step: index + 1, learningRate: config.learningRate }));
    const next = scoped(() => {
      const values = upload(Float32Array.from(gradient), shape);
      const done = optimizer.update(ops, { parameter, gradient: values, state, hyper: numbers });
      [done.parameter, ...Object.values(done.state)].forEach(keep);
      return done;
    });
    dispose([parameter, ...Object.values(state)]);
    ({ parameter, state } = next);
    path.push([...(await download(parameter))]);
  }
  dispose([parameter, ...Object.values(state)]);
  hyper.dispose();
  return path;
}

function expectPath(path: readonly number[][], expected: readonly number[][], tolerance: number): void {
  path.forEach((weights, index) =>
    weights.forEach((weight, which) => {
      const should = expected[index]![which]!;
      expect(Math.abs(weight - should), `step ${index + 1}, weight ${which}: ${weight}, not ${should}`).toBeLessThan(
        tolerance * Math.max(1, Math.abs(should)),
      );
    }),
  );
}

const named = <Each extends { optimizer: unknown }>(cases: readonly Each[]) =>
  cases.map((each) => [JSON.stringify(each.optimizer), each] as const);

describe.each(["cpu", "wasm"] as const)("on %s, optimizers equal PyTorch's numbers, or their paper's", (backend) => {
  let device: Device;
  beforeAll(async () => {
    device = await startBackend(backend);
  });

  test.each(named(golden.cases))("a vector with %s", async (_name, each) => {
    expectPath(await pathOf(device, each.optimizer, golden.start, golden.gradients, [3]), each.path, 2e-6);
  });

  // Newton-Schulz amplifies float32 rounding in every one of its five rounds.
  test.each(named(golden.matrix.cases))("a matrix with %s", async (_name, each) => {
    const { start, gradients, shape } = golden.matrix;
    expectPath(await pathOf(device, each.optimizer, start, gradients, shape), each.path, 1e-5);
  });
});

test("every optimizer in the catalog has golden numbers", () => {
  // L-BFGS chooses where it looks, so its own stand beside it.
  const proven = new Set(["lbfgs", ...golden.cases.map(({ optimizer }) => optimizer.id)]);
  expect(optimizers.map(({ id }) => id).filter((id) => !proven.has(id))).toEqual([]);
});

describe("in double precision, by the operations that draw the pictures", () => {
  const exact = golden.cases.filter(({ optimizer }) => optimizer.id !== "adafactor");
  test.each(named(exact))("%s", async (_name, each) => {
    const { id, ...config } = optimizerSelection.parse(each.optimizer);
    const optimizer = await created(id, config);
    let parameter: Tensor = plainTensor(golden.start, [3]);
    let state: NamedTensors = Object.fromEntries(
      Object.entries(optimizer.state([3])).map(([name, shape]) => [name, plainOps.zeros(shape)]),
    );
    const path = golden.gradients.map((gradient, index) => {
      const hyper = optimizer.hyper({ step: index + 1, learningRate: config.learningRate });
      ({ parameter, state } = optimizer.update(plainOps, {
        parameter,
        gradient: plainTensor(gradient, [3]),
        state,
        hyper,
      }));
      return [...(parameter as PlainTensor).values];
    });
    expectPath(path, each.path, 1e-10);
  });
});
