/** The model room as an editor: from nothing to a trained network, mistakes mended where they are, models from elsewhere. */
import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";
import keras from "../fixtures/golden/keras-models.json" with { type: "json" };
import { accessibilityFaults } from "../support/check-accessibility.ts";
import { journey, type Studio, type Visitor } from "../support/journey.ts";

/** A hundred digits and a few steps: enough to see that a network trains. */
const digits = {
  name: "digits",
  data: { id: "mnist", split: { train: 0.002, validation: 0, test: 0.0005, by: "row" } },
  training: { optimizer: { id: "adam", learningRate: 0.003 }, batchSize: 16, steps: 8, backend: "wasm" },
};

async function openModel(studio: Studio, project: object, visitor: Partial<Visitor> = {}): Promise<Page> {
  const packed = Buffer.from(JSON.stringify(project)).toString("base64url");
  const page = await studio.visit(visitor, `#/train?project=${packed}`);
  await page.locator('nav a[href="#/model"]').press("Enter");
  await page.getByText("28 × 28 × 1").or(page.getByText(/^4$/)).first().waitFor();
  return page;
}

const layerList = (page: Page): Locator => page.getByRole("list", { name: "Layers", exact: true });
const titles = (page: Page): Promise<string[]> => layerList(page).locator("b").allTextContents();

/** The accessible name of what has the focus. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const { activeElement } = document;
    return activeElement?.getAttribute("aria-label") ?? activeElement?.textContent ?? "";
  });

/** Adds the first layer that a search finds, by keys alone. */
async function addLayer(page: Page, search: string, title: RegExp): Promise<void> {
  await layerList(page)
    .getByRole("button", { name: /^Add a layer/ })
    .press("Enter");
  await page.getByRole("searchbox", { name: "Search layers" }).waitFor();
  await page.keyboard.type(search);
  await page.getByRole("option").first().waitFor();
  await page.keyboard.press("Enter");
  await expect.poll(() => focused(page)).toMatch(title);
}

async function train(page: Page) {
  await page.getByRole("button", { name: "Go on to Train" }).press("Enter");
  await page.getByRole("button", { name: "Train", exact: true }).press("Enter");
  await page.getByText("Finished").waitFor();
  const [run] = await page.evaluate(() => window.studio.runs.list());
  return page.evaluate((id) => window.studio.runs.get(id), run?.id ?? "");
}

journey("a convolutional network is built from nothing by the keyboard alone, and it learns", async ({ studio }) => {
  const page = await openModel(studio, digits);
  await page.getByRole("button", { name: "Start from nothing" }).press("Enter");
  expect(await titles(page)).toEqual(["Flatten", "Dense"]);

  await addLayer(page, "conv", /^Convolution 32/);
  await page.getByRole("textbox", { name: "Filters" }).focus();
  await page.keyboard.press("Control+A");
  await page.keyboard.type("8");
  await page.keyboard.press("Tab");
  await addLayer(page, "batch", /^Batch normalization/);
  await addLayer(page, "max pool", /^Max pooling/);
  expect(await titles(page)).toEqual(["Convolution", "Batch normalization", "Max pooling", "Flatten", "Dense"]);

  // By keys: the new layer up and down again, a copy of it, and the copy away.
  await page.keyboard.press("Alt+ArrowUp");
  await expect
    .poll(() => titles(page))
    .toEqual(["Convolution", "Max pooling", "Batch normalization", "Flatten", "Dense"]);
  expect(await focused(page)).toMatch(/^Max pooling/);
  await layerList(page).getByRole("button", { name: "Move Max pooling" }).press("ArrowDown");
  await expect.poll(() => focused(page)).toBe("Move Max pooling");
  await page.getByRole("button", { name: "Duplicate" }).press("Enter");
  await expect.poll(() => focused(page)).toMatch(/^Max pooling/);
  expect(await titles(page)).toHaveLength(6);
  await page.keyboard.press("Delete");
  await expect
    .poll(() => titles(page))
    .toEqual(["Convolution", "Batch normalization", "Max pooling", "Flatten", "Dense"]);
  expect(await page.evaluate(() => document.activeElement === document.body)).toBe(false);
  await page.getByText("Every layer fits: 15,786 parameters.").waitFor({ state: "attached" });

  const run = await train(page);
  expect(run.project.model).toMatchObject({
    layers: [{ type: "conv2d", filters: 8 }, {}, { type: "max-pooling2d" }, { type: "flatten" }, { units: 10 }],
  });
  expect(run.history.at(-1)?.loss).toBeLessThan(run.history[0]?.loss ?? 0);
});

journey("five mistakes are told where they are, and mended by their sentences", async ({ studio }) => {
  const page = await openModel(studio, {
    ...digits,
    model: {
      layers: [
        { type: "flatten" },
        { type: "conv2d", filters: 8, kernelSize: [30, 30] },
        { type: "group-normalization", groups: 3 },
        { type: "reshape", targetShape: [3, 3] },
        { type: "dense", units: 7 },
      ],
    },
  });
  const mistakes = [
    ["needs a picture (height × width × channels), but gets 784", "Move it before Flatten"],
    ["The 30 × 30 window of the convolution layer does not fit the 28 × 28 picture", "Make the window 28 × 28"],
    ["3 groups do not divide 8 channels evenly", /^Set groups to \d$/],
    ["The 8 numbers of the input do not go into 3 × 3", "Make the shape 8"],
    ["The last layer gives 7 numbers, but the data asks for 10 classes", "Give the last layer 10 units"],
  ] as const;
  for (const [sentence, mend] of mistakes) {
    await page
      .locator(".layer-mistake")
      .filter({ hasText: sentence })
      .getByRole("button", { name: mend })
      .press("Enter");
    expect(await page.evaluate(() => document.activeElement === document.body)).toBe(false);
  }
  await page.getByText(/^Every layer fits/).waitFor({ state: "attached" });
  await expect.poll(() => page.locator(".layer-mistake").count()).toBe(0);
  const run = await train(page);
  expect(run.status).toBe("finished");
});

journey("a model that Keras has written is pasted and trains; what is no model is refused", async ({ studio }) => {
  const page = await openModel(studio, { ...digits, training: { ...digits.training, steps: 3 } });
  await page.getByRole("button", { name: "Paste a Keras or TensorFlow.js model" }).press("Enter");
  const json = page.getByRole("textbox", { name: "Model as JSON" });
  await json.fill("model.summary()");
  await page.getByRole("button", { name: "Read the layers" }).press("Enter");
  await page.getByRole("alert").filter({ hasText: "This is not JSON" }).waitFor();
  await json.fill(keras.find(({ name }) => name === "pictures")?.json ?? "");
  await page.getByRole("button", { name: "Read the layers" }).press("Enter");
  await page.getByText("20 of 20 layers are taken over.").waitFor();
  await page.getByText("Every layer fits: 1,218 parameters.").waitFor({ state: "attached" });
  const run = await train(page);
  expect(run.status).toBe("finished");
});

journey("layers are dragged into a block, left out and taken back; drawing and list agree", async ({ studio }) => {
  const page = await openModel(studio, {
    data: { id: "iris" },
    model: {
      layers: [
        { type: "dense", units: 4 },
        { type: "dropout", rate: 0.2 },
        { type: "residual", layers: [{ type: "dense", units: 4 }] },
        { type: "dense", units: 3 },
      ],
    },
  });
  const inside = page.getByRole("list", { name: "Layers of Residual block" });
  await layerList(page).getByRole("button", { name: "Move Dropout" }).hover();
  await page.mouse.down();
  const target = await inside.getByRole("button", { name: /^Dense/ }).boundingBox();
  if (target === null) throw new Error("the block's layer is not visible");
  await page.mouse.move(target.x + 40, target.y + target.height - 4, { steps: 5 });
  await page.mouse.up();
  await expect.poll(() => inside.locator("b").allTextContents()).toEqual(["Dense", "Dropout"]);

  const drawing = page.getByRole("listbox", { name: "Drawing of the network" });
  await drawing.focus();
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  await drawing.getByRole("option", { name: /^Residual/, selected: true }).waitFor();
  await page.keyboard.press("Enter");
  expect(await focused(page)).toMatch(/^Residual block/);
  await page.getByRole("button", { name: "Leave out" }).press("Enter");
  await drawing.getByRole("option", { name: "Residual block left out" }).waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.setViewportSize({ width: 360, height: 740 });
  expect(await accessibilityFaults(page)).toEqual([]);
  expect(await page.evaluate(() => document.querySelector("main")?.scrollWidth)).toBe(
    await page.evaluate(() => document.querySelector("main")?.clientWidth),
  );
  await page.keyboard.press("Control+z");
  await drawing.getByRole("option", { name: /^Residual block 4/ }).waitFor();
  await page.keyboard.press("Control+z");
  await expect.poll(() => inside.locator("b").allTextContents()).toEqual(["Dense"]);
});

journey("a model of the library lends its layers and weights, frozen, to another task", async ({ studio }) => {
  const page = await openModel(studio, { data: { id: "iris" }, model: { architecture: "mlp" } });
  const source = await page.evaluate(() =>
    window.studio.train({
      name: "petals",
      data: { id: "iris" },
      model: { architecture: "mlp", config: { units: [6] } },
      training: { optimizer: { id: "adam" }, steps: 5, backend: "cpu" },
    }),
  );
  await page.getByRole("button", { name: "Start from a trained model" }).press("Enter");
  await page.getByRole("button", { name: "Take its layers and weights" }).press("Enter");
  await page.getByText("It begins with the weights of “petals”.").waitFor();
  const first = layerList(page).getByRole("button", { name: /^Dense 6/ });
  await first.filter({ hasText: "weights taken over · frozen" }).waitFor();
  // A layer before it: the one that is frozen is called otherwise, and stays frozen.
  await addLayer(page, "layer norm", /^Layer normalization/);
  await first.press("Alt+ArrowDown");
  await first.filter({ hasText: "weights taken over · frozen" }).waitFor();
  await page.getByRole("textbox", { name: "Learning rate times" }).fill("0.5");
  await first.filter({ hasText: "weights taken over · × 0.5" }).waitFor();
  await page.getByRole("textbox", { name: "Learning rate times" }).fill("0");

  const run = await train(page);
  expect(run.project.startFrom).toEqual({ model: source.modelId, layers: ["dense-1"] });
  expect(run.project.training.layerRates).toEqual({ "dense-1": 0 });
  await page.locator('nav a[href="#/model"]').press("Enter");
  await page.getByRole("button", { name: "Start from nothing" }).press("Enter");
  expect(await titles(page)).toEqual(["Dense"]);
  expect(await page.getByText("It begins with the weights").count()).toBe(0);
});
