import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findDefinition } from "../../../src/catalog/definition.ts";
import { optimizers, optimizerSelection } from "../../../src/catalog/optimizers/index.ts";
import { type Device, startBackend } from "../../../src/tensor/backends.ts";
import { download, keep, scoped, upload } from "../../../src/tensor/scope.ts";
import golden from "../../fixtures/golden/optimizer-paths.json" with { type: "json" };

let device: Device;
beforeAll(async () => {
  device = await startBackend("cpu");
});
afterAll(() => device.ops.dispose());

/** Where the optimizer stands after each of the golden gradients. */
async function pathOf(selection: unknown): Promise<number[][]> {
  const { id, ...config } = optimizerSelection.parse(selection);
  const { ops } = device;
  const create = await findDefinition(optimizers, id).load();
  // The parse above matched the settings to the id.
  const optimizer = create(config as never);
  const shape = [golden.start.length];
  let parameter = keep(upload(Float32Array.from(golden.start), shape));
  let state = scoped(() => {
    const made = optimizer.init(ops, shape);
    Object.values(made).forEach(keep);
    return made;
  });
  const path: number[][] = [];
  for (const [index, gradient] of golden.gradients.entries()) {
    const hyper = optimizer.hyper({ step: index + 1, learningRate: config.learningRate });
    scoped(() => {
      const next = optimizer.update(ops, {
        parameter,
        gradient: upload(Float32Array.from(gradient), shape),
        state,
        hyper,
      });
      parameter = keep(next.parameter);
      state = next.state;
      Object.values(state).forEach(keep);
    });
    path.push([...(await download(parameter))]);
  }
  return path;
}

describe("optimizers equal PyTorch's numbers, or their paper's where PyTorch has none", () => {
  test.each(golden.cases.map((each) => [JSON.stringify(each.optimizer), each] as const))("%s", async (_name, each) => {
    const path = await pathOf(each.optimizer);
    path.forEach((weights, index) =>
      weights.forEach((weight, which) => {
        const expected = each.path[index]![which]!;
        expect(
          Math.abs(weight - expected),
          `step ${index + 1}, weight ${which}: ${weight}, not ${expected}`,
        ).toBeLessThan(2e-6 * Math.max(1, Math.abs(expected)));
      }),
    );
  });

  test("every optimizer in the catalog has golden numbers", () => {
    const proven = new Set(golden.cases.map(({ optimizer }) => optimizer.id));
    expect(optimizers.map(({ id }) => id).filter((id) => !proven.has(id))).toEqual([]);
  });
});
