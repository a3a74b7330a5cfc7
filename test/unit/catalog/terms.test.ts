/** Architectures and schedules: each entry by numbers worked out by hand. */
import { describe, expect, test } from "vitest";
import type { ArchitectureDefinition } from "../../../src/catalog/architectures/architecture.ts";
import { architectures } from "../../../src/catalog/architectures/index.ts";
import { findDefinition } from "../../../src/catalog/definition.ts";
import { gallery } from "../../../src/catalog/gallery/index.ts";
import { layerSelection } from "../../../src/catalog/layers/index.ts";
import { optimizerSelection, optimizers } from "../../../src/catalog/optimizers/index.ts";
import { planModel } from "../../../src/engine/model-program.ts";
import { projectOf } from "../../support/project-of.ts";

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
