/** The built application as the builder describes it in its manifest. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { z } from "zod";

const manifestSchema = z.record(
  z.string(),
  z.object({
    file: z.string(),
    imports: z.array(z.string()).optional(),
    dynamicImports: z.array(z.string()).optional(),
  }),
);

function readManifest(folder: string) {
  return manifestSchema.parse(JSON.parse(readFileSync(join(folder, ".vite", "manifest.json"), "utf8")));
}

/** Every script of the page, loaded first or later; the worker's are not among them. */
export function pageScripts(folder: string): ReadonlySet<string> {
  return new Set(Object.values(readManifest(folder)).map(({ file }) => file));
}

/** Scripts that the browser loads before anything runs: the entry and all that it imports, and so on. */
export function firstScripts(folder: string): readonly string[] {
  const manifest = readManifest(folder);
  const found = new Set<string>();
  const visit = (key: string): void => {
    const chunk = manifest[key];
    if (chunk === undefined) throw new Error(`The manifest has no ${key}`);
    if (found.has(chunk.file)) return;
    found.add(chunk.file);
    chunk.imports?.forEach(visit);
  };
  // The other entry is the service worker, which starts when the page has loaded.
  visit("index.html");
  return [...found];
}

/** Names of the built files that match, from the built folder. */
export function builtFiles(folder: string, pattern: RegExp): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => name.replaceAll("\\", "/"))
    .filter((name) => pattern.test(name))
    .toSorted();
}

export function builtText(folder: string, name: string): string {
  return readFileSync(join(folder, name), "utf8");
}

export function gzipBytes(folder: string, name: string): number {
  return gzipSync(readFileSync(join(folder, name)), { level: 9 }).length;
}
