import { expect, test } from "vitest";
import { beginRun, untilNothingRuns } from "../../../../src/studio/runs/run-activity.ts";

test("nothing runs until the first run begins, and again when the last one has ended", async () => {
  const before = await untilNothingRuns();
  expect(before.aborted).toBe(false);
  const endFirst = beginRun();
  expect(before.aborted).toBe(true);
  const endSecond = beginRun();
  let isQuiet = false;
  const waited = untilNothingRuns().then((signal) => {
    isQuiet = true;
    return signal;
  });
  endFirst();
  await Promise.resolve();
  expect(isQuiet).toBe(false);
  endSecond();
  expect((await waited).aborted).toBe(false);
});
