/** Keras and TensorFlow.js files that scale raw rows themselves, and those whose preparation has to stay beside. */
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { beforeAll, describe, expect, test } from "vitest";
import { exporterSelection } from "../../../../src/catalog/exporters/index.ts";
import { predictRows } from "../../../../src/engine/predict-rows.ts";
import { leftBeside } from "../../../../src/project/export-preparation.ts";
import { type Device, startBackend } from "../../../../src/tensor/backends.ts";
import { largestDifference } from "../../../support/check-ops.ts";
import { imported, requestOf } from "../../../support/model-files.ts";
import {
  colours,
  fittedSteps,
  holed,
  numbers,
  picture,
  texts,
  width,
  year,
} from "../../../support/preparation-cases.ts";
import { scaledCases, scaledModel } from "../../../support/scaled-model.ts";

let device: Device;
beforeAll(async () => {
  device = await startBackend("cpu");
});

describe.each(Object.entries(scaledCases))("%s", (_name, each) => {
  test("TensorFlow.js answers rows as the studio does", async () => {
    const { examples, raw, answers, file } = await scaledModel(device, each);
    const written = await file({ format: "tfjs" });
    if (written.reader === null) throw new Error("nobody has read it");
    const given = await written.read(examples, raw.length, () => Promise.reject(new Error("not asked")), raw);
    expect(largestDifference(given, answers)).toBeLessThan(1e-5);
  });

  test("a Keras file's own layers make the network's examples of rows, and it comes back as it was", async () => {
    const { model, examples, raw, answers, file } = await scaledModel(device, each);
    const written = await file({ format: "keras" });
    if (written.reader === null) throw new Error("nobody has read it");
    const prepared = (_weights: unknown, own = examples) => Promise.resolve(own);
    expect(largestDifference(await written.read(examples, raw.length, prepared, raw), examples)).toBeLessThan(1e-5);

    const bytes = new Uint8Array(await written.file.arrayBuffer());
    const back = await imported(requestOf("keras", { "m.keras": bytes }));
    expect(back.record.preprocess).toEqual(model.preprocess);
    expect(back.record.layers).toEqual(model.layers);

    // As Keras itself would have saved it, without our card.
    const { "metadata.json": metadata, ...entries } = unzipSync(bytes);
    const { descent_studio: _, ...bare } = JSON.parse(strFromU8(metadata!)) as Record<string, unknown>;
    const foreign = zipSync({ "metadata.json": strToU8(JSON.stringify(bare)), ...entries });
    const stranger = await imported(requestOf("keras", { "m.keras": foreign }));
    const asArrays = raw.map((row) => {
      const cells = model.inputs.map(({ name }): unknown => Reflect.get(row, name));
      // A picture is a row of its own.
      return cells[0] instanceof Uint8Array ? cells[0] : cells;
    });
    const told = await predictRows(device, stranger.record, stranger.checkpoint, asArrays);
    expect(
      largestDifference(
        Float32Array.from(told, ({ value }) => value!),
        answers,
      ),
    ).toBeLessThan(1e-5);
  });
});

test.each([
  ["a category", { columns: [width, colours], steps: [{ step: "one-hot" }] }, /“colour” is no number/],
  ["texts", { columns: [texts], steps: [{ step: "bag-of-words" }] }, /“said” is no number/],
  [
    "gaps that are told",
    { columns: [holed], steps: [{ step: "impute", flag: true }] },
    /the step “Fill missing values”/,
  ],
  ["bounds that are held", { columns: [width], steps: [{ step: "min-max", clip: true }] }, /no layer does/],
  ["a bend", { columns: [year], steps: [{ step: "log" }] }, /no layer does the step “Logarithm”/],
  ["another size of picture", { columns: [picture], steps: [{ step: "resize", width: 3, height: 3 }] }, /“Resize/],
  [
    "numbers too long",
    { columns: [numbers("at", 1000, 1.7e12)], steps: [{ step: "standardize" }] },
    /“at” are too large/,
  ],
] as const)(
  "%s: the preparation stays beside, and the reason is known from the record",
  async (_what, each, reason) => {
    const { inputs, preprocess } = await fittedSteps(each);
    const model = { inputs: [...inputs], preprocess: [...preprocess] };
    for (const format of ["keras", "tfjs"]) {
      expect(leftBeside(model, exporterSelection.parse({ format }))!.en).toMatch(reason);
      expect(leftBeside(model, exporterSelection.parse({ format, preparation: "beside" }))).toBeNull();
    }
  },
);

test("a file whose preparation stays beside it takes examples, and its card says so", async () => {
  const { examples, raw, answers, file } = await scaledModel(device, {
    columns: [width, colours],
    steps: [{ step: "one-hot" }],
  });
  const written = await file({ format: "tfjs" });
  if (written.reader === null) throw new Error("nobody has read it");
  const given = await written.read(examples, raw.length, () => Promise.reject(new Error("not asked")), raw);
  expect(largestDifference(given, answers)).toBeLessThan(1e-5);
  const card = JSON.parse(
    strFromU8(unzipSync(new Uint8Array(await written.file.arrayBuffer()))["model-card.json"]!),
  ) as Record<string, string>;
  expect(card["preparation"]).toMatch(/^beside/);
});
