import { afterEach, expect, test, vi } from "vitest";
import { closePage, openPage } from "./page.ts";
import { loadStudio } from "./studio.ts";

afterEach(closePage);

test("the first language is the browser's", async () => {
  const page = openPage();
  vi.stubGlobal("navigator", { languages: ["fr", "zh-CN", "en"] });
  const studio = await loadStudio();
  studio.startPreferences();
  expect(studio.state()).toMatchObject({ language: "zh", theme: "system" });
  expect(page.document.documentElement).toEqual({ lang: "zh-Hans", dataset: {} });
});

test("what was chosen stands on the document and is remembered", async () => {
  const page = openPage();
  const studio = await loadStudio();
  studio.startPreferences();
  expect(page.document.documentElement.lang).toBe("en");
  studio.setLanguage("zh");
  studio.setTheme("dark");
  expect(page.document.documentElement).toEqual({ lang: "zh-Hans", dataset: { theme: "dark" } });

  const again = openPage({ remembered: page.remembered });
  const next = await loadStudio();
  next.startPreferences();
  expect(next.state()).toMatchObject({ language: "zh", theme: "dark" });
  next.setTheme("system");
  expect(again.document.documentElement.dataset).toEqual({});
});

test("a browser that blocks storage for the page still switches", async () => {
  openPage();
  vi.stubGlobal("localStorage", {
    getItem: () => {
      throw new DOMException("blocked", "SecurityError");
    },
    setItem: () => {
      throw new DOMException("blocked", "SecurityError");
    },
  });
  const studio = await loadStudio();
  studio.startPreferences();
  studio.setLanguage("zh");
  expect(studio.state().language).toBe("zh");
});
