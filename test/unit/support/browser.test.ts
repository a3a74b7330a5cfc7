import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { findBrowser } from "../../support/browser.mjs";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "descent-studio-"));
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

test("CHROMIUM_PATH is taken before anything else", async () => {
  const program = join(folder, "my-browser");
  await writeFile(program, "");
  vi.stubEnv("CHROMIUM_PATH", program);
  expect(findBrowser()).toBe(program);
});

test("a CHROMIUM_PATH without a file is told, not passed over", () => {
  vi.stubEnv("CHROMIUM_PATH", join(folder, "nothing"));
  expect(findBrowser).toThrow(/CHROMIUM_PATH names .*nothing, but there is no such file/);
});

test("the search path comes next, its best name first", async () => {
  const extension = process.platform === "win32" ? ".exe" : "";
  await writeFile(join(folder, `google-chrome${extension}`), "");
  await writeFile(join(folder, `chromium${extension}`), "");
  vi.stubEnv("CHROMIUM_PATH", "");
  vi.stubEnv("PATH", folder);
  expect(findBrowser()).toBe(join(folder, `chromium${extension}`));
});

test.runIf(process.platform === "linux")("Playwright's own cache is the last place, newest first", async () => {
  for (const name of ["chromium-999", "chromium-1200", "chromium_headless_shell-1300"]) {
    await mkdir(join(folder, name, "chrome-linux"), { recursive: true });
    await writeFile(join(folder, name, "chrome-linux", "chrome"), "");
  }
  vi.stubEnv("CHROMIUM_PATH", "");
  vi.stubEnv("PATH", join(folder, "empty"));
  vi.stubEnv("PLAYWRIGHT_BROWSERS_PATH", folder);
  const found = findBrowser();
  // A machine may have one in a usual place, which wins.
  const usual = ["/opt/google/chrome/chrome", "/opt/microsoft/msedge/msedge", "/snap/bin/chromium"];
  expect([join(folder, "chromium-1200", "chrome-linux", "chrome"), ...usual]).toContain(found);
});
