/** The browser's own threads, opened as a run opens them. */
import { expect, test } from "vitest";
import { startBackend } from "../../../../src/tensor/backends.ts";
import { helperThreads, threadsFor } from "../../../../src/worker/helper-threads.ts";
import { threadedCases, trainedBy } from "../../../support/threaded-training.ts";

test.each(threadedCases)("$name comes to the same bits with 1, 2 and 3 threads", async (each) => {
  const device = await startBackend("cpu");
  const alone = await trainedBy(null, device, each);
  for (const count of [2, 3]) {
    const threads = helperThreads(count);
    expect(threads).not.toBeNull();
    expect(await trainedBy(threads, device, each)).toEqual(alone);
  }
});

test("one core of several is left to the page", () => {
  expect([1, 2, 3, 4, 8, 64].map(threadsFor)).toEqual([1, 2, 2, 3, 7, 8]);
});
