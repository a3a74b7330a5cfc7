/** A style that uses a value which nobody defines is dropped in silence: a focus ring can vanish that way. */
import { describe, expect, test } from "vitest";
import { codeFiles, filesUnder, type SourceFile } from "./source-files.ts";

/** Set by components of other people when they are on the screen. */
const SET_ELSEWHERE = new Set(["--trigger-width"]);

/** Custom properties that are used somewhere and defined nowhere. */
function undefinedProperties(files: readonly SourceFile[]): string[] {
  const namesIn = (pattern: RegExp): Set<string> =>
    new Set(files.flatMap(({ text }) => [...text.matchAll(pattern)].map((match) => match[1] ?? "")));
  const defined = namesIn(/(--[a-z0-9-]+)["']?\s*\]?\s*:/g);
  // A name that is put together while the program runs ends in a hyphen here, and stands for its family.
  const isDefined = (name: string): boolean =>
    defined.has(name) || (name.endsWith("-") && [...defined].some((other) => other.startsWith(name)));
  return [...namesIn(/var\((--[a-z0-9-]+)/g)].filter((name) => !SET_ELSEWHERE.has(name) && !isDefined(name));
}

describe("styles", () => {
  test("use only values that are defined", () => {
    const files = [...filesUnder("src", [".css"]), ...codeFiles("src")];
    expect(files.some(({ text }) => text.includes("var(--"))).toBe(true);
    expect(undefinedProperties(files)).toEqual([]);
  });

  test("that use another are found out", () => {
    const text =
      ":root { --ink: black; --series-1: red } a { color: var(--ink); fill: var(--series-); top: var(--gap) }";
    expect(undefinedProperties([{ path: "src/ui/a.css", text }])).toEqual(["--gap"]);
  });
});
