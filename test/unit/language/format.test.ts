import { expect, test } from "vitest";
import { formatsFor } from "../../../src/language/format.ts";

const en = formatsFor("en");
const zh = formatsFor("zh");

test("numbers keep about four digits that matter", () => {
  expect([0.041234, 1234.4, 0.1 + 0.2, 0, -3.5].map(en.number)).toEqual(["0.04123", "1,234", "0.3", "0", "-3.5"]);
  expect([1.25e-7, 4.2e12].map(en.number)).toEqual(["1.25\u202f×\u202f10⁻⁷", "4.2\u202f×\u202f10¹²"]);
  expect([NaN, Infinity, -Infinity].map(en.number)).toEqual(["NaN", "∞", "-∞"]);
});

test("what rounds to nothing has no sign", () => {
  expect([en.number(-0), en.integer(-0.3), en.percent(-0.0001), zh.number(-0)]).toEqual(["0", "0", "0.0%", "0"]);
  expect([en.number(-0.0314), en.integer(-2), en.percent(-0.05)]).toEqual(["-0.0314", "-2", "-5.0%"]);
});

test("durations read as people say them", () => {
  expect([420, 12_000, 72_000, 7_500_000].map(en.duration)).toEqual(["0.4 s", "12 s", "1 min 12 s", "2 h 5 min"]);
  expect([420, 72_000].map(zh.duration)).toEqual(["0.4 秒", "1 分 12 秒"]);
  // Never "60 s".
  expect(en.duration(59_700)).toBe("1 min 0 s");
});

test("sizes are decimal and change their unit before they need four digits", () => {
  expect([0, 999, 1000, 212_400_000, 1.3e9].map(en.bytes)).toEqual(["0 B", "999 B", "1 kB", "212 MB", "1.3 GB"]);
  expect(en.bytes(999_700)).toBe("1 MB");
});

test("shares are per cent", () => {
  expect(en.percent(0.9667)).toBe("96.7%");
  expect(en.wholePercent(0.6)).toBe("60%");
});
