/** Installs the packages that are missing, for both commands: a fresh clone needs no step by hand. */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { UserFacingError } from "./user-facing-error.mjs";

/**
 * @typedef {object} LockedPackage
 * @property {string} [version]
 * @property {string} [integrity]
 * @property {boolean} [optional]
 */

/**
 * Runs `npm ci` unless exactly the locked packages are there. Throws a `UserFacingError` when npm fails.
 * @param {string} root the project's folder
 */
export function installMissing(root) {
  if (isInstalled(root)) return;
  // On standard error: standard output may be for a program to read.
  console.error("Installing packages (npm ci) ...");
  // The builder is a development dependency, so it is asked for even where NODE_ENV says production.
  const options = ["ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"];
  const { status } = spawnSync("npm", options, {
    cwd: root,
    stdio: ["inherit", 2, 2],
    shell: process.platform === "win32",
  });
  if (status !== 0) {
    throw new UserFacingError(
      "The packages could not be installed; npm's message is above. Check the network connection and run the command again.",
    );
  }
}

/**
 * Compares the lock file with npm's own record of what it has put into `node_modules`, which it writes last: file
 * times say nothing after a clone, and an interrupted installation leaves no record.
 * @param {string} root
 * @returns {boolean}
 */
export function isInstalled(root) {
  const wanted = lockedPackages(join(root, "package-lock.json"));
  const present = lockedPackages(join(root, "node_modules", ".package-lock.json"));
  if (wanted === undefined) throw new UserFacingError("package-lock.json is missing: the clone is not complete.");
  if (present === undefined) return false;
  return Object.entries(wanted).every(([path, locked]) => {
    if (path === "") return true;
    const found = present[path];
    // Optional packages of other operating systems are rightly left out.
    if (found === undefined) return locked.optional === true;
    return found.version === locked.version && found.integrity === locked.integrity;
  });
}

/**
 * @param {string} path
 * @returns {Record<string, LockedPackage> | undefined} undefined when there is no such file
 */
function lockedPackages(path) {
  if (!existsSync(path)) return undefined;
  // npm writes both files; a damaged one ends in an error or in a fresh installation.
  const lock = /** @type {{ packages: Record<string, LockedPackage> }} */ (JSON.parse(readFileSync(path, "utf8")));
  return lock.packages;
}
