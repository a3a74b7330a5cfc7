import { expect, test } from "vitest";
import { optimizers } from "../../../src/catalog/optimizers/index.ts";
import { schedules } from "../../../src/catalog/schedules/index.ts";
import { wrappers } from "../../../src/catalog/wrappers/index.ts";
import { trainingSchema } from "../../../src/project/training.ts";
import { readSchema, type Field } from "../../../src/ui/form/read-schema.ts";

/** The knobs that nobody explains, with those of groups and of what can be picked. */
function unexplained(fields: readonly Field[]): readonly string[] {
  return fields.flatMap(({ name, help, kind }) => [
    ...(help === undefined ? [name] : []),
    ...(kind.type === "group" ? unexplained(kind.fields) : []),
    ...(kind.type === "picks" ? kind.options.flatMap((option) => unexplained(option.fields)) : []),
  ]);
}

test.each([...optimizers, ...schedules, ...wrappers])("every knob of $id says what it does", ({ config }) => {
  expect(unexplained(readSchema(config))).toEqual([]);
});

test("so does every knob of the training", () => {
  expect(unexplained(readSchema(trainingSchema))).toEqual([]);
});
