import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

/** A file of an installed package. Throws a sentence that says what to do when the package is not there. */
export async function readPackageFile(packageName: string, path: string): Promise<Uint8Array> {
  try {
    return await readFile(fileURLToPath(new URL(`../../node_modules/${packageName}/${path}`, import.meta.url)));
  } catch (error) {
    throw new Error(`${packageName} is not installed as it should be (${path}). Run npm ci.`, { cause: error });
  }
}
