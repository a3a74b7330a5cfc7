/**
 * The first thing that both commands do. Its syntax is old on purpose: a Node that is too old must get as far as
 * the sentence. The bound is Vite's and stands in package.json too ("engines").
 */
import process from "node:process";

export function refuseOldNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major === undefined || minor === undefined) return;
  if (major < 20 || (major === 20 && minor < 19)) {
    console.error(
      `Descent Studio needs Node.js 20.19 or newer; this is ${process.versions.node}. See https://nodejs.org.`,
    );
    process.exit(1);
  }
}
