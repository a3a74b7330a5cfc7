/** The keyboard never loses its place: whatever goes away, the focus is on a control or on the room. */
import { useState, type ReactNode } from "react";
import { expect, onTestFinished, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { keepFocus } from "../../../src/app/keep-focus.ts";
import { Button } from "../../../src/ui/button.tsx";
import { show } from "../ui/show.tsx";

function Rows({ first }: { readonly first: readonly string[] }): ReactNode {
  const [names, setNames] = useState(first);
  return (
    <section>
      <Button>Above</Button>
      <ul>
        {names.map((name) => (
          <li key={name}>
            <Button>{`Open ${name}`}</Button>
            <Button
              onClick={() => {
                setNames((old) => old.filter((other) => other !== name));
              }}
            >
              {`Delete ${name}`}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

async function showRows(...names: string[]): Promise<void> {
  show(<Rows first={names} />);
  await expect.element(page.getByRole("button", { name: "Above" })).toBeVisible();
  const main = document.querySelector("main");
  if (main === null) throw new Error("no main");
  main.tabIndex = -1;
  onTestFinished(keepFocus(main));
}

async function press(name: string): Promise<void> {
  const button = page.getByRole("button", { name });
  // Buttons are HTML elements.
  (button.element() as HTMLElement).focus();
  await userEvent.keyboard("{Enter}");
}

test("after a row is deleted the same button of the next one has the focus, after the last that of the one before", async () => {
  await showRows("a", "b", "c");
  await press("Delete b");
  await expect.element(page.getByRole("button", { name: "Delete c" })).toHaveFocus();
  await userEvent.keyboard("{Enter}");
  await expect.element(page.getByRole("button", { name: "Delete a" })).toHaveFocus();
});

test("after the only row the nearest control takes it", async () => {
  await showRows("a");
  await press("Delete a");
  await expect.element(page.getByRole("button", { name: "Above" })).toHaveFocus();
});

test("a button that cannot be pressed any more keeps the focus, and does nothing", async () => {
  let pressed = 0;
  function Once(): ReactNode {
    const [isDone, setDone] = useState(false);
    return (
      <Button
        disabled={isDone}
        onClick={() => {
          pressed += 1;
          setDone(true);
        }}
      >
        Once
      </Button>
    );
  }
  show(<Once />);
  const once = page.getByRole("button", { name: "Once" });
  await expect.element(once).toBeVisible();
  await press("Once");
  await expect.element(once).toHaveAttribute("aria-disabled", "true");
  await expect.element(once).toHaveFocus();
  await userEvent.keyboard("{Enter}");
  expect(pressed).toBe(1);
});
