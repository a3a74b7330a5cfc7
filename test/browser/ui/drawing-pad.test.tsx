import { useState, type ReactNode } from "react";
import { expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { rasterize, type Stroke } from "../../../src/ui/plots/digit-raster.ts";
import { DrawingPad } from "../../../src/features/predict/drawing-pad.tsx";
import { show } from "./show.tsx";

type Seen = (strokes: readonly Stroke[]) => void;

function Pad({ onChange }: { readonly onChange: Seen }): ReactNode {
  const [strokes, setStrokes] = useState<readonly Stroke[]>([]);
  return (
    <div style={{ width: 280 }}>
      <DrawingPad
        strokes={strokes}
        onChange={(next) => {
          setStrokes(next);
          onChange(next);
        }}
      />
    </div>
  );
}

test("a stroke is drawn by keyboard alone, and taken back", async () => {
  const seen = vi.fn<Seen>();
  const latest = (): readonly Stroke[] => seen.mock.lastCall?.[0] ?? [];
  show(<Pad onChange={seen} />);
  const pad = page.getByRole("application", { name: "Drawing pad" });
  await expect.element(pad).toBeInTheDocument();
  // The pad is a drawing.
  (pad.element() as SVGElement).focus();
  await userEvent.keyboard(" {ArrowDown}{ArrowDown}{ArrowDown}{ArrowDown}{ArrowDown} ");
  expect(latest()).toHaveLength(1);
  expect(latest()[0]).toHaveLength(6);
  expect(rasterize(latest()).some((ink) => ink === 255)).toBe(true);
  await userEvent.keyboard("{Backspace}");
  expect(latest()).toHaveLength(0);
});

test("what a pointer draws can be cleared", async () => {
  const seen = vi.fn<Seen>();
  const latest = (): readonly Stroke[] => seen.mock.lastCall?.[0] ?? [];
  show(<Pad onChange={seen} />);
  const pad = page.getByRole("application", { name: "Drawing pad" });
  await pad.click();
  await expect.element(page.getByRole("button", { name: "Clear" })).not.toHaveAttribute("aria-disabled");
  expect(latest()).toHaveLength(1);
  await page.getByRole("button", { name: "Clear" }).click();
  expect(latest()).toHaveLength(0);
  const undo = page.getByRole("button", { name: "Undo stroke" });
  await expect.element(undo).toHaveAttribute("aria-disabled", "true");
});

test("who comes by keyboard sees the pen before the first key, and takes a stroke back with Ctrl+Z", async () => {
  const seen = vi.fn<Seen>();
  show(<Pad onChange={seen} />);
  const pad = page.getByRole("application", { name: "Drawing pad" });
  await expect.element(pad).toBeInTheDocument();
  await userEvent.tab();
  await expect.element(pad).toHaveFocus();
  expect(pad.element().querySelector("circle")).not.toBeNull();
  await userEvent.keyboard(" {ArrowDown} {Control>}z{/Control}");
  expect(seen.mock.lastCall?.[0]).toHaveLength(0);
});
