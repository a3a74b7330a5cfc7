/** Vitest's global setup of the race: the project file of `npm run bench -- --workload FILE`, with its data's first rows. */
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import process from "node:process";
import type { TestProject } from "vitest/node";
import { beginRun } from "../../../src/engine/run/begin-run.ts";
import { dataAccess } from "../../support/data-access.ts";
import { projectOf } from "../../support/project-of.ts";
import type { Workload } from "../../../src/benchmark/workloads.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Null: those of the table. */
    givenWorkload: GivenWorkload | null;
  }
}

export type GivenWorkload = Omit<Workload, "data"> & {
  readonly data: { readonly inputs: readonly number[]; readonly targets: readonly number[] };
};

const ROWS = 1024;

export default async function giveWorkload(project: TestProject): Promise<void> {
  const file = process.env["BENCH_WORKLOAD"];
  project.provide("givenWorkload", file === undefined || file === "" ? null : await read(file));
}

async function read(file: string): Promise<GivenWorkload> {
  const project = projectOf(JSON.parse(await readFile(file, "utf8")));
  const begun = await beginRun(project, dataAccess());
  if (begun === null) throw new Error(`${file} was not read`);
  const { prepared, resolved } = begun;
  const { examples, targets, parts, target } = prepared;
  const {
    backend: _backend,
    trainer: _trainer,
    epochs: _epochs,
    steps: _steps,
    ...training
  } = resolved.project.training;
  const batch = Math.min(training.batchSize, parts.train.length);
  // Whole batches, so that all steps are of one size.
  const rows = parts.train.subarray(0, Math.max(1, Math.floor(Math.min(ROWS, parts.train.length) / batch)) * batch);
  const width = examples.shape.reduce((size, extent) => size * extent, 1);
  const inputs = new Float32Array(rows.length * width);
  rows.forEach((row, at) => examples.write(row, inputs, at * width));
  return {
    name: project.name === "" ? basename(file, ".json") : project.name,
    shape: examples.shape,
    outputs: target.task === "classification" ? target.classes.length : 1,
    layers: resolved.layers,
    batch,
    training,
    data: { inputs: [...inputs], targets: Array.from(rows, (row) => targets[row]!) },
  };
}
