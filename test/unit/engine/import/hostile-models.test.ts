/** Whatever a model's files do: a sentence, or a sound model; and no memory for what they only claim. */
import { strToU8, zipSync } from "fflate";
import { expect, test } from "vitest";
import { writeSafetensors } from "../../../../src/engine/export/safetensors.ts";
import { StudioError } from "../../../../src/language/studio-error.ts";
import type { ReadModelFile } from "../../../../src/project/imported-model.ts";
import { recognised } from "../../../../src/studio/models/recognise-model.ts";
import { joined } from "../../../../src/project/file/pieces.ts";
import golden from "../../../fixtures/golden/tfjs-weights.json" with { type: "json" };
import { graphModelCases, onnxCases } from "../../../support/hostile-models/graphs.ts";
import { layeredCases } from "../../../support/hostile-models/layered.ts";
import { type ModelCase, damaged } from "../../../support/hostile-models/model-case.ts";
import { tensorCases } from "../../../support/hostile-models/tensors.ts";
import { imported, modelBytes, requestOf } from "../../../support/model-files.ts";

function wellFormed(): ModelCase[] {
  const { json, weights } = golden.find(({ name }) => name === "table")!;
  const binary = { "weights.bin": Uint8Array.from(Buffer.from(weights, "base64")) };
  const graph = { "group1-shard1of1.bin": modelBytes("graph/group1-shard1of1.bin") };
  const tensors = [{ name: "dense-1/kernel", shape: [4, 16], values: new Float32Array(64).fill(0.1) }];
  return [
    ...damaged("model.json", strToU8(json).slice(), binary),
    ...damaged("graph.json", modelBytes("graph/model.json"), graph),
    ...["table.keras", "series.h5", "pictures.onnx", "classifier.onnx"].flatMap((name) =>
      damaged(name, modelBytes(name)),
    ),
    ...damaged("m.safetensors", joined(writeSafetensors(tensors, {}))),
    ...damaged("m.npz", zipSync({ "dense-1/kernel.npy": strToU8("nothing") }).slice()),
  ];
}

function strangers(): ModelCase[] {
  const refused = "model-unknown";
  return [
    { name: "an empty file", refused, files: { "m.keras": new Uint8Array() } },
    { name: "a picture", refused, files: { "m.h5": Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10) } },
    { name: "a text", refused, files: { "readme.txt": "a model" } },
    { name: "a pickle of PyTorch", refused, files: { "m.pt": Uint8Array.of(0x80, 2, 0x63, 0x6f, 0x73, 10) } },
    { name: "a zip of PyTorch", refused, files: { "m.pt": zipSync({ "m/data.pkl": new Uint8Array(9) }).slice() } },
    { name: "a zip whose end lies", refused, files: { "m.zip": zipSync({ a: new Uint8Array(9) }).slice(0, -30) } },
    { name: "weights without their model", refused, files: { "w.bin": new Uint8Array(64) } },
  ];
}

async function allCases(): Promise<readonly ModelCase[]> {
  return [
    ...(await layeredCases()),
    ...tensorCases(),
    ...onnxCases(),
    ...graphModelCases(),
    ...strangers(),
    ...wellFormed(),
  ];
}

/** Far above what any of these files is worth, and far below what some of them claim. */
const MOST_BYTES = 256 * 2 ** 20;

/** Three words in a row are no name. */
const ENGLISH = /[a-z]{2,}(?: [a-z]+){2}/;

/** A sentence without what another program has said. */
function ownWords(sentence: string, cause: unknown): string {
  return cause instanceof Error ? sentence.replace(cause.message.slice(0, 200), "") : sentence;
}

async function outcomeOf({ files }: ModelCase): Promise<ReadModelFile | StudioError> {
  try {
    const given = await recognised(
      Object.entries(files).map(([name, content]) => ({ name, blob: new Blob([content]) })),
    );
    const { format } = given;
    if (format === "project-file") throw new Error("none of these is a project file");
    return await imported({ ...requestOf(format, {}), files: given.files });
  } catch (thrown) {
    if (thrown instanceof StudioError) return thrown;
    throw thrown;
  }
}

test("each is refused with a sentence, or sound", async () => {
  const cases = await allCases();
  expect(cases.length).toBeGreaterThan(120);
  expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
  const faults: string[] = [];
  for (const each of cases) {
    const before = process.memoryUsage().arrayBuffers;
    try {
      const outcome = await outcomeOf(each);
      const grown = process.memoryUsage().arrayBuffers - before;
      if (grown > MOST_BYTES) faults.push(`${each.name}: ${Math.round(grown / 2 ** 20)} MB`);
      if (outcome instanceof StudioError) {
        const { code, text } = outcome.problem;
        if (each.refused !== undefined && each.refused !== code) faults.push(`${each.name}: ${code} (${text.en})`);
        if (text.en.length < 30 || text.zh.length < 8) faults.push(`${each.name}: no sentence`);
        if (ENGLISH.test(ownWords(text.zh, outcome.cause))) faults.push(`${each.name}: ${text.zh}`);
      } else {
        const isFinite = outcome.checkpoint.tensors.every(({ values }) => values.every(Number.isFinite));
        if (each.refused !== undefined || !isFinite) faults.push(`${each.name}: was read`);
      }
    } catch (thrown) {
      faults.push(`${each.name}: ${String(thrown)}`);
    }
  }
  expect(faults).toEqual([]);
}, 300_000);
