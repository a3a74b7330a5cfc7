/**
 * The Vite plugin behind `virtual:prepared-files`: compresses the data files once, keeps them beside Vite's other
 * caches, emits them under `data/` in a build and serves them in development and in browser tests. They are sent as
 * gzip files, not with a content encoding: the training thread unpacks them and so knows the size of what arrives.
 */
import { createHash } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { constants, gzip } from "node:zlib";
import type { Plugin } from "vite";
import { originOf, type PreparedFileName, preparedFileNames, readPreparedFile } from "./prepared-files.ts";

const MODULE = "virtual:prepared-files";
const RESOLVED = `\0${MODULE}`;
/** Changes whenever the compression below does, so that no stale file is taken from the cache. */
const RECIPE = "gzip-9-1";

interface PackedFile {
  readonly name: PreparedFileName;
  readonly fileName: string;
  readonly content: Uint8Array<ArrayBuffer>;
}

/** `emit` false: for the plugins of a worker's bundle, which only needs the addresses. */
export function prepareDatasets({ emit }: { readonly emit: boolean }): Plugin {
  let base = "/";
  return {
    name: "prepare-datasets",
    configResolved(config) {
      base = config.base;
    },
    resolveId: (id) => (id === MODULE ? RESOLVED : null),
    async load(id) {
      if (id !== RESOLVED) return null;
      const entries = (await packedFiles()).map(
        ({ name, fileName, content }) => [name, { url: `${base}${fileName}`, bytes: content.length }] as const,
      );
      return `export default ${JSON.stringify(Object.fromEntries(entries))};`;
    },
    async buildStart() {
      if (!emit || this.environment.config.command !== "build") return;
      for (const { fileName, content } of await packedFiles()) {
        this.emitFile({ type: "asset", fileName, source: content });
      }
    },
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const path = (request.url ?? "").split("?")[0] ?? "";
        if (!path.startsWith(`${base}data/`)) {
          next();
          return;
        }
        packedFiles().then((files) => {
          const file = files.find(({ fileName }) => path === `${base}${fileName}`);
          if (file === undefined) next();
          else response.writeHead(200, { "Content-Type": "application/gzip" }).end(file.content);
        }, next);
      });
    },
  };
}

let packing: Promise<readonly PackedFile[]> | undefined;

/** Packs once per process, however many bundles ask. */
function packedFiles(): Promise<readonly PackedFile[]> {
  packing ??= Promise.all(preparedFileNames.map(pack));
  return packing;
}

async function pack(name: PreparedFileName): Promise<PackedFile> {
  const key = await keyOf(name);
  const directory = fileURLToPath(new URL("../../node_modules/.cache/descent-studio/", import.meta.url));
  const cached = `${directory}${name}-${key}.gz`;
  const content = (await readIfPresent(cached)) ?? (await compress(await readPreparedFile(name)));
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 8);
  // Written under another name first: a second process never reads half a file.
  await mkdir(directory, { recursive: true });
  const draft = `${cached}.${process.pid}`;
  await writeFile(draft, content);
  await rename(draft, cached);
  return { name, fileName: `data/${name}-${hash}.gz`, content };
}

/** What the packed file follows from: how it is made, and of what. */
async function keyOf(name: PreparedFileName): Promise<string> {
  const hash = createHash("sha256").update(RECIPE);
  for (const recipe of ["prepared-files.ts", "prepare-tables.ts", "prepare-mails.ts"]) {
    hash.update(await readFile(fileURLToPath(new URL(`../../src/serve/${recipe}`, import.meta.url))));
  }
  hash.update(await originOf(name));
  return hash.digest("hex").slice(0, 16);
}

async function readIfPresent(path: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

async function compress(source: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  const content = await promisify(gzip)(source, { level: constants.Z_BEST_COMPRESSION, memLevel: 9 });
  // The header names the operating system; "unknown" keeps the bytes the same on all of them (RFC 1952).
  content[9] = 255;
  return content;
}
