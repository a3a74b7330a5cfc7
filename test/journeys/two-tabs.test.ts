/** The studio open twice in one browser: the tabs share one project. */
import { expect } from "vitest";
import { accessibilityFaults } from "../support/check-accessibility.ts";
import { journey } from "../support/journey.ts";

journey("what one tab saves stands in the other, and after a reload", async ({ studio }) => {
  const first = await studio.visit({}, "#/train");
  const second = await first.context().newPage();
  await second.goto(`${studio.address}/#/train`);
  const name = { first: first.getByLabel("Project name"), second: second.getByLabel("Project name") };
  await name.second.waitFor();
  await name.first.fill("from the first");
  await name.first.press("Enter");
  await expect.poll(() => name.second.inputValue(), { timeout: 30_000 }).toBe("from the first");
  await name.second.fill("from the second");
  await name.second.press("Enter");
  await expect.poll(() => name.first.inputValue(), { timeout: 30_000 }).toBe("from the second");
  await first.reload();
  await expect.poll(() => name.first.inputValue(), { timeout: 30_000 }).toBe("from the second");
});

journey("a run shows in both tabs, and goes on in the other when its own is closed", async ({ studio }) => {
  const first = await studio.visit({}, "#/train");
  const second = await first.context().newPage();
  await second.goto(`${studio.address}/#/train`);
  await second.getByRole("button", { name: "Train", exact: true }).waitFor();
  const id = await first.evaluate(
    () =>
      new Promise<string>((resolve) => {
        void window.studio.train(
          {
            name: "spirals",
            data: { id: "spirals" },
            model: { architecture: "mlp", config: { units: [32, 32] } },
            training: { batchSize: 16, epochs: 100_000, backend: "wasm" },
          },
          {
            onEvent: (event) => {
              if (event.type !== "started") return;
              // A rest is a checkpoint, which the other tab has to go on from.
              void window.studio.runs.pause(event.id).then(() => window.studio.runs.resume(event.id));
              resolve(event.id);
            },
          },
        );
      }),
  );
  await second.getByText("This run goes on in another tab: pause or stop it there.").waitFor();
  await second.getByRole("button", { name: "Trains in another tab" }).waitFor();
  await second.getByRole("slider", { name: "Cursor on Loss" }).waitFor();
  expect(await accessibilityFaults(second)).toEqual([]);

  await first.close();
  const told = second.getByText(/The tab that trained this run was closed; it goes on here from step \d+\./);
  await told.waitFor();
  const from = Number(/step (\d+)/.exec(await told.innerText())?.[1]);
  const now = () => second.evaluate((run) => window.studio.runs.get(run), id);
  await expect.poll(async () => (await now()).steps, { timeout: 60_000 }).toBeGreaterThan(from);
  await second.getByRole("button", { name: "Stop" }).click();
  await expect.poll(async () => (await now()).status, { timeout: 60_000 }).toBe("stopped");
  expect((await now()).modelId).not.toBeNull();
});

journey("an edit made while an earlier one is being saved outlives the page", async ({ studio }) => {
  const page = await studio.visit();
  // The write of the first edit goes on for as long as the page lives.
  await page.addInitScript(() => {
    // Called with its object below.
    // oxlint-disable-next-line typescript/unbound-method
    const put = IDBObjectStore.prototype.put as (row: unknown, key?: IDBValidKey) => IDBRequest<IDBValidKey>;
    IDBObjectStore.prototype.put = function (row: { readonly project?: { readonly name: string } }, key) {
      const hold = (): void => this.get("none").addEventListener("success", hold);
      if (row.project?.name === "first") {
        hold();
        document.title = "being saved";
      }
      return put.call(this, row, key);
    };
  });
  await page.reload();
  const name = page.getByLabel("Project name");
  await name.fill("first");
  await expect.poll(() => page.title(), { timeout: 30_000 }).toBe("being saved");
  await name.fill("second");
  await page.reload();
  await expect.poll(() => name.inputValue(), { timeout: 30_000 }).toBe("second");
});
