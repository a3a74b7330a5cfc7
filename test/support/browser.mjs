/**
 * Which browser the tests use and how it is started; shared by the runner, Vitest's browser mode and the journeys.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, realpathSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import process from "node:process";
import { UserFacingError } from "../../src/serve/user-facing-error.mjs";

/** Names on the search path, best first. */
const COMMANDS = [
  "chromium",
  "chromium-browser",
  "google-chrome-stable",
  "google-chrome",
  "chrome",
  "microsoft-edge-stable",
  "microsoft-edge",
  "msedge",
];

/**
 * WebGPU on a software adapter, so that the tests run the same with and without a graphics card, and no background
 * services of the browser, so that a request beyond the origin can only be ours.
 */
export const browserArguments = [
  "--no-sandbox",
  "--enable-unsafe-webgpu",
  "--use-webgpu-adapter=swiftshader",
  "--disable-quic",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // A camera that shows a test picture, allowed without being asked for.
  "--use-fake-device-for-media-stream",
  "--use-fake-ui-for-media-stream",
];

/** What to do when no browser is there. */
export const NO_BROWSER =
  "No Chromium, Chrome or Edge was found: install one, or set CHROMIUM_PATH to the program's full path.";

/**
 * The browser's full path, or undefined. CHROMIUM_PATH wins and must exist: a typing mistake is not passed over.
 * @returns {string | undefined}
 */
export function findBrowser() {
  const chosen = process.env["CHROMIUM_PATH"];
  if (chosen !== undefined && chosen !== "") {
    if (!existsSync(chosen)) {
      throw new UserFacingError(
        `CHROMIUM_PATH names ${chosen}, but there is no such file: correct it, or unset it to have a browser found.`,
      );
    }
    return chosen;
  }
  return candidates().find((path) => existsSync(path));
}

/**
 * As `findBrowser`; on Debian and Ubuntu the superuser gets the distribution's Chromium when there is none.
 * @returns {string | undefined}
 */
export function findOrInstallBrowser() {
  const found = findBrowser();
  if (found !== undefined || process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return found;
  // On standard error: standard output may be for a program to read.
  console.error("No browser was found; installing the distribution's chromium.");
  const environment = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const install = ["install", "--yes", "--no-install-recommends", "chromium"];
  for (const options of [["update"], install]) {
    spawnSync("apt-get", options, { stdio: ["inherit", 2, 2], env: environment });
  }
  return findBrowser();
}

/**
 * Variables with which WebGPU in Node finds the Vulkan loader and the software GPU that a Chromium on Linux comes with,
 * after those of the machine.
 * @param {string | undefined} browser
 * @returns {Record<string, string>}
 */
export function softwareGpu(browser) {
  if (browser === undefined || process.platform !== "linux") return {};
  const folders = [dirname(realpathSync(browser)), "/usr/lib/chromium", "/usr/lib/chromium-browser"];
  const folder = folders.find((each) => existsSync(join(each, "vk_swiftshader_icd.json")));
  if (folder === undefined) return {};
  const libraries = [process.env["LD_LIBRARY_PATH"] ?? "", folder].filter((each) => each !== "");
  return {
    LD_LIBRARY_PATH: libraries.join(delimiter),
    VK_ADD_DRIVER_FILES: join(folder, "vk_swiftshader_icd.json"),
  };
}

/** @returns {string[]} */
function candidates() {
  return [...onSearchPath(), ...usualPlaces(), ...playwrightBrowsers()];
}

function onSearchPath() {
  const extension = process.platform === "win32" ? ".exe" : "";
  const directories = (process.env["PATH"] ?? "").split(delimiter).filter((directory) => directory !== "");
  return COMMANDS.flatMap((command) => directories.map((directory) => join(directory, command + extension)));
}

function usualPlaces() {
  switch (process.platform) {
    case "darwin":
      return ["", homedir()].flatMap((start) =>
        ["Chromium", "Google Chrome", "Microsoft Edge"].map((name) =>
          join(`${start}/Applications`, `${name}.app`, "Contents/MacOS", name),
        ),
      );
    case "win32":
      return ["PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"].flatMap((variable) => {
        const start = process.env[variable];
        if (start === undefined) return [];
        return ["Chromium\\Application\\chrome.exe", "Google\\Chrome\\Application\\chrome.exe"]
          .concat("Microsoft\\Edge\\Application\\msedge.exe")
          .map((path) => join(start, path));
      });
    default:
      return ["/opt/google/chrome/chrome", "/opt/microsoft/msedge/msedge", "/snap/bin/chromium"];
  }
}

/** Whatever `playwright install` has left, the newest first; the headless shell has no WebGPU and is left out. */
function playwrightBrowsers() {
  const directory = process.env["PLAYWRIGHT_BROWSERS_PATH"] ?? join(homedir(), ...playwrightCache());
  if (!existsSync(directory)) return [];
  const programs = [
    ["chrome-linux64", "chrome"],
    ["chrome-linux", "chrome"],
    ["chrome-win64", "chrome.exe"],
    ["chrome-win", "chrome.exe"],
    ...["chrome-mac", "chrome-mac-arm64", "chrome-mac-x64"].flatMap((folder) => [
      [folder, "Chromium.app/Contents/MacOS/Chromium"],
      [folder, "Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing"],
    ]),
  ];
  return readdirSync(directory)
    .filter((name) => /^chromium-\d+$/.test(name))
    .toSorted((a, b) => Number(b.slice(9)) - Number(a.slice(9)))
    .flatMap((name) => programs.map((program) => join(directory, name, ...program)));
}

function playwrightCache() {
  switch (process.platform) {
    case "darwin":
      return ["Library", "Caches", "ms-playwright"];
    case "win32":
      return ["AppData", "Local", "ms-playwright"];
    default:
      return [".cache", "ms-playwright"];
  }
}
