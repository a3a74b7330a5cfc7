/**
 * `npm run bench`: every engine on the same networks, then the built studio. With `--json` the engines only: a line of JSON a
 * row, and nothing else on standard output. With `--workload FILE` the engines only, on the network of a project file.
 */
import { spawn } from "node:child_process";
import { statSync } from "node:fs";
import { resolve } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { refuseOldNode } from "../../src/serve/check-node.mjs";

refuseOldNode();
// Loaded only now: a Node that is too old would not get as far as the sentence.
const { installMissing } = await import("../../src/serve/install.mjs");
const { findOrInstallBrowser, NO_BROWSER } = await import("../support/browser.mjs");
const { UserFacingError } = await import("../../src/serve/user-facing-error.mjs");

const given = process.argv.slice(2);
const isJson = given.includes("--json");
const at = given.indexOf("--workload");
const workload = at < 0 ? "" : resolve(given[at + 1] ?? "");
if (at >= 0 && !statSync(workload, { throwIfNoEntry: false })?.isFile()) {
  console.error(`--workload: there is no file ${workload}. Give a project file, as JSON.`);
  process.exit(1);
}
try {
  installMissing(fileURLToPath(new URL("../../", import.meta.url)));
  if (findOrInstallBrowser() === undefined) throw new UserFacingError(NO_BROWSER);
} catch (error) {
  console.error(error instanceof UserFacingError ? error.message : error);
  process.exit(1);
}
/** Vitest's own, such as a name to filter by. */
const others = given.filter((each, index) => each !== "--json" && (at < 0 || (index !== at && index !== at + 1)));
const isEnginesOnly = isJson || workload !== "";
const projects = ["--project", "engines", ...(isEnginesOnly ? [] : ["--project", "bench"])];
const bench = spawn("npx", ["vitest", "run", "--disable-console-intercept", ...projects, ...others], {
  env: { ...process.env, BENCH_JSON: isJson ? "1" : "", BENCH_WORKLOAD: workload },
  stdio: ["inherit", isJson ? "pipe" : "inherit", "inherit"],
});
let rest = "";
bench.stdout?.setEncoding("utf8").on("data", (text) => {
  rest += text;
  const lines = rest.split("\n");
  rest = lines.pop() ?? "";
  for (const line of lines) (line.startsWith("{") ? process.stdout : process.stderr).write(`${line}\n`);
});
bench.on("exit", (code) => {
  process.exitCode = code ?? 1;
});
