/** Metrics, architectures and schedules: each entry by numbers worked out by hand. */
import { beforeAll, describe, expect, test } from "vitest";
import type { ArchitectureDefinition } from "../../../src/catalog/architectures/architecture.ts";
import { architectures } from "../../../src/catalog/architectures/index.ts";
import { findDefinition } from "../../../src/catalog/definition.ts";
import { gallery } from "../../../src/catalog/gallery/index.ts";
import { layerSelection } from "../../../src/catalog/layers/index.ts";
import { metrics } from "../../../src/catalog/metrics/index.ts";
import { optimizerSelection, optimizers } from "../../../src/catalog/optimizers/index.ts";
import { planModel } from "../../../src/engine/model-program.ts";
import { type Device, startBackend } from "../../../src/tensor/backends.ts";
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

describe("definitions", () => {
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
