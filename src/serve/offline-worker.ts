/**
 * The Vite plugin that adds the service worker to a build, under a name without a hash (its address must stay), and
 * tells it which files there are. Large files are left out: they are kept when they are first used.
 */
import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";
import { securityHeaders } from "./headers.mjs";

const FILE = "offline.worker.js";
const SOURCE = fileURLToPath(new URL("../worker/offline.worker.ts", import.meta.url));
const MOST_DATA_BYTES = 256 * 2 ** 10;
const MOST_BYTES = 4 * 2 ** 20;

export function offlineWorker(): Plugin {
  let publicFiles: readonly string[] = [];
  return {
    name: "offline-worker",
    apply: "build",
    configResolved({ publicDir }) {
      // Vite copies them beside the bundle, which does not list them.
      publicFiles = readdirSync(publicDir);
    },
    buildStart() {
      this.emitFile({ type: "chunk", id: SOURCE, fileName: FILE });
    },
    generateBundle: {
      order: "post",
      handler(_options, bundle) {
        const files = Object.values(bundle).filter(
          (file) =>
            file.fileName !== FILE &&
            file.fileName !== "index.html" &&
            !file.fileName.startsWith(".") &&
            !(
              file.type === "asset" &&
              Buffer.byteLength(file.source) > (file.fileName.startsWith("data/") ? MOST_DATA_BYTES : MOST_BYTES)
            ),
        );
        const addresses = [
          "/",
          ...publicFiles.map((name) => `/${name}`),
          ...files.map(({ fileName }) => `/${fileName}`),
        ];
        const hash = createHash("sha256").update(addresses.join("\n"));
        // Kept with each file: a worker must come under the same ones as the page.
        hash.update(JSON.stringify(securityHeaders));
        const home = bundle["index.html"];
        if (home?.type === "asset") hash.update(home.source);
        const chunk = bundle[FILE];
        if (chunk?.type !== "chunk") throw new Error(`The build has no ${FILE}`);
        chunk.code = chunk.code
          .replace("BUILT_FILES", () => JSON.stringify(addresses))
          .replace("BUILT_VERSION", () => JSON.stringify(hash.digest("hex").slice(0, 12)));
      },
    },
  };
}
