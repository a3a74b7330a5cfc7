/** What the documents point to is there. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));

function brokenLinks(document: string): string[] {
  const links = [...readFileSync(join(root, document), "utf8").matchAll(/\]\(([^)#\s]+)[^)]*\)/g)];
  return links
    .map(([, target = ""]) => target)
    .filter((target) => !/^https?:/.test(target) && !existsSync(join(root, dirname(document), target)));
}

describe.each(["README.md", "src/ARCHITECTURE.md"])("%s", (document) => {
  test("links only to files that are there", () => {
    expect(brokenLinks(document)).toEqual([]);
  });

  test("names only scripts that package.json has", () => {
    const text = readFileSync(join(root, document), "utf8");
    const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
      scripts: Record<string, string>;
    };
    const named = [...text.matchAll(/npm (?:run )?(start|test|bench|[a-z]+:[a-z]+)\b/g)].map(([, name = ""]) => name);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });
});
