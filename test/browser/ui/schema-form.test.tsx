import { useState, type ReactNode } from "react";
import { expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { z } from "zod";
import { mlp } from "../../../src/catalog/architectures/mlp/definition.ts";
import { momentum } from "../../../src/catalog/optimizers/momentum/definition.ts";
import type { Text } from "../../../src/language/text.ts";
import { readSchema, type Field } from "../../../src/ui/form/read-schema.ts";
import { SchemaForm } from "../../../src/ui/form/schema-form.tsx";
import { show } from "./show.tsx";

function Form(props: {
  readonly fields: readonly Field[];
  readonly first: Readonly<Record<string, unknown>>;
  readonly names?: Readonly<Record<string, readonly string[]>>;
  readonly onChange: Change;
}): ReactNode {
  const [values, setValues] = useState(props.first);
  return (
    <SchemaForm
      fields={props.fields}
      values={values}
      names={props.names ?? {}}
      onChange={(name, value) => {
        const refused = props.onChange(name, value);
        if (refused === null) setValues((old) => ({ ...old, [name]: value }));
        return refused;
      }}
    />
  );
}

type Change = (name: string, value: unknown) => Text | null;
const accept = (): null => null;

test("a number is passed on while it is typed, and a senseless one is kept, marked and explained", async () => {
  const onChange = vi.fn<Change>(accept);
  show(<Form fields={readSchema(momentum.config)} first={{ learningRate: 0.01 }} onChange={onChange} />);
  const rate = page.getByRole("textbox", { name: "Learning rate" });
  await rate.fill("0.2");
  expect(onChange).toHaveBeenLastCalledWith("learningRate", 0.2);
  await rate.fill("-3");
  expect(onChange).toHaveBeenCalledTimes(1);
  await expect.element(rate).toHaveAttribute("aria-invalid", "true");
  await expect.element(rate).toHaveValue("-3");
  await expect.element(page.getByRole("alert")).toHaveTextContent("Enter a number above 0");
  await rate.fill("0.3");
  await expect.element(page.getByRole("alert")).not.toBeInTheDocument();
});

test("who refuses a value has the word at its field", async () => {
  const refuse = (): Text => ({ en: "Not on a Sunday.", zh: "星期天不行。" });
  show(<Form fields={readSchema(momentum.config)} first={{ learningRate: 0.01 }} onChange={refuse} />);
  await page.getByRole("textbox", { name: "Momentum" }).fill("0.5");
  await expect.element(page.getByRole("alert")).toHaveTextContent("Not on a Sunday.");
});

test("the slider and the box beside it are one value, in round steps by keyboard", async () => {
  const onChange = vi.fn<Change>(accept);
  show(<Form fields={readSchema(momentum.config)} first={{ learningRate: 0.01 }} onChange={onChange} />);
  const slider = page.getByRole("slider", { name: "Learning rate, slider" });
  await expect.element(slider).toBeInTheDocument();
  // A slider is an input.
  (slider.element() as HTMLInputElement).focus();
  await userEvent.keyboard("{ArrowRight}{ArrowRight}");
  expect(onChange).toHaveBeenLastCalledWith("learningRate", 0.015);
  await expect.element(page.getByRole("textbox", { name: "Learning rate" })).toHaveValue("0.015");
});

test("lists, choices and texts follow the schema, in the language that is on", async () => {
  const onChange = vi.fn<Change>(accept);
  const form = <Form fields={readSchema(mlp.config)} first={{ units: [16, 16] }} onChange={onChange} />;
  const shown = show(form);
  await page.getByRole("textbox", { name: "Hidden units" }).fill("64, 32");
  // A screen's keyboard for numbers has no comma, or no second one.
  await expect.element(page.getByRole("textbox", { name: "Hidden units" })).toHaveAttribute("inputmode", "text");
  expect(onChange).toHaveBeenLastCalledWith("units", [64, 32]);
  await page.getByRole("button", { name: /ReLU/ }).click();
  await page.getByRole("option", { name: "Tanh", exact: true }).click();
  expect(onChange).toHaveBeenLastCalledWith("activation", "tanh");
  shown.again(form, "zh");
  await expect.element(page.getByRole("textbox", { name: "隐藏单元" })).toHaveValue("64, 32");
});

const label = (en: string, zh: string) => ({ field: { label: { en, zh } } });
const limit = z.number().positive().default(2).meta(label("Limit", "上限"));
const clipped = z.strictObject({
  clip: z.strictObject({ limit }).nullable().default(null).meta(label("Clipping", "裁剪")),
  rates: z.record(z.string(), z.number().min(0)).default({}).meta(label("Rates", "系数")),
  around: z
    .array(z.discriminatedUnion("id", [z.strictObject({ id: z.literal("mean"), limit })]))
    .default([])
    .meta({ field: { label: { en: "Around", zh: "包装" }, choices: { mean: { en: "Mean", zh: "均值" } } } }),
});

test("a switch unfolds a group with its defaults and takes it away again", async () => {
  const onChange = vi.fn<Change>(accept);
  show(<Form fields={readSchema(clipped)} first={{}} onChange={onChange} />);
  await expect.element(page.getByRole("textbox", { name: "Limit" })).not.toBeInTheDocument();
  await page.getByRole("switch", { name: "Clipping" }).click();
  expect(onChange).toHaveBeenLastCalledWith("clip", { limit: 2 });
  await page.getByRole("group", { name: "Clipping" }).getByRole("textbox", { name: "Limit" }).fill("0.5");
  expect(onChange).toHaveBeenLastCalledWith("clip", { limit: 0.5 });
  await page.getByRole("switch", { name: "Clipping" }).click();
  expect(onChange).toHaveBeenLastCalledWith("clip", null);
});

test("numbers by name are a table; 1 is as good as nothing", async () => {
  const onChange = vi.fn<Change>(accept);
  show(<Form fields={readSchema(clipped)} first={{}} names={{ rates: ["dense-1", "dense-2"] }} onChange={onChange} />);
  await page.getByRole("textbox", { name: "dense-2" }).fill("0");
  expect(onChange).toHaveBeenLastCalledWith("rates", { "dense-2": 0 });
  await page.getByRole("textbox", { name: "dense-2" }).fill("1");
  expect(onChange).toHaveBeenLastCalledWith("rates", {});
});

test("things are picked one by one, set, and removed", async () => {
  const onChange = vi.fn<Change>(accept);
  show(<Form fields={readSchema(clipped)} first={{}} onChange={onChange} />);
  await page.getByRole("button", { name: /Add: Around/ }).click();
  await page.getByRole("option", { name: "Mean" }).click();
  expect(onChange).toHaveBeenLastCalledWith("around", [{ id: "mean", limit: 2 }]);
  await page.getByRole("group", { name: "Mean" }).getByRole("textbox", { name: "Limit" }).fill("3");
  expect(onChange).toHaveBeenLastCalledWith("around", [{ id: "mean", limit: 3 }]);
  await page.getByRole("button", { name: "Remove Mean" }).click();
  expect(onChange).toHaveBeenLastCalledWith("around", []);
});
