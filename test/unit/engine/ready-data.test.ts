/** Every data set that comes with the studio can be looked at and learnt from as it is. */
import { expect, test } from "vitest";
import { datasets } from "../../../src/catalog/datasets/index.ts";
import { describeData } from "../../../src/engine/data/describe-data.ts";
import { openData } from "../../../src/engine/data/resolve-data.ts";
import { dataAccess } from "../../support/data-access.ts";
import { projectOf } from "../../support/project-of.ts";
import { runProject } from "../../support/run-project.ts";

/** Fewer pieces of the long text: the plain backend is slow on wide inputs. */
const config: Readonly<Record<string, object>> = { novel: { stride: 400 } };

test.each(datasets.map(({ id }) => ({ id, ...(config[id] === undefined ? {} : { config: config[id] }) })))(
  "$id opens and trains",
  async (data) => {
    const { dataset, resolved } = await openData(projectOf({ data }).data, dataAccess());
    const summary = await describeData(dataset, resolved);
    const { train, validation, test: last } = summary.parts;
    expect(Math.min(train, validation, last)).toBeGreaterThan(0);
    expect(summary.inputs.length).toBeGreaterThan(0);

    const { outcome } = await runProject({
      data,
      model: { architecture: "mlp", config: { units: [8] } },
      training: { optimizer: { id: "adam", learningRate: 0.01 }, batchSize: 32, epochs: 100, steps: 60 },
    });
    expect(outcome.problem).toBeUndefined();
    expect(outcome.summary.steps).toBe(60);
    const untrained = await runProject({
      data,
      model: { architecture: "mlp", config: { units: [8] } },
      training: { optimizer: { id: "sgd", learningRate: 1e-12 }, batchSize: 32, steps: 1 },
    });
    expect(outcome.summary.validation["loss"]).toBeLessThan(untrained.outcome.summary.validation["loss"]!);
  },
  60_000,
);
