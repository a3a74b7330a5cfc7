/** The files under `test/fixtures/data`, as bytes. */
import { readFileSync } from "node:fs";

export function fixtureBytes(name: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(new URL(`../fixtures/data/${name}`, import.meta.url)));
}
