import { describe, expect, test } from "vitest";
import { Course } from "../../../src/project/course.ts";

test("batches of one size: the last of an epoch is smaller, every epoch is alike", () => {
  const course = new Course({ batchSize: 16, growth: 1, rows: 50 });
  expect([course.stepsIn(0), course.stepsIn(9), course.stepsOf(3)]).toEqual([4, 4, 12]);
  expect(course.after(3)).toEqual({ epoch: 0, from: 48, count: 2, batchSize: 16 });
  expect(course.after(1_000_000_001)).toEqual({ epoch: 250_000_000, from: 16, count: 16, batchSize: 16 });
  expect([course.passes(0), course.passes(6), course.passes(12)]).toEqual([0, 1.5, 3]);
});

describe("batches that double each epoch", () => {
  const course = () => new Course({ batchSize: 10, growth: 2, rows: 50 });

  test("take 5, 3, 2, then one step an epoch", () => {
    expect([0, 1, 2, 3, 4].map((epoch) => course().stepsIn(epoch))).toEqual([5, 3, 2, 1, 1]);
    expect([1, 2, 3, 4, 6].map((epochs) => course().stepsOf(epochs))).toEqual([5, 8, 10, 11, 13]);
  });

  test("a step's place follows from its number alone, in whatever order it is asked for", () => {
    const places = Array.from({ length: 14 }, (_, done) => course().after(done));
    expect(places.map(({ epoch }) => epoch)).toEqual([0, 0, 0, 0, 0, 1, 1, 1, 2, 2, 3, 4, 5, 6]);
    expect(places[7]).toEqual({ epoch: 1, from: 40, count: 10, batchSize: 20 });
    const one = course();
    for (const done of [13, 2, 9, 7, 0, 1000, 5]) expect(one.after(done)).toEqual(course().after(done));
    expect(one.after(1000).epoch).toBe(993);
  });

  test("every epoch shows each row once", () => {
    const seen = new Map<number, number>();
    for (let done = 0; done < 13; done++) {
      const { epoch, count } = course().after(done);
      seen.set(epoch, (seen.get(epoch) ?? 0) + count);
    }
    expect([...seen.values()]).toEqual([50, 50, 50, 50, 50, 50]);
    expect([course().passes(5), course().passes(9), course().passes(13)]).toEqual([1, 2.5, 6]);
  });
});
