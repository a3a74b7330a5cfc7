import { useState, type ReactNode } from "react";
import { expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { mlp } from "../../../src/catalog/architectures/mlp/definition.ts";
import { momentum } from "../../../src/catalog/optimizers/momentum/definition.ts";
import type { Text } from "../../../src/language/text.ts";
import { readSchema, type Field } from "../../../src/ui/form/read-schema.ts";
import { SchemaForm } from "../../../src/ui/form/schema-form.tsx";
import { show } from "./show.tsx";

function Form(props: {
  readonly fields: readonly Field[];
  readonly first: Readonly<Record<string, unknown>>;
  readonly onChange: Change;
}): ReactNode {
  const [values, setValues] = useState(props.first);
  return (
    <SchemaForm
      fields={props.fields}
      values={values}
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
  expect(onChange).toHaveBeenLastCalledWith("units", [64, 32]);
  await page.getByRole("button", { name: /Activation/ }).click();
  await page.getByRole("option", { name: "Tanh" }).click();
  expect(onChange).toHaveBeenLastCalledWith("activation", "tanh");
  shown.again(form, "zh");
  await expect.element(page.getByRole("textbox", { name: "隐藏单元" })).toHaveValue("64, 32");
});
