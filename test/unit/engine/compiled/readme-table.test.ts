/** README's table of what is compiled is what the engine says of each layer, loss, optimizer and wrapper of the catalog. */
import { readFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import { kindOf, layers } from "../../../../src/catalog/layers/index.ts";
import { optimizers } from "../../../../src/catalog/optimizers/index.ts";
import { wrappers } from "../../../../src/catalog/wrappers/index.ts";
import { layoutOf } from "../../../../src/engine/compiled/layout.ts";
import { missingRule } from "../../../../src/engine/compiled/missing-rule.ts";
import { planProgram } from "../../../../src/engine/compiled/plan/plan.ts";
import { recordTraining } from "../../../../src/engine/compiled/record-training.ts";
import { type Device, startBackend } from "../../../../src/tensor/backends.ts";
import { type TrainerData, type TrainerOptions, buildTrainer, madeData } from "../../../support/build-trainer.ts";
import { layerNetwork } from "../../../support/layer-networks.ts";
import { lossCases } from "../../../support/training-cases.ts";

let device: Device;
beforeAll(async () => {
  device = await startBackend("cpu");
});

/** Whether a step is planned as kernels; a rule that is missing without being known as such throws. */
async function isCompiled(data: TrainerData, options: TrainerOptions): Promise<boolean> {
  const { setup } = await buildTrainer(device, data, options);
  if (missingRule(setup, data) !== null) return false;
  const layout = layoutOf(setup.program, setup.optimizer, setup.units);
  return planProgram(recordTraining(setup, layout, 8), layout.variables).levels.length > 0;
}

const dense = (units: number) => ({ type: "dense", units }) as const;
const learnsPoints = (training: Readonly<Record<string, unknown>>) =>
  isCompiled(madeData(20), { layers: [dense(4), dense(2)], training });

const names = (ids: readonly string[]) => ids.map((id) => `\`${id}\``).join(", ");

async function row<Each extends { readonly id: string }>(
  title: string,
  entries: readonly Each[],
  ask: (each: Each) => Promise<boolean>,
): Promise<string> {
  const yes: string[] = [];
  const no: string[] = [];
  for (const each of entries) ((await ask(each)) ? yes : no).push(each.id);
  return `| ${title} | ${names(yes)} | ${names(no)} |`.replace("|  |", "| |");
}

test("README tells what is compiled", async () => {
  const kinds = new Set(layers.map(({ id }) => kindOf(id).en));
  const rows = ["| | compiled | by the reference trainer |", "|---|---|---|"];
  for (const kind of kinds) {
    const members = layers.filter(({ id }) => kindOf(id).en === kind);
    const learns = ({ id }: (typeof layers)[number]) => {
      const { data, layers: stack } = layerNetwork(id);
      return isCompiled(data, { layers: stack });
    };
    rows.push(await row(`layers: ${kind.toLowerCase()}`, members, learns));
  }
  rows.push(
    await row(
      "losses",
      lossCases.map((each) => ({ ...each, id: each.name })),
      (each) => isCompiled(each.data, each),
    ),
    await row("optimizers", optimizers, ({ id }) => learnsPoints({ optimizer: { id } })),
    await row("around an optimizer", wrappers, ({ id }) => learnsPoints({ wrappers: [{ id }] })),
  );
  const readme = readFileSync(new URL("../../../../README.md", import.meta.url), "utf8");
  const from = readme.indexOf(rows[0]!);
  expect(readme.slice(from).split("\n").slice(0, rows.length)).toEqual(rows);
});
