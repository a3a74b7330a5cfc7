import { expect, test } from "vitest";
import { lowerRate } from "../../../src/features/train-run/lower-rate.ts";
import { projectOf } from "../../support/project-of.ts";

const withRate = (learningRate: number) =>
  projectOf({ data: { id: "iris" }, training: { optimizer: { id: "adam", learningRate } } });

test("after a rate that diverged comes a tenth of it", () => {
  expect(lowerRate(withRate(0.003))).toBe(0.0003);
});

test("an absurd rate leads back to the optimizer's default at once", () => {
  // Adam's in Kingma and Ba, 2015.
  expect(lowerRate(withRate(1e20))).toBe(0.001);
});
