import { expect, test } from "vitest";
import { followed } from "../../../src/features/train-run/use-trail.ts";

type Trail = Parameters<typeof followed<string>>[0];

const none: Trail = { runId: "a", last: null, before: [] };
const walked = (...lines: string[]): Trail => lines.reduce((trail: Trail, line) => followed(trail, "a", line), none);

test("a line leaves where it was behind, once", () => {
  expect(walked("1", "1", "2", "3")).toEqual({ runId: "a", last: "3", before: ["1", "2"] });
});

test("another run begins without a trail", () => {
  expect(followed(walked("1", "2"), "b", "9")).toEqual({ runId: "b", last: "9", before: [] });
});

test("a long trail is thinned, and keeps its beginning", () => {
  const { before } = walked(...Array.from({ length: 100 }, (_, at) => String(at)));
  expect(before.length).toBeLessThanOrEqual(16);
  expect(before[0]).toBe("0");
});
