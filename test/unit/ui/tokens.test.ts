/** Contrast of the design's colours (WCAG 2.2, relative luminance), in both themes, from the style sheet itself. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const css = readFileSync(new URL("../../../src/ui/tokens.css", import.meta.url), "utf8");
const tokens = new Map(
  [...css.matchAll(/--([\w-]+): light-dark\((#[\da-f]{6}), (#[\da-f]{6})\)/g)].map(
    ([, name = "", light = "", dark = ""]) => [name, { light, dark }],
  ),
);

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

function colour(name: string, theme: "light" | "dark"): string {
  const found = tokens.get(name)?.[theme];
  if (found === undefined) throw new Error(`tokens.css has no colour --${name}`);
  return found;
}

const grounds = ["canvas", "sunken", "raised"];

describe.each(["light", "dark"] as const)("in the %s theme", (theme) => {
  test("black on white is 21, so that the formula can be trusted", () => {
    expect(contrast("#000000", "#ffffff")).toBeCloseTo(21);
  });

  test.each(["ink", "ink-soft", "ink-faint"])("--%s is readable on every ground", (name) => {
    for (const ground of grounds) {
      expect(contrast(colour(name, theme), colour(ground, theme)), ground).toBeGreaterThanOrEqual(4.5);
    }
  });

  test.each([
    ["accent-ink", "accent"],
    ["accent-ink", "accent-hover"],
    ["accent", "canvas"],
    ["problem", "canvas"],
    ["ink", "accent-soft"],
    ["ink-soft", "accent-soft"],
    ["ink", "problem-soft"],
    ["scope-ink", "scope"],
  ])("--%s is readable on --%s", (text, ground) => {
    expect(contrast(colour(text, theme), colour(ground, theme))).toBeGreaterThanOrEqual(4.5);
  });

  test.each([1, 2, 3, 4, 5, 6, 7, 8].map((digit) => `series-${digit}`).concat("control", "accent"))(
    "--%s can be told from every ground",
    (name) => {
      for (const ground of grounds) {
        expect(contrast(colour(name, theme), colour(ground, theme)), ground).toBeGreaterThanOrEqual(3);
      }
    },
  );
});
