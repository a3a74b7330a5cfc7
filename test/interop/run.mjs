/**
 * `npm run test:interop`: exported files opened by the programs that they are meant for, in a virtual environment of
 * its own. Without a Python, or without a way to get its packages, it says so and passes.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { refuseOldNode } from "../../src/serve/check-node.mjs";

refuseOldNode();
// Loaded only now: a Node that is too old would not get as far as the sentence.
const { installMissing } = await import("../../src/serve/install.mjs");

const root = fileURLToPath(new URL("../..", import.meta.url));
installMissing(root);
const requirements = join(root, "test/interop/requirements.txt");
const environment = join(root, ".cache/interop");
const python = join(environment, process.platform === "win32" ? "Scripts/python.exe" : "bin/python");
const stamp = join(environment, "requirements.sha256");
const hash = createHash("sha256").update(readFileSync(requirements)).digest("hex");

/** @param {string} command @param {readonly string[]} given */
const works = (command, given) => spawnSync(command, given, { cwd: root, stdio: "ignore" }).status === 0;

/** @param {string} why @returns {never} */
function skip(why) {
  console.log(`Skipped: ${why}. Exports were not opened by other programs.`);
  process.exit(0);
}

if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== hash) {
  if (!works("python3", ["-c", "import sys; sys.exit(sys.version_info < (3, 11))"]))
    skip("there is no python3 of 3.11 or newer");
  rmSync(environment, { recursive: true, force: true });
  mkdirSync(environment, { recursive: true });
  if (!works("python3", ["-m", "venv", environment])) skip("python3 cannot make a virtual environment");
  console.log("Installing the programs that open exports ...");
  if (!works(python, ["-m", "pip", "install", "--quiet", "--requirement", requirements])) {
    skip("the Python packages of test/interop/requirements.txt cannot be installed");
  }
  writeFileSync(stamp, hash);
}

// It holds the programs of every system, 290 MB, so that it is no package of the studio's. What its own script would fetch
// besides is for graphics cards.
const runtime = "onnxruntime-node@1.30.0";
const node = join(root, ".cache/interop-node");
const held = join(node, "installed.txt");
if (!existsSync(held) || readFileSync(held, "utf8") !== runtime) {
  mkdirSync(node, { recursive: true });
  console.log("Installing ONNX Runtime for Node ...");
  const options = ["--prefix", node, "--ignore-scripts", "--no-audit", "--no-fund"];
  const shell = process.platform === "win32";
  const made = spawnSync("npm", ["install", ...options, runtime], { cwd: node, stdio: "ignore", shell });
  if (made.status !== 0) skip(`${runtime} cannot be installed`);
  writeFileSync(held, runtime);
}

const { status } = spawnSync(
  process.execPath,
  [join(root, "node_modules/vitest/vitest.mjs"), "run", "--project", "interop"],
  {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, INTEROP_PYTHON: python, INTEROP_NODE: held },
  },
);
process.exit(status ?? 1);
