/** The predict form's number: what it warns of, and what may be unknown. */
import { useState, type ReactNode } from "react";
import { expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { NumberInput } from "../../../src/features/predict/number-input.tsx";
import { show } from "./show.tsx";

type Change = (value: number | null) => void;

const length = { type: "number", name: "length", typical: 44.45, minimum: 32.13, maximum: 59.68 } as const;

function Field(props: { readonly isGuess?: true; readonly fill?: number; readonly onChange: Change }): ReactNode {
  const [value, setValue] = useState<number | null>(44.45);
  return (
    <NumberInput
      isRangeSeen={props.isGuess !== true}
      input={length}
      unit="mm"
      fill={props.fill}
      value={value}
      onChange={(next) => {
        setValue(next);
        props.onChange(next);
      }}
    />
  );
}

test("the slider's ends are inside of what was seen", async () => {
  const onChange = vi.fn<Change>();
  show(<Field onChange={onChange} />);
  const slider = page.getByRole("slider", { name: "length, slider" });
  await expect.element(slider).toBeVisible();
  // A range input.
  (slider.element() as HTMLInputElement).focus();
  await userEvent.keyboard("{End}");
  expect(onChange).toHaveBeenLastCalledWith(59.68);
  await userEvent.keyboard("{Home}");
  expect(onChange).toHaveBeenLastCalledWith(32.13);
  await expect.element(page.getByText("Seen in training")).toBeVisible();
});

test("one sentence stands under the field: what is wrong, or how far outside it is", async () => {
  show(<Field onChange={() => undefined} />);
  const box = page.getByRole("textbox", { name: "length" });
  await box.fill("99");
  await expect.element(page.getByText("Outside of what it was trained on")).toBeVisible();
  await box.fill("");
  await expect.element(page.getByRole("alert")).toHaveTextContent("Enter a number.");
  await expect.element(page.getByText("Outside of what it was trained on")).not.toBeInTheDocument();
  await box.fill("44,5");
  await expect.element(page.getByText("Seen in training")).toBeVisible();
});

test("a range that nobody has seen is only the slider's", async () => {
  const onChange = vi.fn<Change>();
  show(<Field isGuess onChange={onChange} />);
  await page.getByRole("textbox", { name: "length" }).fill("99");
  expect(onChange).toHaveBeenLastCalledWith(99);
  await expect.element(page.getByRole("slider", { name: "length, slider" })).toHaveValue("59.68");
  await expect.element(page.getByText(/trained on|in training/)).not.toBeInTheDocument();
});

test("where the model fills gaps, an empty box is an unknown value", async () => {
  const onChange = vi.fn<Change>();
  show(<Field fill={43.2} onChange={onChange} />);
  await page.getByRole("textbox", { name: "length" }).fill("");
  expect(onChange).toHaveBeenLastCalledWith(null);
  await expect.element(page.getByText("Unknown: taken as 43.2")).toBeVisible();
});
