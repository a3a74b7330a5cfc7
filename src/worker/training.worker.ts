/** The training thread: wires the worker's own scope to the command server, and reports what nothing else caught. */
import "../project/zod-settings.ts";
import { onnxRuntimeUrl } from "../engine/export/onnx/runtime-file.ts";
import { wasmFileUrl } from "../tensor/wasm-file.ts";
import { askLayersModelApart } from "./ask-layers-model.ts";
import { helperThreads } from "./helper-threads.ts";
import { readDataFile } from "./read-data-file.ts";
import { openScratch } from "./scratch-file.ts";
import { type CommandPort, serveCommands } from "./serve-commands.ts";

// A worker's global scope posts and receives like a port; the page's types take it for a window.
const server = serveCommands(globalThis as unknown as CommandPort, {
  readFile: readDataFile,
  // Most threads never need the database.
  openDataStore: async () => (await import("../storage/data-store.ts")).openDataStore(),
  openScratch,
  backendMeans: { wasmUrl: wasmFileUrl, threads: helperThreads() },
  readers: { onnxRuntimeUrl, askLayersModel: askLayersModelApart },
});

// An unhandled rejection in a worker is never heard by the page.
addEventListener("unhandledrejection", (event) => {
  event.preventDefault();
  server.fail(event.reason);
});
addEventListener("error", (event) => {
  event.preventDefault();
  server.fail(event.error ?? event.message);
});
