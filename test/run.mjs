/**
 * `npm test`: installs what is missing, finds a browser and runs every check, the cheap ones first and two at once.
 * A failed check does not stop the others. Each is a script of its own too: `npm run test:unit`.
 */
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { refuseOldNode } from "../src/serve/check-node.mjs";

refuseOldNode();

/** Checks of one stage may run side by side. The journeys have the machine to themselves. */
const STAGES = [["types", "lint", "format", "unused", "architecture"], ["unit", "browser"], ["journeys"]];
/** Those that Vitest runs, so that their tests can be counted; each other check counts as one. */
const VITEST = new Set(["architecture", "unit", "browser", "journeys"]);
const NEEDS_BROWSER = new Set(["browser", "journeys"]);
const AT_ONCE = 2;

const root = fileURLToPath(new URL("../", import.meta.url));
const reports = join(root, ".cache", "test-reports");

/** The checks write into a pipe and cannot see whether a terminal reads it in the end. @type {Record<string, string>} */
const colours = process.stdout.isTTY ? { FORCE_COLOR: "1" } : { NO_COLOR: "1", FORCE_COLOR: "0" };

/**
 * @typedef {object} Outcome
 * @property {string} name
 * @property {number} passed
 * @property {number} failed
 * @property {number} seconds
 */

process.exitCode = await main();

async function main() {
  const { installMissing } = await import("../src/serve/install.mjs");
  const { UserFacingError } = await import("../src/serve/user-facing-error.mjs");
  const { findOrInstallBrowser, NO_BROWSER } = await import("./support/browser.mjs");
  try {
    installMissing(root);
    const browser = findOrInstallBrowser();
    rmSync(reports, { recursive: true, force: true });
    mkdirSync(reports, { recursive: true });
    /** @type {Outcome[]} */
    const outcomes = [];
    for (const stage of STAGES) outcomes.push(...(await runStage(stage, browser, NO_BROWSER)));
    return summarize(outcomes);
  } catch (error) {
    console.error(error instanceof UserFacingError ? error.message : error);
    console.log("0 passed, 1 failed");
    return 1;
  }
}

/**
 * @param {readonly string[]} names
 * @param {string | undefined} browser
 * @param {string} noBrowser
 * @returns {Promise<Outcome[]>}
 */
async function runStage(names, browser, noBrowser) {
  const waiting = [...names];
  /** @type {Outcome[]} */
  const outcomes = [];
  const takeTurns = async () => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
      if (browser === undefined && NEEDS_BROWSER.has(name)) {
        console.log(`\n=== ${name}: failed ===\n${noBrowser}`);
        outcomes.push({ name, passed: 0, failed: 1, seconds: 0 });
      } else {
        outcomes.push(await runCheck(name, browser));
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, takeTurns));
  return names.flatMap((name) => outcomes.filter((outcome) => outcome.name === name));
}

/**
 * Shows the check's output in one piece when it has ended.
 * @param {string} name
 * @param {string | undefined} browser
 * @returns {Promise<Outcome>}
 */
async function runCheck(name, browser) {
  const startedAt = performance.now();
  const report = join(reports, `${name}.json`);
  const options = VITEST.has(name)
    ? ["--", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`]
    : [];
  const { status, output } = await runScript(`test:${name}`, options, browser);
  const seconds = (performance.now() - startedAt) / 1000;
  const outcome = { name, ...count(report, status), seconds };
  console.log(`\n=== ${name}: ${outcome.failed === 0 ? "passed" : "failed"} (${seconds.toFixed(1)} s) ===`);
  console.log(output.trimEnd());
  return outcome;
}

/**
 * @param {string} script
 * @param {readonly string[]} options
 * @param {string | undefined} browser
 * @returns {Promise<{ status: number, output: string }>}
 */
function runScript(script, options, browser) {
  return new Promise((resolve, reject) => {
    const child = spawn("npm", ["run", "--silent", script, ...options], {
      cwd: root,
      shell: process.platform === "win32",
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, ...colours, ...(browser === undefined ? {} : { CHROMIUM_PATH: browser }) },
    });
    /** @type {Buffer[]} */
    const chunks = [];
    child.stdout.on("data", (/** @type {Buffer} */ chunk) => chunks.push(chunk));
    child.stderr.on("data", (/** @type {Buffer} */ chunk) => chunks.push(chunk));
    child.on("error", reject);
    child.on("close", (status) => resolve({ status: status ?? 1, output: Buffer.concat(chunks).toString("utf8") }));
  });
}

/**
 * A run that fails outside its tests (an unhandled error, a file that does not load, no test at all) is one failure
 * at least; a check without a report is one check.
 * @param {string} report
 * @param {number} status
 */
function count(report, status) {
  const leastFailed = status === 0 ? 0 : 1;
  if (!existsSync(report)) return { passed: 1 - leastFailed, failed: leastFailed };
  // Vitest's JSON reporter writes these two fields.
  const counted = /** @type {{ numPassedTests: number, numFailedTests: number }} */ (
    JSON.parse(readFileSync(report, "utf8"))
  );
  return { passed: counted.numPassedTests, failed: Math.max(counted.numFailedTests, leastFailed) };
}

/** @param {readonly Outcome[]} outcomes */
function summarize(outcomes) {
  console.log("\n=== summary ===");
  for (const { name, passed, failed, seconds } of outcomes) {
    const result = failed === 0 ? "passed" : "FAILED";
    console.log(
      `${result}  ${name.padEnd(13)} ${`${seconds.toFixed(1)} s`.padStart(8)}   ${passed} passed, ${failed} failed`,
    );
  }
  const passed = outcomes.reduce((sum, outcome) => sum + outcome.passed, 0);
  const failed = outcomes.reduce((sum, outcome) => sum + outcome.failed, 0);
  console.log(`\n${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}
