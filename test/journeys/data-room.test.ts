/** Data of one's own in the data room: brought in, understood, mended, split, and trained on. */
import type { Locator, Page } from "playwright-core";
import { describe, expect } from "vitest";
import { accessibilityFaults } from "../support/check-accessibility.ts";
import { journey, type Visitor } from "../support/journey.ts";

/** Houses of some owners: a code that looks like a number, a gap, one price far out, a comma for the decimal mark. */
const houses = [
  "code;rooms;area;owner;sold",
  ...Array.from({ length: 160 }, (_, row) => {
    const isLarge = row % 3 === 0;
    const area = (isLarge ? 90 : 40) + (row % 7) * 2.5;
    const cells = [10 + (row % 4), isLarge ? 4 : 2, row === 5 ? "" : area.toFixed(1), `owner ${row % 16}`];
    return [...cells, isLarge ? "yes" : "no"].join(";").replaceAll(".", ",");
  }),
].join("\n");

async function drop(page: Page, name: string, text: string): Promise<void> {
  const transfer = await page.evaluateHandle(
    (given) => {
      const made = new DataTransfer();
      made.items.add(new File([given.text], given.name));
      return made;
    },
    { name, text },
  );
  for (const type of ["dragenter", "dragover", "drop"]) {
    await page.getByRole("heading", { name: "Add your data" }).dispatchEvent(type, { dataTransfer: transfer });
  }
}

async function pick(page: Page, select: RegExp | string, option: string | RegExp): Promise<void> {
  await page.getByRole("button", { name: select }).click();
  await page.getByRole("option", { name: option }).click();
}

/** Trains what the rooms hold now, and gives the run as scripts see it. */
async function train(page: Page) {
  await page.getByRole("link", { name: "Train" }).click();
  await page.getByRole("button", { name: "Train", exact: true }).click();
  await page.getByText("Finished").waitFor();
  const [run] = await page.evaluate(() => window.studio.runs.list());
  return run;
}

/** Starts from a small table model, whatever is trained by default. */
async function openDataRoom(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Iris flowers" }).click();
  await page.getByRole("link", { name: "Data" }).click();
  await page.getByRole("heading", { name: "Columns" }).waitFor();
}

journey("after a reload, a column's type is put right once the file is chosen again", async ({ studio }) => {
  const page = await studio.visit();
  await openDataRoom(page);
  await drop(page, "houses.csv", houses);
  await page.getByText("160 rows, 5 columns.").waitFor();
  await page.reload();
  await page.getByText("it was added in an earlier visit").waitFor();
  const choose = async (name: string, text: string): Promise<void> => {
    const chooser = page.waitForEvent("filechooser");
    await page.getByRole("button", { name: "Choose the file again …" }).press("Enter");
    await (await chooser).setFiles({ name, mimeType: "text/csv", buffer: Buffer.from(text) });
  };
  await choose("flats.csv", "a,b\n1,2\n");
  await page.getByText('read from "houses.csv", not from "flats.csv"').waitFor();
  await choose("houses.csv", houses);
  await pick(page, /Type of code/, "category");
  await page
    .getByRole("button", { name: /Type of code/ })
    .filter({ hasText: "category" })
    .waitFor();
  expect((await page.evaluate(() => window.studio.data.list())).filter(({ builtIn }) => !builtIn)).toHaveLength(1);
});

journey(
  "a dropped CSV file is corrected, given roles and a step, split by group, and trained on",
  async ({ studio }) => {
    const page = await studio.visit();
    await openDataRoom(page);
    await drop(page, "houses.csv", houses);
    await page.getByRole("heading", { name: "How it was read" }).waitFor();
    await page.getByText("160 rows, 5 columns.").waitFor();
    const column = (name: string) => page.getByRole("listitem").filter({ has: page.getByRole("heading", { name }) });
    await expectText(column("area"), "1 missing");
    const unit = column("area").getByRole("textbox", { name: "Unit of area" });
    await unit.fill("m²");
    await unit.press("Enter");
    expect(await page.evaluate(async () => (await window.studio.project.get()).data.units)).toEqual({ area: "m²" });
    // The decimal comma was found out; a code that only looks like a number is put right.
    expect(await page.getByRole("radio", { name: "comma", exact: true }).isChecked()).toBe(true);
    await pick(page, /Type of code/, "category");
    await column("code").getByText("4 distinct").waitFor();
    await column("code")
      .getByRole("button", { name: /category/ })
      .waitFor();
    await pick(page, /Role of owner/, "Group");
    await pick(page, /Rows are dealt/, /by group/);
    await page
      .getByRole("region", { name: "Split" })
      .getByRole("button", { name: /Column.*owner|owner.*Column/ })
      .waitFor();
    await pick(page, /Add a step/, /Clip outliers/);
    await page.getByRole("heading", { name: "Clip outliers" }).waitFor();
    await page.getByRole("button", { name: "Move Clip outliers up" }).focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter");
    const steps = page.getByRole("region", { name: "Preparation" }).getByRole("heading", { level: 3 });
    await expect
      .poll(() => steps.allInnerTexts())
      .toEqual(["Fill missing values", "Clip outliers", "Standardize", "One-hot"]);
    expect(await page.evaluate(() => document.activeElement?.getAttribute("aria-label"))).toBe("Move Clip outliers up");
    const step = (name: string) =>
      page.getByRole("listitem").filter({ has: page.getByRole("heading", { name, exact: true, level: 3 }) });
    // What each step does is worked out anew; until it is told, the list still moves.
    await step("One-hot")
      .getByText(/Works on/)
      .waitFor();
    await step("Clip outliers")
      .getByText(/Works on/)
      .waitFor();
    await step("Clip outliers").locator("[draggable=true]").dragTo(step("One-hot"));
    await expect
      .poll(() => steps.allInnerTexts())
      .toEqual(["Fill missing values", "Standardize", "One-hot", "Clip outliers"]);
    const run = await train(page);
    expect(run).toMatchObject({ status: "finished" });
    expect(run?.test["accuracy"]).toBe(1);
    const model = await page.evaluate((id) => window.studio.models.get(id), run?.modelId ?? "");
    expect(model.project.data).toMatchObject({ group: "owner", split: { by: "group" } });
  },
);

journey("a pasted table is read, and removed with a way back", async ({ studio }) => {
  const page = await studio.visit();
  await openDataRoom(page);
  await page.getByRole("button", { name: "Paste" }).click();
  const rows = Array.from(
    { length: 40 },
    (_, row) => `${row % 2},${(row % 2) * 3 + (row % 5) / 5},${row % 2 === 0 ? "a" : "b"}`,
  );
  await page.getByRole("textbox", { name: /spreadsheet/ }).fill(["first,second,kind", ...rows].join("\n"));
  await page.getByRole("button", { name: "Read it" }).click();
  await page.getByText("40 rows, 3 columns.").waitFor();
  expect((await train(page))?.test["accuracy"]).toBe(1);
  await page.getByRole("link", { name: "Data" }).click();
  await page.getByRole("button", { name: "Remove Pasted data" }).click();
  await page.getByRole("alert").filter({ hasText: "is not in this browser" }).waitFor();
  await page.getByRole("button", { name: "Undo" }).last().click();
  await page.getByText("40 rows, 3 columns.").waitFor();
});

journey("points drawn on a plane, by pointer and by keyboard, train a classifier", async ({ studio }) => {
  const page = await studio.visit();
  await openDataRoom(page);
  await page.getByRole("button", { name: "Draw points" }).click();
  const plane = page.getByRole("application");
  const box = await plane.boundingBox();
  if (box === null) throw new Error("the plane is not there");
  const stroke = async (fromX: number, toX: number, y: number): Promise<void> => {
    await page.mouse.move(box.x + fromX * box.width, box.y + y * box.height);
    await page.mouse.down();
    await page.mouse.move(box.x + toX * box.width, box.y + y * box.height, { steps: 40 });
    await page.mouse.up();
  };
  await stroke(0.05, 0.95, 0.15);
  await stroke(0.05, 0.95, 0.25);
  await page.getByRole("radio", { name: "B", exact: true }).check({ force: true });
  await stroke(0.05, 0.95, 0.75);
  await stroke(0.05, 0.95, 0.85);
  await plane.focus();
  for (let put = 0; put < 5; put += 1) {
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
  }
  await page.getByRole("button", { name: /Use these \d+ points/ }).click();
  await page.getByText(/\d+ rows, 3 columns\./).waitFor();
  const run = await train(page);
  expect(run?.test["accuracy"]).toBeGreaterThan(0.9);
});

journey("pictures taken with the camera, class by class, train a classifier", async ({ studio }) => {
  const page = await studio.visit();
  await openDataRoom(page);
  await page.getByRole("button", { name: "Webcam" }).click();
  await page.getByRole("textbox", { name: "Name of class 1" }).fill("left");
  const hold = page.getByRole("button", { name: "Hold to record left" });
  await hold.hover();
  await page.mouse.down();
  await count(page, 0, 8);
  await page.mouse.up();
  // By keyboard: held down as long as it records.
  await page.getByRole("button", { name: "Hold to record class 2" }).focus();
  await page.keyboard.down("Space");
  await count(page, 1, 8);
  await page.keyboard.up("Space");
  await page.getByRole("button", { name: /Use these \d+ pictures/ }).click();
  await page.getByRole("region", { name: "Pictures" }).waitFor();
  const summary = await page.getByRole("region", { name: "Pictures" }).innerText();
  expect(summary).toContain("left");
  expect(summary).toContain("class 2");
  // The rate that suits four measurements of a flower is too high for thousands of pixels.
  await page.getByRole("link", { name: "Train" }).click();
  const rate = page.getByRole("textbox", { name: "Learning rate" });
  await rate.fill("0.001");
  await rate.press("Enter");
  const run = await train(page);
  expect(run).toMatchObject({ status: "finished" });
});

journey(
  "by keyboard alone: a table is pasted, a column mended and left out, a step removed, a model trained",
  async ({ studio }) => {
    const page = await studio.visit();
    await openDataRoom(page);
    const tabTo = async (name: RegExp): Promise<void> => {
      for (let presses = 0; presses < 150; presses += 1) {
        await page.keyboard.press("Tab");
        const focused = await page.evaluate(() => {
          const control = document.activeElement;
          const labels = control?.getAttribute("aria-labelledby")?.split(" ") ?? [];
          const labelled = labels.map((id) => document.getElementById(id)?.textContent ?? "").join(" ");
          return control?.getAttribute("aria-label") ?? (labelled === "" ? (control?.textContent ?? "") : labelled);
        });
        if (name.test(focused)) return;
      }
      throw new Error(`150 presses of Tab do not reach ${String(name)}`);
    };
    await tabTo(/^Paste$/);
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    const rows = Array.from(
      { length: 60 },
      (_, row) =>
        `${row},${(row * 7) % 11},${row === 8 ? 900 : (row % 2) * 4 + (row % 5)},${row % 2 === 0 ? "a" : "b"}`,
    );
    await page.keyboard.insertText(["id,noise,level,kind", ...rows].join("\n"));
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.getByText("60 rows, 4 columns.").waitFor();
    // Left out by itself, and the card says why.
    const id = page.getByRole("listitem").filter({ has: page.getByRole("heading", { name: "id", exact: true }) });
    await id.getByText(/^Different in every row/).waitFor();
    expect(await id.getByRole("button", { name: /Ignore it/ }).count()).toBe(0);
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Paste");
    await tabTo(/^Clip them: level$/);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Clip outliers" }).waitFor();
    expect(await page.evaluate(() => document.activeElement === document.body)).toBe(false);
    await tabTo(/^Remove Clip outliers$/);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Clip outliers" }).waitFor({ state: "detached" });
    expect(await page.evaluate(() => document.activeElement === document.body)).toBe(false);
    await page.locator("#room").focus();
    await tabTo(/Feature.*Role of noise|Role of noise.*Feature/);
    await page.keyboard.press("Enter");
    await page.getByRole("option", { name: "Ignored" }).waitFor();
    await page.keyboard.type("Ign");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: /Ignored.*Role of noise|Role of noise.*Ignored/ }).waitFor();
    expect(await train(page)).toMatchObject({ status: "finished" });
  },
);

/** Waits until the class in this place has so many pictures. */
async function count(page: Page, place: number, most: number): Promise<void> {
  await page.waitForFunction(
    ([index, wanted]) => {
      const counts = document.querySelectorAll(".webcam-count");
      return Number(counts[index ?? 0]?.textContent ?? "0") >= (wanted ?? 0);
    },
    [place, most],
  );
}

describe.each<Visitor["locale"]>(["en-US", "zh-CN"])("in %s", (locale) => {
  journey("what is being read can be cancelled, and what is refused says why: both are clean", async ({ studio }) => {
    const page = await studio.visit({ locale }, "#/data");
    await page.getByRole("grid").waitFor();
    // So large that it is looked at and cancelled long before it is read.
    await page.evaluate(() => {
      const line = `${Array.from({ length: 20 }, (_, column) => column * 1.5).join(",")}\n`;
      const blob = new Blob([
        `${Array.from({ length: 20 }, (_, at) => `c${at}`).join(",")}\n`,
        ...Array.from({ length: 1600 }, () => line.repeat(1000)),
      ]);
      const made = new DataTransfer();
      made.items.add(new File([blob], "large.csv"));
      const room = document.querySelector(".drop-zone h2");
      room?.dispatchEvent(new DragEvent("drop", { dataTransfer: made, bubbles: true, cancelable: true }));
    });
    const cancel = page.getByRole("button", { name: locale === "en-US" ? "Cancel" : "取消" });
    await cancel.waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await cancel.click();
    await cancel.waitFor({ state: "detached" });
    await page.evaluate(() => {
      const made = new DataTransfer();
      made.items.add(new File([Uint8Array.from({ length: 500 }, (_, at) => (at * at) % 256)], "table.csv"));
      const room = document.querySelector(".drop-zone h2");
      room?.dispatchEvent(new DragEvent("drop", { dataTransfer: made, bubbles: true, cancelable: true }));
    });
    const dismiss = page.getByRole("button", { name: locale === "en-US" ? "Dismiss" : "关闭" }).first();
    await dismiss.waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await dismiss.click();
    expect(await page.evaluate(() => window.studio.data.list())).not.toContainEqual(
      expect.objectContaining({ builtIn: false }),
    );
  });
});

journey("the table is walked and sorted by keyboard, and never loses the focus", async ({ studio }) => {
  const page = await studio.visit();
  await openDataRoom(page);
  const grid = page.getByRole("grid", { name: "All rows" });
  await grid.focus();
  const active = () =>
    page.evaluate(() => {
      const focused = document.activeElement;
      const cell = document.getElementById(focused?.getAttribute("aria-activedescendant") ?? "");
      return cell?.textContent ?? null;
    });
  // From the row heads' corner to the first column's heading.
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await page.getByRole("columnheader", { name: "sepal length" }).and(page.locator('[aria-sort="ascending"]')).waitFor();
  await page.keyboard.press("ArrowDown");
  await expect.poll(active).toBe("4.3");
  await page.keyboard.press("Control+End");
  await grid.getByRole("rowheader", { name: "132" }).waitFor();
  await page.keyboard.press("PageUp");
  await page.keyboard.press("Home");
  // Twelve rows up from the last: the 138th by sepal length.
  await expect.poll(active).toBe("51");
  expect(await page.evaluate(() => document.activeElement?.getAttribute("role"))).toBe("grid");
});

async function expectText(locator: Locator, text: string): Promise<void> {
  await locator.first().waitFor();
  expect(await locator.first().innerText()).toContain(text);
}
