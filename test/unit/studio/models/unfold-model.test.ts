import { layerSelection } from "../../../../src/catalog/layers/index.ts";
import { describe, expect, test } from "vitest";
import { unfoldModel } from "../../../../src/studio/models/unfold-model.ts";
import type { DataSummary } from "../../../../src/project/data-summary.ts";

const digits: DataSummary = {
  id: "mnist",
  rows: 70_000,
  target: { task: "classification", name: "label", classes: ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"] },
  inputs: [],
  unseen: [],
  steps: [],
  exampleShape: [28, 28, 1],
  parts: { train: 55_000, validation: 5_000, test: 10_000 },
};

describe("unfoldModel", () => {
  test("gives the shapes, parameters and multiply-adds of the convolutional network", () => {
    const { layers, problem } = unfoldModel({ architecture: "cnn", config: {} }, digits);
    expect(problem).toBeNull();
    // By hand: 9·1·32 + 32, 9·32·64 + 64, 1600·128 + 128, 128·10 + 10.
    expect(layers.map(({ parameters }) => parameters)).toEqual([320, 0, 18_496, 0, 0, 204_928, 1_290]);
    expect(layers.map(({ output }) => output.join("x"))).toEqual([
      "26x26x32",
      "13x13x32",
      "11x11x64",
      "5x5x64",
      "1600",
      "128",
      "10",
    ]);
    expect(layers[0]?.multiplyAdds).toBe(26 * 26 * 32 * 9);
  });

  test("says why a model does not fit the data", () => {
    const { problem } = unfoldModel({ architecture: "linear", config: {} }, digits);
    expect(problem?.code).toBe("architecture-task");
  });

  test("shows the layers before the one that does not fit", () => {
    const { layers, problem } = unfoldModel(
      {
        layers: [{ type: "flatten" }, layerSelection.parse({ type: "conv2d", filters: 4 })],
      },
      digits,
    );
    expect(layers).toHaveLength(1);
    expect(problem?.code).toBe("layer-input");
  });
});
