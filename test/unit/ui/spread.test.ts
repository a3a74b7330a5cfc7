import { expect, test } from "vitest";
import { lookOf } from "../../../src/ui/charts/dash.ts";
import { spread } from "../../../src/ui/charts/spread.ts";

const bounds = { gap: 10, low: 0, high: 100 };

test("places that are far apart stay where they are", () => {
  expect(spread([5, 30, 90], bounds)).toEqual([5, 30, 90]);
});

test("those that touch stand around where they wanted to be, and never leave the bounds", () => {
  expect(spread([48, 50, 52], bounds)).toEqual([40, 50, 60]);
  expect(spread([1, 2, 50], bounds)).toEqual([0, 10, 50]);
  expect(spread([50, 98, 99, 100], bounds)).toEqual([50, 80, 90, 100]);
});

test("more than there is room for share what there is", () => {
  const places = spread(
    Array.from({ length: 21 }, () => 100),
    bounds,
  );
  expect([places[0], places[10], places[20]]).toEqual([0, 50, 100]);
});

test("no two of the first 32 looks are alike, and neighbours differ in colour and dash", () => {
  const looks = Array.from({ length: 32 }, (_, index) => lookOf(index));
  expect(new Set(looks.map(({ series, dash }) => `${series} ${dash}`)).size).toBe(32);
  for (const [index, look] of looks.entries()) {
    expect(lookOf(index + 1).series).not.toBe(look.series);
    expect(lookOf(index + 1).dash).not.toBe(look.dash);
  }
});
