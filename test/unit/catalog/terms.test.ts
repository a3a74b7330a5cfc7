/** Losses, metrics, layers, architectures and schedules: each entry by numbers worked out by hand. */
import { beforeAll, describe, expect, test } from "vitest";
import type { ArchitectureDefinition } from "../../../src/catalog/architectures/architecture.ts";
import { architectures } from "../../../src/catalog/architectures/index.ts";
import { findDefinition } from "../../../src/catalog/definition.ts";
import { gallery } from "../../../src/catalog/gallery/index.ts";
import { initialValues, initializerIds } from "../../../src/catalog/layers/initializers.ts";
import { type LayerInput, layerSelection, layers } from "../../../src/catalog/layers/index.ts";
import { losses } from "../../../src/catalog/losses/index.ts";
import { metrics } from "../../../src/catalog/metrics/index.ts";
import { optimizerSelection, optimizers } from "../../../src/catalog/optimizers/index.ts";
import { loadProgram, planModel } from "../../../src/engine/model-program.ts";
import { type Device, startBackend } from "../../../src/tensor/backends.ts";
import { RandomStream } from "../../../src/tensor/random.ts";
import { download, scoped, keep, upload, dispose } from "../../../src/tensor/scope.ts";
import type { Tensor } from "../../../src/tensor/ops.ts";
import { projectOf } from "../../support/project-of.ts";

let device: Device;
beforeAll(async () => {
  device = await startBackend("cpu");
});

async function read(make: () => Tensor): Promise<number[]> {
  const tensor = scoped(() => keep(make()));
  const values = [...(await download(tensor))];
  dispose([tensor]);
  return values;
}

describe("losses, one number an example", () => {
  const cases: Readonly<Record<string, { logits: number[]; width: number; targets: number[]; expected: number[] }>> = {
    mse: { logits: [1, 2, -3], width: 1, targets: [1, 4, 0], expected: [0, 4, 9] },
    "categorical-cross-entropy": {
      // -log softmax by hand; the last row would overflow if exponentials were taken first.
      logits: [0, 0, Math.log(3), 0, 1000, 0],
      width: 2,
      targets: [0, 1, 1],
      expected: [Math.log(2), Math.log(4), 1000],
    },
  };
  test.each(losses)("$id", async (definition) => {
    const each = cases[definition.id]!;
    const loss = await definition.load();
    const rows = each.targets.length;
    const isClasses = (definition.tasks as readonly string[]).includes("classification");
    const given = await read(() =>
      loss(
        device.ops,
        upload(Float32Array.from(each.logits), [rows, each.width]),
        isClasses ? upload(Int32Array.from(each.targets), [rows]) : upload(Float32Array.from(each.targets), [rows, 1]),
      ),
    );
    given.forEach((value, at) => expect(value).toBeCloseTo(each.expected[at]!, 4));
    expect(given).toHaveLength(each.expected.length);
  });
});

describe("metrics", () => {
  const cases: Readonly<Record<string, { outputs: number[]; width: number; targets: number[]; expected: number }>> = {
    accuracy: { outputs: [1, 2, 3, 0, 5, 5], width: 2, targets: [1, 1, 0], expected: 2 / 3 },
    // Squared errors 1 + 0 + 4 = 5 against a variance sum of 8.
    r2: { outputs: [2, 3, 7], width: 1, targets: [1, 3, 5], expected: 1 - 5 / 8 },
    mae: { outputs: [2, 3, 7], width: 1, targets: [1, 3, 5], expected: 1 },
  };
  test.each(metrics)("$id", async ({ id, tasks, load }) => {
    const each = cases[id]!;
    const metric = await load();
    const rows = each.targets.length;
    const isClasses = (tasks as readonly string[]).includes("classification");
    const sums: Record<string, number> = {};
    for (const term of metric.terms) {
      const values = await read(
        () =>
          metric.perExample(
            device.ops,
            upload(Float32Array.from(each.outputs), [rows, each.width]),
            isClasses
              ? upload(Int32Array.from(each.targets), [rows])
              : upload(Float32Array.from(each.targets), [rows, 1]),
          )[term]!,
      );
      expect(values).toHaveLength(rows);
      sums[term] = values.reduce((sum, value) => sum + value, 0);
    }
    expect(metric.value(sums, rows)).toBeCloseTo(each.expected, 6);
  });

  test("r2 of a constant target is no number", async () => {
    const r2 = await findDefinition(metrics, "r2").load();
    expect(r2.value({ squaredError: 1, target: 6, squaredTarget: 12 }, 3)).toBeNaN();
  });
});

describe("layers", () => {
  const given: Readonly<Record<string, { layer: LayerInput; input: number[]; output: number[]; parameters: number }>> =
    {
      dense: { layer: { type: "dense", units: 5 }, input: [3], output: [5], parameters: 20 },
      flatten: { layer: { type: "flatten" }, input: [4, 3, 2], output: [24], parameters: 0 },
      conv2d: {
        layer: { type: "conv2d", filters: 6, kernelSize: [3, 2], strides: [2, 1] },
        input: [7, 5, 4],
        output: [3, 4, 6],
        parameters: 3 * 2 * 4 * 6 + 6,
      },
      "max-pooling2d": { layer: { type: "max-pooling2d" }, input: [7, 5, 4], output: [3, 2, 4], parameters: 0 },
      dropout: { layer: { type: "dropout", rate: 0.5 }, input: [9], output: [9], parameters: 0 },
    };
  test.each(layers)("$id: what it plans is what it gives", async ({ id }) => {
    const { layer, input, output, parameters } = given[id]!;
    const program = await loadProgram(planModel([layerSelection.parse(layer)], input));
    expect(program.plan.output).toEqual(output);
    expect(program.plan.parameterCount).toBe(parameters);
    const shape = scoped(() => {
      const tensors = new Map(
        program.parameters.map((spec) => [spec.path, upload(initialValues(spec, new RandomStream(1, 1)), spec.shape)]),
      );
      const size = input.reduce((product, extent) => product * extent, 2);
      const x = upload(new Float32Array(size).fill(1), [2, ...input]);
      const context = { training: true, seed: 1, step: 1, part: 0 };
      return program.forward(device.ops, { parameters: tensors, state: new Map() }, x, context).y.shape;
    });
    expect(shape).toEqual([2, ...output]);
  });

  test("are named by type and count", () => {
    const names = planModel(
      [
        { type: "dense", units: 2 },
        { type: "dropout", rate: 0.1 },
        { type: "dense", units: 2 },
      ].map((layer) => layerSelection.parse(layer)),
      [3],
    ).layers.map(({ name }) => name);
    expect(names).toEqual(["dense-1", "dropout-1", "dense-2"]);
  });

  test.each(initializerIds)("initializer %s draws with its own spread", (initializer) => {
    const spec = { name: "kernel", shape: [200, 100], initializer, fanIn: 200, fanOut: 100 };
    const values = initialValues(spec, new RandomStream(2, 2));
    const variance = values.reduce((sum, value) => sum + value * value, 0) / values.length;
    const expected = { zeros: 0, "glorot-uniform": 2 / 300, "he-uniform": 2 / 200, "he-normal": 2 / 200 }[initializer];
    expect(Math.abs(variance - expected)).toBeLessThanOrEqual(0.05 * expected);
  });
});

describe("definitions", () => {
  // Each preset takes its own config, parsed by its own schema; the union hides that.
  test.each(architectures as unknown as readonly ArchitectureDefinition[])(
    "architecture $id ends in the outputs",
    (definition) => {
      const input = definition.id === "cnn" ? [28, 28, 1] : [28];
      const task = definition.id === "linear" ? "regression" : "classification";
      const outputs = task === "regression" ? 1 : 10;
      const selections = definition.layers(definition.config.parse({}), { input, outputs, task });
      const plan = planModel(
        selections.map((layer) => layerSelection.parse(layer)),
        input,
      );
      expect(plan.output).toEqual([outputs]);
    },
  );

  test("the cnn is the one that its text describes", () => {
    // Found by its id, it takes its own config.
    const cnn = findDefinition(architectures, "cnn") as unknown as ArchitectureDefinition;
    const layerList = cnn.layers({ dropout: 0 }, { input: [28, 28, 1], outputs: 10, task: "classification" });
    const plan = planModel(
      layerList.map((layer) => layerSelection.parse(layer)),
      [28, 28, 1],
    );
    expect(plan.parameterCount).toBe(225_034);
  });

  test.each(optimizers)("optimizer $id parses without any setting", ({ id }) => {
    expect(optimizerSelection.parse({ id }).learningRate).toBeGreaterThan(0);
  });

  test.each(gallery)("gallery entry $id is a project", ({ project }) => {
    expect(projectOf(project).name).not.toBe("untitled");
  });
});
