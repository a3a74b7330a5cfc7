/** Data sets that are made in the browser: the same for the same settings, others for another seed. */
import { expect, test } from "vitest";
import { datasets } from "../../../src/catalog/datasets/index.ts";
import { dataAccess } from "../../support/data-access.ts";

const made = datasets.filter(({ source }) => source.credit.en === "Generated in your browser");

test("nine data sets are made in the browser", () => {
  expect(made).toHaveLength(9);
});

test.each(made)("$id", async (definition) => {
  const access = dataAccess(new AbortController().signal);
  const load = await definition.load();
  const columns = async (config: object) => {
    // Each generator is asked for with its own settings, checked by its own schema.
    const settings = definition.config.parse(config) as never;
    return (await load(settings, access)).columns;
  };
  expect(await columns({ seed: 12 })).toEqual(await columns({ seed: 12 }));
  expect(await columns({ seed: 13 })).not.toEqual(await columns({ seed: 12 }));
});
