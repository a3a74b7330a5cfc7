/** Isolated, the studio computes with several threads; on a host that leaves the headers out, with one, and to the same end. */
import type { Page } from "playwright-core";
import { expect, inject } from "vitest";
import { listenOnThisMachine } from "../../src/serve/listen.mjs";
import { serveFiles } from "../../src/serve/static-files.mjs";
import { journey } from "../support/journey.ts";

const project = { data: { id: "mnist" }, training: { backend: "wasm", steps: 40 } };

/** What a run comes to, and how many threads its device is said to have. */
async function trained(page: Page) {
  const summary = await page.evaluate((given) => window.studio.train(given), project);
  const [wasm] = await page.evaluate(async () =>
    (await window.studio.backends()).filter(({ id }: { id: string }) => id === "wasm"),
  );
  return { summary, threads: wasm!.threads };
}

/** Serves the studio without the headers that isolate it. */
async function plainHost() {
  const answer = await serveFiles(inject("builtFolder"));
  return listenOnThisMachine((request, response) => {
    const write = response.writeHead.bind(response);
    const writeHead = (status: number, headers: Record<string, string>) =>
      write(status, Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith("Cross-Origin"))));
    answer(request, Object.assign(response, { writeHead }));
  }, 0);
}

journey("threads: a page that is not isolated trains to the same loss with one", async ({ studio, browser }) => {
  const isolated = await studio.visit();
  expect(await isolated.evaluate(() => crossOriginIsolated)).toBe(true);
  const cores = await isolated.evaluate(() => navigator.hardwareConcurrency);
  const together = await trained(isolated);
  expect(together.threads).toBe(cores > 1 ? Math.min(8, Math.max(2, cores - 1)) : undefined);
  expect(together.summary).toMatchObject({ status: "finished", backend: "wasm" });

  const plain = await browser.newPage();
  const host = await plainHost();
  await plain.goto(host.address);
  expect(await plain.evaluate(() => crossOriginIsolated)).toBe(false);
  const alone = await trained(plain);
  expect(alone.threads).toBeUndefined();
  expect(alone.summary.finalLoss).toBe(together.summary.finalLoss);
  expect(alone.summary.test).toEqual(together.summary.test);
  await plain.close();
  await host.close();
});
