/** Several threads take the same steps as one, bit for bit; one that dies is an error, one that never comes is not missed. */
import { beforeAll, expect, test, vi } from "vitest";
import { type Device, startBackend } from "../../../../src/tensor/backends.ts";
import type { HelperThreads } from "../../../../src/tensor/helper-threads.ts";
import { nodeThreads } from "../../../support/node-threads.ts";
import { threadedCases, trainedBy } from "../../../support/threaded-training.ts";

let device: Device;
beforeAll(async () => {
  device = await startBackend("cpu");
});

/** Counts orders to take steps. */
function watched(threads: HelperThreads) {
  const orders: unknown[] = [];
  const open: HelperThreads["open"] = (hear, fail) => {
    const thread = threads.open(hear, fail);
    return {
      ...thread,
      send: (message) => {
        orders.push(message);
        thread.send(message);
      },
    };
  };
  return { orders, threads: { ...threads, open } };
}

test.each(threadedCases)("$name comes to the same bits with 1, 2 and 3 threads", async (each) => {
  const alone = await trainedBy(null, device, each);
  for (const count of [2, 3]) {
    const { orders, threads } = watched(await nodeThreads(count));
    expect(await trainedBy(threads, device, each)).toEqual(alone);
    // Steps and an evaluation at least, each told to every thread.
    expect(orders.filter((order) => JSON.stringify(order).includes('"run"')).length).toBeGreaterThanOrEqual(2 * count);
  }
});

const [perceptron] = threadedCases;

test("a thread that dies ends the run with a sentence, and ends the others", async () => {
  const threads = await nodeThreads(3);
  let isKilled = false;
  const open: HelperThreads["open"] = (hear, fail) => {
    const thread = threads.open(hear, fail);
    return {
      ...thread,
      send: (message) => {
        if (!isKilled && JSON.stringify(message).includes('"run"')) {
          isKilled = true;
          threads.kill();
        }
        thread.send(message);
      },
    };
  };
  await expect(trainedBy({ ...threads, open }, device, perceptron!)).rejects.toMatchObject({
    problem: { code: "thread-died" },
  });
  expect(await threads.ended()).toBe(3);
});

test("where no thread can be opened, one trains as well", async () => {
  const told = vi.spyOn(console, "error").mockImplementation(() => {});
  const open: HelperThreads["open"] = (_hear, fail) => {
    queueMicrotask(() => fail("refused"));
    return { send: () => {}, end: () => {} };
  };
  expect(await trainedBy({ count: 2, open }, device, perceptron!)).toEqual(await trainedBy(null, device, perceptron!));
  expect(told).toHaveBeenCalledOnce();
});
