/** A trained model leaves in each format, and what is handed over has been read again. */
import { beforeAll, describe, expect, test } from "vitest";
import { exporterSelection, exporters } from "../../../../src/catalog/exporters/index.ts";
import type { Checkpoint, ModelRecord } from "../../../../src/project/records.ts";
import { connect } from "../../../support/connect-thread.ts";
import { projectOf } from "../../../support/project-of.ts";
import { recordOf } from "../../../support/record-of.ts";

interface Trained {
  readonly model: ModelRecord;
  readonly checkpoint: Checkpoint;
}

async function trained(project: Parameters<typeof projectOf>[0]): Promise<Trained> {
  const { client } = connect();
  const outcome = await client.startRun({ id: "a", project: projectOf(project), preferred: [] }, {});
  return { model: recordOf(outcome), checkpoint: outcome.model!.checkpoint };
}

function handedOver(from: Trained, settings: object) {
  const selection = exporterSelection.parse(settings);
  return connect().client.exportModel({ ...from, checkpoint: structuredClone(from.checkpoint), selection });
}

async function exported(from: Trained, settings: object) {
  const { verified, ...made } = await handedOver(from, settings);
  if (verified === null) throw new Error("nobody has read it again");
  return { ...made, verified };
}

let flowers: Trained;
let line: Trained;
beforeAll(async () => {
  const training = { optimizer: { id: "adam", learningRate: 0.02 }, epochs: 5, backend: "wasm" };
  flowers = await trained({ data: { id: "iris" }, model: { architecture: "mlp", config: { units: [8] } }, training });
  line = await trained({ data: { id: "noisy-line" }, model: { architecture: "linear" }, training });
});

describe("each format, read again", () => {
  test.each(exporters.filter(({ id }) => !id.startsWith("code-")))("$id", async ({ id, extension }) => {
    for (const from of [flowers, line]) {
      const { name, file, verified } = await exported(from, { format: id });
      expect(name).toBe(`m${extension}`);
      expect(file.size).toBeGreaterThan(100);
      expect(verified.isHeldOut).toBe(true);
      expect(verified.rows).toBeGreaterThan(5);
      expect(verified.maxAbsDiff).toBeLessThan(1e-5);
      expect(verified.agreement).toBe(from.model.target.task === "classification" ? 1 : undefined);
    }
  });
});

test.each(exporters.filter(({ id }) => id.startsWith("code-")))(
  "$id: source, which nobody reads again",
  async (format) => {
    const { name, file, verified } = await handedOver(flowers, { format: format.id });
    expect(name).toBe(`m${format.extension}`);
    expect(file.size).toBeGreaterThan(100);
    expect(verified).toBeNull();
  },
);

test.each([
  { weights: "float16", most: 1e-3 },
  { weights: "int8", most: 0.05 },
] as const)("$weights: smaller, and nearly the same", async ({ weights, most }) => {
  // Large enough that its weights weigh more than their description.
  const large = await trained({
    data: { id: "iris" },
    model: { architecture: "mlp", config: { units: [64, 64] } },
    training: { optimizer: { id: "adam", learningRate: 0.02 }, epochs: 5, backend: "wasm" },
  });
  const exact = await exported(large, { format: "onnx" });
  const small = await exported(large, { format: "onnx", weights });
  expect(small.file.size).toBeLessThan(0.75 * exact.file.size);
  expect(small.verified.maxAbsDiff).toBeLessThan(most);
  expect(small.verified.maxAbsDiff).toBeGreaterThan(exact.verified.maxAbsDiff);
  expect(small.verified.agreement).toBeGreaterThan(0.99);
});

test("a model whose data is gone is asked made-up rows, and that is told", async () => {
  const { model, checkpoint } = flowers;
  const orphan = { ...model, project: { ...model.project, data: { ...model.project.data, id: "data-gone" } } };
  const { verified } = await exported({ model: orphan, checkpoint }, { format: "onnx" });
  expect(verified).toMatchObject({ isHeldOut: false, rows: 32 });
  expect(verified.maxAbsDiff).toBeLessThan(1e-5);
});

test("an ONNX file says what of its preparation stays beside it", async () => {
  const mails = await trained({ data: { id: "spam" }, training: { steps: 1, backend: "wasm" } });
  const { note, verified } = await exported(mails, { format: "onnx" });
  expect(note!.en).toContain("Bag of words");
  expect(verified.maxAbsDiff).toBeLessThan(1e-5);
});
