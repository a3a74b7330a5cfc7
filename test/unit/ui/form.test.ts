import { describe, expect, test } from "vitest";
import { z } from "zod";
import { architectures } from "../../../src/catalog/architectures/index.ts";
import { augmentations } from "../../../src/catalog/augmentations/index.ts";
import { datasets } from "../../../src/catalog/datasets/index.ts";
import { layers } from "../../../src/catalog/layers/index.ts";
import { optimizers } from "../../../src/catalog/optimizers/index.ts";
import { preprocessors } from "../../../src/catalog/preprocessors/index.ts";
import { metrics } from "../../../src/catalog/metrics/index.ts";
import { wrappers } from "../../../src/catalog/wrappers/index.ts";
import { stoppingSchema } from "../../../src/project/stopping.ts";
import { trainingSchema } from "../../../src/project/project.ts";
import { checkNumber, checkNumbers, isAllowed } from "../../../src/ui/form/check-number.ts";
import { firstValue } from "../../../src/ui/form/first-value.ts";
import { readSchema, type NumberKind } from "../../../src/ui/form/read-schema.ts";
import { logStops, nearestStop } from "../../../src/ui/form/slider-stops.ts";

function kindOf(overrides: Partial<NumberKind>): NumberKind {
  return {
    type: "number",
    isInteger: false,
    minimum: -Infinity,
    maximum: Infinity,
    isMinimumExcluded: false,
    isMaximumExcluded: false,
    ...overrides,
  };
}

describe("readSchema", () => {
  const field = (label: string): { field: { label: { en: string; zh: string } } } => ({
    field: { label: { en: label, zh: label } },
  });

  test("gives type, range, default and choices of every kind that a form knows", () => {
    const schema = z.strictObject({
      rate: z.number().positive().lt(1).default(0.1).meta(field("Rate")),
      size: z.int().min(1).max(9).default(3).meta(field("Size")),
      on: z.boolean().default(true).meta(field("On")),
      kind: z.enum(["a", "b"]).default("a").meta(field("Kind")),
      pair: z.tuple([z.int(), z.int()]).default([1, 2]).meta(field("Pair")),
      list: z.array(z.int().min(1)).min(1).max(4).default([8]).meta(field("List")),
      hidden: z.number().default(0),
      words: z.array(z.string()).optional().meta(field("Words")),
    });
    expect(readSchema(schema).map(({ name, kind, standard }) => ({ name, kind, standard }))).toMatchObject([
      {
        name: "rate",
        standard: 0.1,
        kind: { minimum: 0, isMinimumExcluded: true, maximum: 1, isMaximumExcluded: true },
      },
      { name: "size", standard: 3, kind: { isInteger: true, minimum: 1, maximum: 9, isMaximumExcluded: false } },
      { name: "on", standard: true, kind: { type: "boolean" } },
      { name: "kind", kind: { type: "enum", choices: [{ value: "a" }, { value: "b" }] } },
      { name: "pair", kind: { type: "numbers", minItems: 2, maxItems: 2 } },
      { name: "list", kind: { type: "numbers", minItems: 1, maxItems: 4, item: { minimum: 1 } } },
      { name: "words", kind: { type: "names" } },
    ]);
  });

  const definitions = [...optimizers, ...architectures, ...datasets, ...layers, ...augmentations, ...preprocessors];
  // Who edits a model asks for the lists of layers inside a layer apart from its settings.
  const apart = new Set(["layers", "shortcut", "branches"]);
  test.each(definitions.map((definition) => [definition.id, definition] as const))(
    "shows every setting of %s, with a default that its own field allows",
    (_id, definition) => {
      const fields = readSchema(definition.config);
      expect(fields.map(({ name }) => name)).toEqual(
        Object.keys(definition.config.shape).filter((name) => !apart.has(name)),
      );
      const refused = fields.filter(
        ({ kind, standard }) => kind.type === "number" && typeof standard === "number" && !isAllowed(standard, kind),
      );
      expect(refused).toEqual([]);
    },
  );

  test("reads a choice by name, with settings of its own where there are any", () => {
    const option = (id: string, shape: z.ZodRawShape = {}) => z.strictObject({ id: z.literal(id), ...shape });
    const value = z.number().default(2).meta(field("Value"));
    const schema = z.strictObject({
      first: z
        .union([z.enum(["zeros", "constant"]), z.discriminatedUnion("id", [option("constant", { value })])])
        .default("zeros")
        .meta(field("First")),
      cost: z
        .discriminatedUnion("id", [option("l2", { value }), option("unit")])
        .nullable()
        .default(null)
        .meta({ field: { label: { en: "Cost", zh: "代价" }, choices: { l2: { en: "Small", zh: "小" } } } }),
    });
    const [first, cost] = readSchema(schema);
    expect(first).toMatchObject({
      off: "never",
      kind: {
        type: "choice",
        names: ["zeros", "constant"],
        options: [
          { id: "zeros", fields: [] },
          { id: "constant", fields: [{ name: "value" }] },
        ],
      },
    });
    expect(cost).toMatchObject({
      off: "null",
      kind: { type: "choice", names: [], options: [{ id: "l2", label: { en: "Small" } }, { id: "unit" }] },
    });
    expect(firstValue(cost!)).toEqual({ id: "l2", value: 2 });
    expect(schema.parse({ cost: firstValue(cost!) }).cost).toEqual({ id: "l2", value: 2 });
  });

  test("shows every setting of a training that has a label", () => {
    const labelled = Object.entries<z.ZodType>(trainingSchema.shape).filter(([, schema]) => schema.meta()?.field);
    expect(labelled.length).toBeGreaterThan(4);
    expect(readSchema(trainingSchema).map(({ name }) => name)).toEqual(labelled.map(([name]) => name));
    const picks = readSchema(trainingSchema).flatMap(({ kind }) => (kind.type === "picks" ? kind.options : []));
    expect(picks.map(({ label }) => label)).toEqual([...wrappers, ...metrics].map(({ title }) => title));
  });

  test("reads groups, what can be switched off, numbers by name and picked things", () => {
    const inner = z.strictObject({ limit: z.number().positive().default(2).meta(field("Limit")) });
    const picked = (id: string) => z.strictObject({ id: z.literal(id), ...inner.shape });
    const choices = { a: { en: "First", zh: "甲" } };
    const schema = z.strictObject({
      clip: inner.nullable().default(null).meta(field("Clip")),
      goal: inner.optional().meta(field("Goal")),
      seconds: z.number().positive().optional().meta(field("Time")),
      always: inner.prefault({}).meta(field("Always")),
      rates: z.record(z.string(), z.number().min(0)).default({}).meta(field("Rates")),
      around: z
        .array(z.discriminatedUnion("id", [picked("a"), picked("b")]))
        .default([])
        .meta({ field: { label: { en: "Around", zh: "包装" }, choices } }),
      noNumbers: z.record(z.string(), z.string()).default({}).meta(field("Words")),
    });
    const limit = { name: "limit", standard: 2, off: "never", kind: { type: "number" } };
    expect(readSchema(schema)).toMatchObject([
      { name: "clip", off: "null", standard: null, kind: { type: "group", fields: [limit] } },
      { name: "goal", off: "absent", kind: { type: "group", fields: [limit] } },
      { name: "seconds", off: "absent", kind: { type: "number", isMinimumExcluded: true } },
      { name: "always", off: "never", kind: { type: "group", fields: [limit] } },
      { name: "rates", off: "never", kind: { type: "record", item: { minimum: 0 } } },
      {
        name: "around",
        off: "never",
        kind: {
          type: "picks",
          options: [
            { id: "a", label: choices.a, fields: [limit] },
            { id: "b", label: { en: "b", zh: "b" }, fields: [limit] },
          ],
        },
      },
    ]);
  });
});

describe("what is switched on", () => {
  const on = (schema: z.ZodType): unknown => {
    const labelled = schema.optional().meta({ field: { label: { en: "Setting", zh: "设置" } } });
    const [first] = readSchema(z.strictObject({ setting: labelled }));
    return first === undefined ? undefined : firstValue(first);
  };

  test.each<[string, z.ZodType, unknown]>([
    ["a number above 0", z.number().positive(), 1],
    ["a share", z.number().gt(0).lt(1), 0.5],
    ["any number", z.number(), 0],
    ["a whole number from 5", z.int().min(5), 5],
    ["a number below 0", z.number().max(-3), -3],
    ["a list", z.array(z.number()).min(2).max(3), [0, 0]],
    ["a choice", z.enum(["x", "y"]), "x"],
  ])("%s begins with a value that its schema takes", (_name, schema, value) => {
    expect(on(schema)).toEqual(value);
    expect(schema.safeParse(value).success).toBe(true);
  });

  test("... or with what the schema says to begin with", () => {
    const starts = (name: string) => readSchema(stoppingSchema).find((field) => field.name === name);
    expect(firstValue(starts("seconds")!)).toBe(300);
    expect(firstValue(starts("gradientNorm")!)).toBe(0.001);
    expect(firstValue(starts("target")!)).toEqual({ metric: "loss", value: 0.1 });
  });

  test("every rule and group of a training begins with what its schema takes", () => {
    const optional = readSchema(trainingSchema).filter(({ off }) => off !== "never");
    expect(optional.length).toBeGreaterThan(1);
    for (const each of optional) {
      expect(trainingSchema.safeParse({ [each.name]: firstValue(each) }).error).toBeUndefined();
    }
  });
});

describe("a typed number", () => {
  test.each([
    ["0.5", 0.5],
    [" 1e-3 ", 0.001],
    ["60,000", 60_000],
    ["１２", 12],
    ["-4", -4],
    ["−4", -4],
    ["44,5", 44.5],
    ["0,001", 0.001],
    ["1,234.5", 1234.5],
    [".5", 0.5],
    ["5.", 5],
  ])("%s is read", (typed, value) => {
    expect(checkNumber(typed, kindOf({}))).toEqual({ isValid: true, value });
  });

  test.each(["", "abc", "1,2,3", "1.234,5", "1e999", "NaN", "0x", "0x10", "0b1", "Infinity"])(
    "%j is refused",
    (typed) => {
      expect(checkNumber(typed, kindOf({})).isValid).toBe(false);
    },
  );

  test("out of its range is refused with the range, in both languages", () => {
    const rate = kindOf({ minimum: 0, isMinimumExcluded: true, maximum: 1 });
    expect(checkNumber("0", rate)).toEqual({
      isValid: false,
      problem: { en: "Enter a number above 0 and 1 or less.", zh: "请输入大于 0、不大于 1 的数值。" },
    });
    const size = kindOf({ isInteger: true, minimum: 1, maximum: 1_000_000 });
    expect(checkNumber("1.5", size)).toMatchObject({
      problem: { en: "Enter a whole number from 1 to 1,000,000." },
    });
  });

  test("what no number can hold is called too large, on a side that the field leaves open", () => {
    const said = (typed: string, kind: Parameters<typeof kindOf>[0]) => {
      const checked = checkNumber(typed, kindOf(kind));
      return checked.isValid ? null : checked.problem.en;
    };
    const rate = { minimum: 0, isMinimumExcluded: true };
    expect(said("1e400", rate)).toMatch(/too large/);
    expect(said("-1e400", rate)).toBe("Enter a number above 0.");
    expect(said("-1e400", {})).toMatch(/too large/);
    expect(said("1e400", { ...rate, maximum: 1 })).toBe("Enter a number above 0 and 1 or less.");
    const count = { isInteger: true, minimum: 1, maximum: Number.MAX_SAFE_INTEGER };
    expect(said("1e16", count)).toMatch(/too large/);
    expect(said("1.5", count)).toBe("Enter a whole number 1 or more.");
    expect(said("abc", rate)).toBe("Enter a number above 0.");
  });

  test("lists are read with any usual separator and refused by length and item", () => {
    const list = { item: kindOf({ isInteger: true, minimum: 1, maximum: 100 }), minItems: 1, maxItems: 3 };
    expect(checkNumbers("64, 32，16", list)).toEqual({ isValid: true, value: [64, 32, 16] });
    expect(checkNumbers("", list).isValid).toBe(false);
    expect(checkNumbers("1 2 3 4", list).isValid).toBe(false);
    expect(checkNumbers("64, 0", list).isValid).toBe(false);
  });
});

describe("slider stops", () => {
  test("a field that is off at 0 begins with 0 and then climbs by decades", () => {
    const stops = logStops(kindOf({ minimum: 0, maximum: 10 }), 0);
    expect(stops.slice(0, 2)).toEqual([0, 1e-6]);
    expect(stops.at(-1)).toBe(1);
    expect(stops[nearestStop(stops, 0)]).toBe(0);
    expect(stops[nearestStop(stops, 0.01)]).toBe(0.01);
    expect(stops[nearestStop(stops, 9)]).toBe(1);
  });

  test("are round and go three decades down and two up", () => {
    const stops = logStops(kindOf({ minimum: 0, isMinimumExcluded: true, maximum: 1e30 }), 0.001);
    expect(stops[0]).toBe(1e-6);
    expect(stops.at(-1)).toBe(0.1);
    expect(stops).toContain(0.0003);
  });

  test("of whole numbers are powers of two within the range", () => {
    expect(logStops(kindOf({ isInteger: true, minimum: 1, maximum: 300 }), 128)).toEqual([
      1, 2, 4, 8, 16, 32, 64, 128, 256,
    ]);
  });

  test("are found by ratio", () => {
    expect(nearestStop([0.001, 0.01, 0.1], 0.02)).toBe(1);
    expect(nearestStop([0.001, 0.01, 0.1], 50)).toBe(2);
  });
});
