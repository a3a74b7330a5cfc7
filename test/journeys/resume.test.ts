/** A run that rests, and one that its page or its GPU is taken from. */
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { journey } from "../support/journey.ts";

const spirals = {
  name: "spirals",
  data: { id: "spirals" },
  model: { architecture: "mlp", config: { units: [32, 32] } },
  training: { optimizer: { id: "adam", learningRate: 0.01 }, batchSize: 16, epochs: 400, backend: "wasm" },
};

/** The run's end, whatever it went through. */
async function ended(page: Page, id: string) {
  await expect
    .poll(() => page.evaluate((run) => window.studio.runs.get(run).then(({ status }) => status), id), {
      timeout: 240_000,
    })
    .toBe("finished");
  return page.evaluate(async (run) => {
    const { modelId, backend, steps, test, validation } = await window.studio.runs.get(run);
    const { history } = await window.studio.models.get(modelId ?? "");
    return { backend, steps, test, validation, losses: history.map(({ step, loss }) => [step, loss]) };
  }, id);
}

/** A run that rests as soon as it has taken a step, with its checkpoint stored; its id. */
function rested(page: Page, project: unknown): Promise<string> {
  return page.evaluate(
    (given) =>
      new Promise<string>((resolve) => {
        let isAsked = false;
        void window.studio.train(given, {
          onEvent: (event) => {
            // It starts a second time where its device was lost.
            if (event.type !== "started" || isAsked) return;
            isAsked = true;
            const { runs } = window.studio;
            // It may rest before its first step.
            void runs
              .pause(event.id)
              .then(() => runs.step(event.id))
              .then(() => resolve(event.id));
          },
        });
      }),
    project,
  );
}

journey("pause, one step, resume: with the keyboard, in the train room", async ({ studio }) => {
  const page = await studio.visit({}, "#/train");
  // Longer than any machine takes to press a key.
  const training = { ...spirals.training, epochs: 10_000 };
  const run = page.evaluate((project) => window.studio.train(project), { ...spirals, training });
  const pause = page.getByRole("button", { name: "Pause" });
  await pause.waitFor();
  await pause.focus();
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Resume" }).waitFor();
  const stepsOf = () => page.evaluate(() => window.studio.runs.list().then(([first]) => first?.steps ?? -1));
  const before = await stepsOf();
  await page.getByRole("button", { name: "One step" }).click();
  await expect.poll(stepsOf).toBe(before + 1);
  // The first button stays where it is, and with it the keyboard.
  await page.getByRole("button", { name: "Resume" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Pause" }).waitFor();
  await expect.poll(stepsOf).toBeGreaterThan(before + 1);
  await page.getByRole("button", { name: "Stop" }).click();
  expect((await run).status).toBe("stopped");
});

journey("a page that dies in the middle of a run: reopened, it goes on to the very same end", async ({ studio }) => {
  const page = await studio.visit();
  const expected = await page.evaluate((project) => window.studio.train(project), spirals);
  const uninterrupted = await ended(page, expected.id);

  // Its last word is that there is a checkpoint; then the tab is killed.
  const id = await rested(page, spirals);
  await page.evaluate((run) => window.studio.runs.resume(run), id);
  const context = page.context();
  await page.close();

  const again = await context.newPage();
  await again.goto(`${studio.address}/#/train`);
  // The project left open here is another.
  await again.getByRole("button", { name: "Open it" }).click();
  await again.getByText("The page was closed or crashed while this run was going on.").waitFor();
  await again.getByRole("button", { name: "Resume" }).click();
  expect(await ended(again, id)).toEqual(uninterrupted);
});

journey("the GPU process dies: the run goes on from its checkpoint on a new device", async ({ studio, browser }) => {
  const page = await studio.visit();
  const training = { ...spirals.training, backend: "webgpu", epochs: 6 };
  const id = await rested(page, { ...spirals, training });
  await page.evaluate((run) => window.studio.runs.resume(run), id);
  const session = await browser.newBrowserCDPSession();
  // The command's own answer may go down with the process.
  await session.send("Browser.crashGpuProcess").catch(() => undefined);
  await page.getByText(/The GPU was lost; the run goes on from step \d+ on a new one/).waitFor({ timeout: 120_000 });
  expect(await ended(page, id)).toMatchObject({ backend: "webgpu", steps: 6 * 20 });
});
