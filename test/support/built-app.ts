/** Vitest's global setup of the journeys: builds the application and serves it exactly as `npm start` does. */
import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";
import { buildIfChanged } from "../../src/serve/build.mjs";
import { listenOnThisMachine } from "../../src/serve/listen.mjs";
import { serveFiles } from "../../src/serve/static-files.mjs";

declare module "vitest" {
  interface ProvidedContext {
    /** Where the built application is served. */
    address: string;
    /** The folder of the built application. */
    builtFolder: string;
  }
}

export default async function serveBuiltApp(project: TestProject): Promise<() => Promise<void>> {
  const folder = buildIfChanged(fileURLToPath(new URL("../../", import.meta.url)));
  const server = await listenOnThisMachine(await serveFiles(folder), 0);
  project.provide("address", server.address);
  project.provide("builtFolder", folder);
  return server.close;
}
