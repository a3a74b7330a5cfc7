/** What no file can hold is known from a model's record, before anybody waits for it. */
import { expect, test } from "vitest";
import { exporters, exporterSelection } from "../../../src/catalog/exporters/index.ts";
import { exportRefusal } from "../../../src/project/export-refusal.ts";
import { projectOf } from "../../support/project-of.ts";

const refused = (parameterCount: number): readonly string[] =>
  exporters
    .map(({ id }) => exporterSelection.parse({ format: id }))
    .filter((selection) => {
      const project = projectOf({ data: { id: "iris" }, training: { loss: "categorical-cross-entropy" } });
      return exportRefusal({ layers: [], project, parameterCount }, selection) !== null;
    })
    .map(({ format }) => format);

test("as its weights grow, a model outgrows first the page, then every file of weights, and never its source", () => {
  expect(refused(60e6)).toEqual([]);
  expect(refused(100e6)).toEqual(["html"]);
  const source = exporters.map(({ id }) => id).filter((id) => id.startsWith("code-"));
  expect(source).toHaveLength(3);
  expect([...refused(600e6), ...source].toSorted()).toEqual(exporters.map(({ id }) => id).toSorted());
});
