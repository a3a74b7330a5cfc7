/** A graph model as TensorFlow.js's converter writes it answers as TensorFlow does. */
import { expect, test } from "vitest";
import { predictModel } from "../../../../src/engine/import/own-program.ts";
import type { ModelRecord } from "../../../../src/project/records.ts";
import golden from "../../../fixtures/models/graph/answers.json" with { type: "json" };
import { largestDifference } from "../../../support/check-ops.ts";
import { importMeans, imported, modelBytes, requestOf } from "../../../support/model-files.ts";

test("it predicts by TensorFlow.js, and keeps its files", async () => {
  const files = {
    "model.json": modelBytes("graph/model.json"),
    "group1-shard1of1.bin": modelBytes("graph/group1-shard1of1.bin"),
  };
  const { record, checkpoint } = await imported(requestOf("tensorflow-js", files));
  expect(record.layers).toEqual([]);
  expect(checkpoint.files?.map(({ name }) => name)).toEqual(Object.keys(files));
  const model: ModelRecord = { ...record, id: "m", runId: "m", createdAt: 0 };
  const rows = [0, 1, 2].map((row) => Uint8Array.from(golden.inputs.slice(64 * row, 64 * row + 64)));
  const answers = await predictModel(importMeans, model, checkpoint, rows);
  const shares = answers.flatMap(({ probabilities }) => Object.values(probabilities!));
  expect(largestDifference(Float32Array.from(shares), golden.outputs)).toBeLessThan(1e-5);
});
