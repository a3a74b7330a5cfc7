/** The unit of a column: as the project says, or as its name tells. */
import { expect, test } from "vitest";
import { unitOf } from "../../../src/project/column-unit.ts";

test.each([
  ["Weight (kg)", "kg"],
  ["speed [m/s]", "m/s"],
  ["温度（℃）", "℃"],
  ["bill_length_mm", "mm"],
  ["Price USD", "USD"],
  ["program", ""],
  ["alarms", ""],
  ["length", ""],
])("%s: %s", (name, unit) => {
  expect(unitOf(name, {})).toBe(unit);
});

test("what the project says comes first, also that there is none", () => {
  expect(unitOf("Weight (kg)", { units: { "Weight (kg)": "g" } })).toBe("g");
  expect(unitOf("sex (male)", { units: { "sex (male)": "" } })).toBe("");
});
