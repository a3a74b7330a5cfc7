/** Source code for Keras, run by Keras: it makes the very network, and the network learns. */
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { sizeOf } from "../../src/catalog/layers/layer.ts";
import { writeSource } from "../../src/engine/export/source/write-source.ts";
import { taughtModel } from "../support/exported-model.ts";
import { presetOnFittingData } from "../support/preset-training.ts";

const run = promisify(execFile);
const script = fileURLToPath(new URL("run_source.py", import.meta.url));
const ROWS = 16;

const courses = {
  mlp: { optimizer: { id: "adamw", learningRate: 0.02 }, schedule: { id: "cosine" }, warmup: { steps: 3 } },
  "resnet-small": { optimizer: { id: "nesterov", learningRate: 0.02 }, schedule: { id: "one-cycle" } },
  "gru-forecaster": { optimizer: { id: "rmsprop", learningRate: 0.01 }, schedule: { id: "cosine-restarts" } },
  "text-lstm": { optimizer: { id: "adam", learningRate: 0.02 }, clip: { by: "norm", limit: 1 } },
  "text-transformer": { optimizer: { id: "adamax", learningRate: 0.01 }, loss: { id: "focal" } },
} as const;

test("Keras runs the source of each network, as large as the studio's, and it learns", async () => {
  const folder = await mkdtemp(join(tmpdir(), "source-"));
  try {
    const all = await Promise.all(
      Object.entries(courses).map(async ([id, training], at) => {
        // A preset's id is a key of the table above.
        const { data, layers } = presetOnFittingData(id as keyof typeof courses);
        const { model, program, rowsOf } = await taughtModel(data, layers, { ...training, batchSize: 8 });
        const file = join(folder, `${at}.py`);
        await writeFile(file, writeSource(model, program, "keras"));
        const asked = { file, inputs: [...rowsOf(ROWS)], shape: [ROWS, ...program.plan.input] };
        const parameters = [...program.parameters, ...program.state].map(({ shape }) => sizeOf(shape));
        return {
          asked: { ...asked, targets: Array.from({ length: ROWS }, (_, row) => data.targets[row]) },
          parameters: parameters.reduce((sum, count) => sum + count, 0),
        };
      }),
    );
    const list = join(folder, "asked.json");
    await writeFile(list, JSON.stringify(all.map(({ asked }) => asked)));
    const python = process.env["INTEROP_PYTHON"];
    if (python === undefined) throw new Error("Run it by `npm run test:interop`.");
    const { stdout } = await run(python, [script, list]);
    // As the script beside this file writes it.
    const ran = JSON.parse(stdout) as { readonly parameters: number; readonly losses: readonly [number, number] }[];
    expect(ran.map(({ parameters }) => parameters)).toEqual(all.map(({ parameters }) => parameters));
    for (const [at, id] of Object.keys(courses).entries()) {
      expect(ran[at]!.losses[1], id).toBeLessThan(ran[at]!.losses[0]);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
