/** Listens on this machine only, on both of its addresses: "localhost" means either to a browser. */
import { createServer } from "node:http";
import { UserFacingError } from "./user-facing-error.mjs";

/**
 * @typedef {object} RunningServer
 * @property {string} address what to open, e.g. http://localhost:4173
 * @property {() => Promise<void>} close ends open connections too
 */

/**
 * @param {import("node:http").RequestListener} listener
 * @param {number} port 0: any free one
 * @returns {Promise<RunningServer>} rejects with a `UserFacingError` when the port is taken
 */
export async function listenOnThisMachine(listener, port) {
  const first = await open(listener, "127.0.0.1", port);
  const bound = first.address();
  const actual = typeof bound === "object" && bound !== null ? bound.port : port;
  const servers = [first];
  try {
    servers.push(await open(listener, "::1", actual));
  } catch (error) {
    if (!lacksAddress(error)) {
      await closeAll(servers);
      throw error;
    }
  }
  return { address: `http://localhost:${actual}`, close: () => closeAll(servers) };
}

/**
 * @param {import("node:http").RequestListener} listener
 * @param {string} host
 * @param {number} port
 * @returns {Promise<import("node:http").Server>}
 */
function open(listener, host, port) {
  return new Promise((resolve, reject) => {
    const server = createServer(listener);
    server.once("error", (error) => reject(explain(error, port)));
    server.listen({ host, port }, () => resolve(server));
  });
}

/**
 * @param {Error & { code?: string }} error
 * @param {number} port
 */
function explain(error, port) {
  switch (error.code) {
    case "EADDRINUSE":
      return new UserFacingError(
        `Port ${port} is in use, perhaps by another Descent Studio. Close that program, or choose another port: PORT=${port === 65_535 ? port - 1 : port + 1} npm start`,
      );
    case "EACCES":
      return new UserFacingError(`Port ${port} is reserved by the system. Choose one above 1023: PORT=4173 npm start`);
    default:
      return error;
  }
}

/** True where the machine has no IPv6. @param {unknown} error */
function lacksAddress(error) {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return code === "EADDRNOTAVAIL" || code === "EAFNOSUPPORT";
}

/** @param {readonly import("node:http").Server[]} servers */
async function closeAll(servers) {
  await Promise.all(
    servers.map(
      (server) =>
        new Promise((resolve) => {
          server.close(resolve);
          server.closeAllConnections();
        }),
    ),
  );
}
