/**
 * The first thing that both commands do. Its syntax is old on purpose: a Node that is too old must get as far as
 * the sentence. The bound is Vite's and stands in package.json too ("engines").
 */
import process from "node:process";

/** Ends the program with a sentence when this Node is too old. */
export function refuseOldNode() {
  if (!isTooOld(process.versions.node)) return;
  console.error(
    `Descent Studio needs Node.js 20.19 or newer; this is ${process.versions.node}. See https://nodejs.org.`,
  );
  process.exit(1);
}

/**
 * @param {string} version e.g. "20.19.0"
 * @returns {boolean}
 */
export function isTooOld(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major < 20 || (major === 20 && minor < 19);
}
