/** Builds the application into `dist`, unless what is there was made from exactly these sources. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { UserFacingError } from "./user-facing-error.mjs";

/** Inside `dist`, so that it goes when anything else builds there; dot files are not served. */
const MARK = ".sources";

const INPUTS = ["index.html", "package.json", "package-lock.json", "tsconfig.json", "vite.config.ts", "src", "public"];

/**
 * @param {string} root the project's folder, its packages installed
 * @returns {string} the folder of the built application
 */
export function buildIfChanged(root) {
  const dist = join(root, "dist");
  const sources = fingerprint(root);
  if (builtFrom(dist) === sources) return dist;
  console.log("Building ...");
  // Beside the old build and then in its place: a server or a second command never meets half of one.
  const draft = join(root, ".cache", `build-${process.pid}`);
  const vite = join(root, "node_modules", "vite", "bin", "vite.js");
  const options = [vite, "build", "--outDir", draft, "--emptyOutDir", "--logLevel", "warn"];
  // Whatever the caller's own mode is: a test runner's would build React for development.
  const env = { ...process.env, NODE_ENV: "production" };
  const { status } = spawnSync(process.execPath, options, { cwd: root, stdio: "inherit", env });
  if (status !== 0) {
    rmSync(draft, { recursive: true, force: true });
    throw new UserFacingError("The application could not be built; the reason is above.");
  }
  writeFileSync(join(draft, MARK), sources);
  rmSync(dist, { recursive: true, force: true });
  renameSync(draft, dist);
  return dist;
}

/**
 * Hash of the names and contents of everything that the build reads.
 * @param {string} root
 */
function fingerprint(root) {
  const hash = createHash("sha256");
  for (const input of INPUTS) addTo(hash, root, input);
  return hash.digest("hex");
}

/**
 * @param {import("node:crypto").Hash} hash
 * @param {string} root
 * @param {string} path from `root`, with forward slashes; one that does not exist adds nothing
 */
function addTo(hash, root, path) {
  const found = statSync(join(root, path), { throwIfNoEntry: false });
  if (found === undefined) return;
  if (found.isDirectory()) {
    for (const name of readdirSync(join(root, path)).toSorted()) addTo(hash, root, `${path}/${name}`);
  } else {
    const content = readFileSync(join(root, path));
    hash.update(`${path}\0${content.length}\0`).update(content);
  }
}

/** @param {string} dist */
function builtFrom(dist) {
  const mark = join(dist, MARK);
  return existsSync(mark) ? readFileSync(mark, "utf8") : undefined;
}
