/** `npm start`: installs what is missing, builds what has changed, serves it on this machine. */
import process from "node:process";
import { fileURLToPath } from "node:url";
import { refuseOldNode } from "./check-node.mjs";

const STANDARD_PORT = 4173;

refuseOldNode();
try {
  await start();
} catch (error) {
  const { UserFacingError } = await import("./user-facing-error.mjs");
  console.error(error instanceof UserFacingError ? error.message : error);
  process.exitCode = 1;
}

async function start() {
  const root = fileURLToPath(new URL("../../", import.meta.url));
  const { UserFacingError } = await import("./user-facing-error.mjs");
  const port = chosenPort(process.env["PORT"]);
  if (port === undefined) {
    throw new UserFacingError(
      `PORT is "${process.env["PORT"]}", but must be a whole number from 1 to 65535, for example: PORT=${STANDARD_PORT} npm start`,
    );
  }
  const { installMissing } = await import("./install.mjs");
  const { buildIfChanged } = await import("./build.mjs");
  const { serveFiles } = await import("./static-files.mjs");
  const { listenOnThisMachine } = await import("./listen.mjs");
  // A taken port is told before the minutes of installing and building, not after.
  await (await listenOnThisMachine(() => {}, port)).close();
  installMissing(root);
  const server = await listenOnThisMachine(await serveFiles(buildIfChanged(root)), port);
  console.log(`Descent Studio is at ${server.address} (Ctrl+C ends it)`);
  for (const signal of ["SIGINT", "SIGTERM"]) {
    process.once(signal, () => {
      void server.close();
    });
  }
}

/**
 * @param {string | undefined} text
 * @returns {number | undefined} undefined when it is not a port
 */
function chosenPort(text) {
  if (text === undefined || text === "") return STANDARD_PORT;
  const port = Number(text);
  return /^\d{1,5}$/.test(text) && port >= 1 && port <= 65_535 ? port : undefined;
}
