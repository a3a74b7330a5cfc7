/**
 * `journey`: Vitest's `test` with the built application open in a real browser. A journey fails on whatever a user
 * would have to look into: a request beyond the origin, an answer that is an error, an error in the console (of a
 * worker too), an exception, a violation of the content policy.
 */
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { expect, inject, test } from "vitest";
import { browserArguments, findBrowser, NO_BROWSER } from "./browser.mjs";
import { isBeyond } from "./watch-requests.ts";

export interface Visitor {
  readonly locale: "en-US" | "zh-CN";
  readonly colorScheme: "light" | "dark";
  readonly viewport: { readonly width: number; readonly height: number };
}

const deskReader: Visitor = { locale: "en-US", colorScheme: "light", viewport: { width: 1280, height: 800 } };

export interface Studio {
  /** Opens the application in a browser profile of its own, at a hash route such as "#/train". */
  visit(visitor?: Partial<Visitor>, route?: string): Promise<Page>;
  readonly address: string;
}

export const journey = test.extend<{ readonly browser: Browser; readonly studio: Studio }>({
  browser: [
    // Vitest reads the fixtures that this one needs from the pattern.
    // oxlint-disable-next-line no-empty-pattern
    async ({}, provide) => {
      const executablePath = findBrowser();
      if (executablePath === undefined) throw new Error(NO_BROWSER);
      const browser = await chromium.launch({ executablePath, args: browserArguments });
      await provide(browser);
      await browser.close();
    },
    { scope: "file" },
  ],
  studio: async ({ browser }, provide) => {
    const address = inject("address");
    const faults: string[] = [];
    const contexts: BrowserContext[] = [];
    await provide({
      address,
      visit: async (visitor = {}, route = "") => {
        const { locale, colorScheme, viewport } = { ...deskReader, ...visitor };
        const context = await browser.newContext({ locale, colorScheme, viewport });
        contexts.push(context);
        const page = await context.newPage();
        await watch(page, address, faults);
        await page.goto(`${address}/${route}`);
        return page;
      },
    });
    await Promise.all(contexts.map((context) => context.close()));
    expect(faults, "what went wrong in the browser").toEqual([]);
  },
});

async function watch(page: Page, address: string, faults: string[]): Promise<void> {
  page.on("request", (request) => {
    if (isBeyond(request.url(), address)) faults.push(`request beyond the origin: ${request.url()}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) faults.push(`${response.status()}: ${response.url()}`);
  });
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => faults.push(`exception: ${error.message}`));
  page.on("crash", () => faults.push("the page crashed"));
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      console.error(`content policy: ${event.violatedDirective} stopped ${event.blockedURI} (${event.sample})`);
    });
  });
}
