/** Every room in both languages and both themes: axe finds nothing, and nothing is wider than a small phone. */
import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { accessibilityFaults } from "../support/check-accessibility.ts";
import { journey, type Visitor } from "../support/journey.ts";

const rooms = ["gallery", "data", "model", "train", "landscapes", "evaluate", "library", "predict"] as const;

async function openRoom(page: Page, room: string): Promise<void> {
  await page.evaluate((route) => {
    location.hash = `#/${route}`;
  }, room);
  await page.locator(`nav a[aria-current="page"][href="#/${room}"]`).waitFor();
  // The heading comes with the room's own script.
  await page.locator("main h1").waitFor();
}

/** Room by room, what axe finds. */
async function faultsByRoom(page: Page): Promise<Record<string, readonly string[]>> {
  const faults: Record<string, readonly string[]> = {};
  for (const room of rooms) {
    await openRoom(page, room);
    const found = await accessibilityFaults(page);
    if (found.length > 0) faults[room] = found;
  }
  return faults;
}

/** Trains a small table and a few steps of digits, so that every room has something to show. */
async function fillStudio(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const training = { backend: "cpu", batchSize: 32 };
    const name = "penguins, by a name too long for the places where names stand";
    await window.studio.train({ name, data: { id: "penguins" }, training: { ...training, epochs: 2 } });
    await window.studio.train({ name: "digits", data: { id: "mnist" }, training: { ...training, steps: 3 } });
  });
}

describe.each<Visitor["locale"]>(["en-US", "zh-CN"])("in %s", (locale) => {
  describe.each<Visitor["colorScheme"]>(["light", "dark"])("%s", (colorScheme) => {
    journey("the rooms of a new studio are clean", async ({ studio }) => {
      expect(await faultsByRoom(await studio.visit({ locale, colorScheme }))).toEqual({});
    });

    journey("the rooms of a used studio are clean, on a phone too", async ({ studio }) => {
      const page = await studio.visit({ locale, colorScheme });
      await fillStudio(page);
      expect(await faultsByRoom(page)).toEqual({});
      await page.setViewportSize({ width: 360, height: 740 });
      expect(await faultsByRoom(page)).toEqual({});
    });
  });

  journey("a run under way, its result when out of date, and a run that failed are clean", async ({ studio }) => {
    const project = {
      data: { id: "noisy-line" },
      model: { architecture: "linear" },
      training: { optimizer: { id: "sgd" }, epochs: 100_000, backend: "cpu" },
    };
    const packed = Buffer.from(JSON.stringify(project)).toString("base64url");
    const page = await studio.visit({ locale }, `#/train?project=${packed}`);
    const control = page.locator(".run-control");
    const rate = page.locator(".settings").getByRole("textbox").first();
    await control.getByRole("button").click();
    await page.locator(".curve-drawing").first().waitFor();
    expect(await accessibilityFaults(page), "under way").toEqual([]);
    // Pause and stop.
    await control.getByRole("button").last().click();
    await control.getByRole("status").waitFor();
    await rate.fill("1e20");
    await page.locator(".run-stale").waitFor();
    expect(await accessibilityFaults(page), "out of date").toEqual([]);
    await control.getByRole("button").click();
    await control.getByRole("alert").waitFor();
    expect(await accessibilityFaults(page), "failed").toEqual([]);
    await rate.fill("-1");
    expect(await accessibilityFaults(page), "held back").toEqual([]);
  });

  journey("nothing scrolls sideways at 360 pixels", async ({ studio }) => {
    const page = await studio.visit({ locale, viewport: { width: 360, height: 740 } });
    await fillStudio(page);
    for (const room of rooms) {
      await openRoom(page, room);
      const surplus = await page.evaluate(() =>
        [document.documentElement, document.querySelector("main")].map((element) =>
          element === null ? NaN : element.scrollWidth - element.clientWidth,
        ),
      );
      expect(surplus, room).toEqual([0, 0]);
    }
  });
});
