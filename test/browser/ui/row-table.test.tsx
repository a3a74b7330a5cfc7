/** A table of a million rows: only what is in sight is drawn and asked for, and every row can be reached. */
import { afterEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { RowTable } from "../../../src/ui/row-table.tsx";
import { show } from "./show.tsx";

const ROWS = 1_000_000;
let asked: number[] = [];

afterEach(() => {
  asked = [];
});

async function readPage(from: number, count: number): Promise<readonly number[]> {
  asked.push(from);
  return Array.from({ length: Math.min(count, ROWS - from) }, (_, index) => from + index);
}

const columns = Array.from({ length: 40 }, (_, index) => ({
  name: `column ${index + 1}`,
  width: 120,
  isNumber: true,
  isSortable: true,
}));

function Table({ read = readPage }: { readonly read?: typeof readPage }) {
  return (
    <RowTable<number>
      label="numbers"
      columns={columns}
      rows={ROWS}
      rowHeight={32}
      rowsInSight={10}
      order={null}
      onOrder={() => undefined}
      readPage={read}
      headLabel="Row"
      renderHead={(row) => `row ${row + 1}`}
      renderCell={(row, column) => `${row}:${column + 1}`}
      renderProblem={(problem, retry) => <button onClick={retry}>{problem.text.en}</button>}
    />
  );
}

test("draws and asks for what is in sight, the last row and column too", async () => {
  show(<Table />);
  await expect.element(page.getByRole("rowheader", { name: "row 1", exact: true })).toBeVisible();
  const grid = page.getByRole("grid", { name: "numbers" });
  expect(grid.element().getAttribute("aria-rowcount")).toBe(String(ROWS + 1));
  expect(document.querySelectorAll('[role="row"]').length).toBeLessThan(15);
  expect(document.querySelectorAll('[role="gridcell"]').length).toBeLessThan(200);
  grid.element().scrollTop = grid.element().scrollHeight;
  grid.element().scrollLeft = grid.element().scrollWidth;
  await expect.element(page.getByRole("gridcell", { name: "999999:40" })).toBeVisible();
  // Strict mode runs the first effect twice.
  expect([...new Set(asked)]).toEqual([0, ROWS - 100]);
});

test("keys reach every row, one by one even where a pixel is several rows", async () => {
  show(<Table />);
  await expect.element(page.getByRole("rowheader", { name: "row 1", exact: true })).toBeVisible();
  const grid = page.getByRole("grid", { name: "numbers" });
  const active = () => document.getElementById(grid.element().getAttribute("aria-activedescendant") ?? "")?.textContent;
  grid.element().focus();
  await userEvent.keyboard("{Control>}{End}{/Control}");
  await expect.poll(active).toBe("999999:40");
  for (const place of [999_998, 999_997, 999_996]) {
    await userEvent.keyboard("{ArrowUp}");
    await expect.poll(active).toBe(`${place}:40`);
  }
  for (let press = 0; press < 12; press += 1) await userEvent.keyboard("{ArrowUp}");
  await expect.poll(active).toBe("999984:40");
  expect(document.activeElement).toBe(grid.element());
});

test("rows that cannot be read say why, and are asked for again", async () => {
  let isBroken = true;
  const read = async (from: number, count: number): Promise<readonly number[]> => {
    if (isBroken) throw new Error("gone");
    return readPage(from, count);
  };
  show(<Table read={read} />);
  await expect.element(page.getByRole("button", { name: /gone/ })).toBeVisible();
  isBroken = false;
  await page.getByRole("button", { name: /gone/ }).click();
  await expect.element(page.getByRole("rowheader", { name: "row 1", exact: true })).toBeVisible();
});
