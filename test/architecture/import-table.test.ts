/** The table that people read in `src/ARCHITECTURE.md` is the one that is held. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { table, type Zone } from "./import-rules.ts";

/** Rows of the document that stand for more than the zone of their name. */
const zonesOfRow: Readonly<Record<string, readonly Zone[]>> = {
  "worker, thread's side": ["worker thread"],
  "worker, page's side, and worker/protocol": ["worker client", "worker protocol"],
  "worker, helpers": ["worker helpers"],
  "worker/trusted-script": ["trusted script"],
  "benchmark, page's side": ["benchmark client"],
  "benchmark, thread's side": ["benchmark thread"],
  "tensor, language": ["tensor", "language"],
  catalog: ["catalog entry points", "catalog shared", "catalog definitions", "catalog implementations"],
  storage: ["storage", "storage thread door"],
};

/** A zone in the document's words. */
function wordOf(zone: Zone): string {
  switch (zone) {
    case "worker client":
      return "worker (page's side)";
    case "worker protocol":
      return "worker/protocol";
    case "worker helpers":
      return "worker (helpers)";
    case "trusted script":
      return "worker/trusted-script";
    case "benchmark client":
      return "benchmark (page's side)";
    case "benchmark thread":
      return "benchmark";
    case "storage thread door":
      return "storage/data-store";
    case "catalog entry points":
      return "catalog indexes";
    case "catalog shared":
    case "catalog definitions":
    case "catalog implementations":
      return "catalog";
    default:
      return zone;
  }
}

/** What these zones together may import from outside themselves; the whole catalog has its indexes in it. */
function allowed(zones: readonly Zone[]): readonly string[] {
  const words = new Set(zones.flatMap((zone) => table[zone].filter((other) => !zones.includes(other)).map(wordOf)));
  if (words.has("catalog")) words.delete("catalog indexes");
  return [...words].toSorted();
}

function documented(): ReadonlyMap<string, readonly string[]> {
  const text = readFileSync(fileURLToPath(new URL("../../src/ARCHITECTURE.md", import.meta.url)), "utf8");
  const [, section = ""] = /## Who may import whom\n(.*?)\n## /s.exec(text) ?? [];
  const rows = [...section.matchAll(/^\| (.+?) +\| (.+?) *\|$/gm)].slice(2);
  return new Map(
    rows.map(([, folder = "", may = ""]) => {
      // What follows a semicolon narrows it, "types" says what of it, and everything may import language.
      const [list = ""] = may.split(";");
      const words = list.startsWith("nothing")
        ? []
        : list.split(", ").map((word) => word.replace(/ types$/, "").trim());
      return [folder.trim(), words.toSorted()];
    }),
  );
}

test("the document's table is the one that the imports are held to", () => {
  const rows = documented();
  const expected = [...rows.keys()].map((row) => [row, allowed(zonesOfRow[row] ?? [row as Zone])]);
  expect([...rows]).toEqual(expected);
  const covered = [...rows.keys()].flatMap((row) => zonesOfRow[row] ?? [row as Zone]);
  expect(covered.toSorted()).toEqual(Object.keys(table).toSorted());
});
