/** Landscapes: gradients against finite differences, minima against the literature, formulas read and refused. */
import { describe, expect, test } from "vitest";
import { computed, derivative } from "../../../src/catalog/landscapes/expression.ts";
import { landscapes, landscapeSelection } from "../../../src/catalog/landscapes/index.ts";
import type { Place } from "../../../src/catalog/landscapes/landscape.ts";
import { openLandscape } from "../../../src/catalog/landscapes/open-landscape.ts";
import { parseExpression } from "../../../src/catalog/landscapes/parse-expression.ts";

const open = (id: string, settings: object = {}) => openLandscape(landscapeSelection.parse({ id, ...settings }));

/** Places that fill the frame without a pattern, by Roberts' R2 sequence. */
function placesIn({ x, y }: { readonly x: readonly [number, number]; readonly y: readonly [number, number] }): Place[] {
  return Array.from({ length: 40 }, (_, index) => [
    x[0] + (x[1] - x[0]) * (((index + 1) * 0.7548776662466927) % 1),
    y[0] + (y[1] - y[0]) * (((index + 1) * 0.5698402909980532) % 1),
  ]);
}

describe.each(landscapes)("$id", ({ id }) => {
  const landscape = open(id);

  test("has the gradient that differences of its height tell", () => {
    for (const [x, y] of placesIn(landscape.frame)) {
      const step = 1e-5;
      const slope = landscape.gradient([x, y]);
      const scale = Math.max(1, Math.hypot(...slope));
      const { height } = landscape;
      expect(Math.abs(slope[0] - (height([x + step, y]) - height([x - step, y])) / (2 * step)) / scale).toBeLessThan(
        2e-6,
      );
      expect(Math.abs(slope[1] - (height([x, y + step]) - height([x, y - step])) / (2 * step)) / scale).toBeLessThan(
        2e-6,
      );
    }
  });

  test("has no place in its frame lower than its lowest minimum, which is level", () => {
    const [lowest] = landscape.minima;
    if (lowest === undefined) return;
    for (const place of placesIn(landscape.frame))
      expect(landscape.height(place)).toBeGreaterThanOrEqual(lowest.height);
    // Ackley's has a kink there.
    const slope = id === "ackley" ? [0, 0] : landscape.gradient(lowest.place);
    expect(Math.hypot(...slope)).toBeLessThan(1e-4);
  });

  test("starts in its frame, where it is not level", () => {
    const [x, y] = landscape.start;
    expect(x > landscape.frame.x[0] && x < landscape.frame.x[1]).toBe(true);
    expect(y > landscape.frame.y[0] && y < landscape.frame.y[1]).toBe(true);
    expect(Math.hypot(...landscape.gradient(landscape.start))).toBeGreaterThan(1e-3);
  });
});

/** Heights at the lowest places, as the functions' papers and collections tell them. */
test.each([
  ["rosenbrock", 0, 1],
  ["himmelblau", 0, 4],
  ["beale", 0, 1],
  ["booth", 0, 1],
  ["matyas", 0, 1],
  ["three-hump-camel", 0, 1],
  ["six-hump-camel", -1.031628453489877, 2],
  ["rastrigin", 0, 1],
  ["ackley", 0, 1],
  ["styblinski-tang", -78.33233140754282, 1],
] as const)("%s is lowest at %d, in as many places as known", (id, height, places) => {
  const lowest = open(id).minima.filter(({ isLowest }) => isLowest);
  expect(lowest).toHaveLength(places);
  for (const minimum of lowest) expect(minimum.height).toBeCloseTo(height, 6);
});

test("other minima are found by looking, exactly", () => {
  // Two of the camel's three hollows are shallow: at (±1.74755, ∓0.87378).
  const [, second, third, ...more] = open("three-hump-camel").minima;
  expect(more).toEqual([]);
  expect([second, third].map((each) => each?.place.map((part) => Math.abs(part).toFixed(4)))).toEqual([
    ["1.7476", "0.8738"],
    ["1.7476", "0.8738"],
  ]);
  expect(open("own", { formula: "(x - 1)^2 + (y + 0.5)^4 + (y + 0.5)^2" }).minima[0]?.place).toEqual([1, -0.5]);
});

test("a rotated bowl has its curvatures along its own axes", () => {
  const { height } = open("quadratic-bowl", { condition: 50, rotation: 90 });
  expect([height([1, 0]), height([0, 1])]).toEqual([25, 0.5]);
});

test("a gradient is written as one would write it, constants by their name", () => {
  const { formula, slopes } = open("own", { formula: "2*x^2 - y*pi" });
  expect(formula).toMatchObject({ kind: "sum", parts: [{ isMinus: false }, { isMinus: true }] });
  expect(slopes).toEqual([
    {
      kind: "product",
      factors: [
        { kind: "number", value: 4 },
        { kind: "symbol", name: "x" },
      ],
    },
    { kind: "sum", parts: [{ isMinus: true, term: { kind: "symbol", name: "π" } }] },
  ]);
});

describe("a typed formula", () => {
  const valueOf = (text: string, x = 2, y = 3): number => computed(parseExpression(text))(x, y);

  test.each([
    ["-x^2", -4],
    ["(-x)^2", 4],
    ["2^-x", 0.25],
    ["2^y^x", 512],
    ["-2^x", -4],
    ["x - y - 1", -2],
    ["x / y / 2", 1 / 3],
    ["sin(pi/2)^2 + ln(e) * .5e1", 6],
    ["x² × y³", 108],
    ["sqrt(abs(-x*8))", 4],
  ])("%s reads as in a book", (text, value) => {
    expect(valueOf(text)).toBeCloseTo(value, 12);
  });

  test.each([
    ["tan(x) * atan(y) + tanh(x*y)"],
    ["sinh(x/3) / cosh(y) + ln(1 + x^2)"],
    ["x^y + y^x + 2^x"],
    ["sqrt(x + y^2) * abs(x - y)"],
    ["exp(-x/y) * cos(x)^3"],
  ])("%s has the derivatives that differences tell", (text) => {
    const expression = parseExpression(text);
    const value = computed(expression);
    const [x, y, step] = [1.3, 0.7, 1e-6];
    const alongX = (value(x + step, y) - value(x - step, y)) / (2 * step);
    const alongY = (value(x, y + step) - value(x, y - step)) / (2 * step);
    expect(computed(derivative(expression, "x"))(x, y)).toBeCloseTo(alongX, 7);
    expect(computed(derivative(expression, "y"))(x, y)).toBeCloseTo(alongY, 7);
  });

  test.each([
    ["", "is empty"],
    ["2x", "as in 2 * x"],
    ["x y", "as in 2 * x"],
    ["x +", "character"],
    ["x + z", "“z”; known are x, y, pi and e"],
    ["erf(x)", "the function “erf”; known are sin"],
    ["sin(x, y)", "gives sin other than one number"],
    ["x > y", "“>”"],
    ["x % 2", "“%”"],
    ["alert(1)", "“alert”"],
    ["constructor", "“constructor”"],
    ["x.constructor", "neither a number"],
    ["'x'", "neither a number"],
    ["x ? 1 : 2", "neither a number"],
    ["[x]", "neither a number"],
    ["x^", "something is missing"],
    ["1".repeat(600), "500"],
  ])("%s is refused with a sentence", (text, sentence) => {
    expect(() => parseExpression(text)).toThrow(sentence);
  });
});
