/** The private file system as a training thread uses it. */
import { expect, test } from "vitest";

interface Thread {
  ask(order: object): Promise<unknown>;
  end(): void;
}

function thread(): Thread {
  const worker = new Worker(new URL("../../support/scratch.worker.ts", import.meta.url), { type: "module" });
  return {
    ask: (order) =>
      new Promise((resolve) => {
        worker.addEventListener("message", ({ data }) => resolve(data), { once: true });
        worker.postMessage(order, []);
      }),
    end: () => worker.terminate(),
  };
}

test("holds bytes at any place, and is removed by the next thread when its own has died", async () => {
  const first = thread();
  expect(await first.ask({ open: 100, write: [1, 2, 3, 4] })).toEqual({ read: [1, 2, 3, 4], files: 1 });
  const second = thread();
  // The first is at work: its file stays.
  expect(await second.ask({ open: 100, write: [5, 6, 7, 8] })).toEqual({ read: [5, 6, 7, 8], files: 2 });
  second.end();
  const third = thread();
  // A dead thread's file is given up a moment after it.
  await expect.poll(() => third.ask({ open: 100, close: true })).toMatchObject({ files: 1 });
  first.end();
  third.end();
});

test("what the disk has no room for is refused with a sentence", async () => {
  const only = thread();
  expect(await only.ask({ open: 1e15 })).toEqual({ code: "no-room-for-rows" });
  only.end();
});
