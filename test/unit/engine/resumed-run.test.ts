/** A run that rests, or breaks off and goes on from its checkpoint, ends bit for bit as one that never did. */
import { describe, expect, test } from "vitest";
import type { HistoryPoint } from "../../../src/project/records.ts";
import { type RunCheckpoint, runMemorySchema } from "../../../src/project/run-checkpoint.ts";
import { type Ran, runProject, steadyClock } from "../../support/run-project.ts";

const moons = {
  data: { id: "moons" },
  model: {
    layers: [
      { type: "dense", units: 8, activation: "tanh" },
      { type: "dropout", rate: 0.2 },
      { type: "dense", units: 2 },
    ],
  },
  training: { optimizer: { id: "adam", learningRate: 0.02 }, batchSize: 32, epochs: 10 },
};
/** Everything that a run remembers beside its weights: curves of two steps a point, patience, a schedule with a memory. */
const eventful = {
  ...moons,
  training: {
    optimizer: { id: "rmsprop", learningRate: 0.01 },
    schedule: { id: "reduce-on-plateau", patience: 1 },
    wrappers: [{ id: "averaging" }],
    stopping: { patience: { evaluations: 400, restoreBest: true } },
    batchSize: 32,
    steps: 1200,
  },
};

function told({ points, outcome }: Ran) {
  return {
    points: points.map((point) => ({ ...point, elapsedMs: 0 })),
    tensors: outcome.model?.checkpoint.tensors.map(({ name, values }) => [name, [...values]]),
    summary: { ...outcome.summary, elapsedMs: 0 },
  };
}

/** As it comes back from a database: another object, its memory plain. */
function stored({ memory, ...rest }: RunCheckpoint): RunCheckpoint {
  return structuredClone({ ...rest, memory: runMemorySchema.parse(JSON.parse(JSON.stringify(memory))) });
}

describe.each([
  ["a perceptron with dropout and Adam", moons],
  ["a run with a plateau schedule, averaging and patience", eventful],
])("%s", (_, project) => {
  test("rests and steps without a trace", async () => {
    const expected = told(await runProject(project, { now: steadyClock(40) }));
    const rests: number[] = [];
    const ran = await runProject(project, {
      now: steadyClock(40),
      onEvent: (event, _stop, steering) => {
        if (event.type === "run-progress" && event.progress.step >= 33 && rests.length === 0) steering.pause();
        if (event.type !== "run-checkpoint" || !event.isPaused) return;
        rests.push(event.checkpoint.weights.step);
        if (rests.length <= 3) steering.step();
        else steering.goOn();
      },
    });
    expect(told(ran)).toEqual(expected);
    expect(rests).toHaveLength(4);
    const [first = 0] = rests;
    expect(rests).toEqual([first, first + 1, first + 2, first + 3]);
  });

  test.each([0, 3, 17])("goes on from its checkpoint after %i messages", async (after) => {
    const expected = told(await runProject(project, { now: steadyClock(40) }));
    let messages = 0;
    let broken: RunCheckpoint | null = null;
    const before: HistoryPoint[] = [];
    await runProject(project, {
      now: steadyClock(40),
      onEvent: (event, stop, steering) => {
        if (event.type === "run-progress") messages++;
        if (event.type === "run-progress" && broken === null) before.push(...event.points);
        if (messages >= after) steering.pause();
        if (event.type !== "run-checkpoint" || !event.isPaused) return;
        broken = stored(event.checkpoint);
        stop();
      },
    });
    const from: RunCheckpoint = broken!;
    const second = await runProject(project, { now: steadyClock(40), from });
    expect(told({ ...second, points: [...before, ...second.points] })).toEqual(expected);
  });
});

test("other data than the checkpoint's are refused", async () => {
  let from: RunCheckpoint | null = null;
  await runProject(moons, {
    onEvent: (event, stop, steering) => {
      steering.pause();
      if (event.type !== "run-checkpoint") return;
      from = event.checkpoint;
      stop();
    },
  });
  const other = { ...moons, data: { id: "moons", config: { noise: 0.3 } } };
  await expect(runProject(other, { from: from! })).rejects.toMatchObject({ code: "data-changed" });
});

test("checkpoints come with each epoch, 3 s apart at least, and every 30 s in a long one", async () => {
  const stepsOf = async (clockMs: number) => {
    const { events } = await runProject(moons, { now: steadyClock(clockMs) });
    return events.flatMap((event) => (event.type === "run-checkpoint" ? [event.checkpoint.weights.step] : []));
  };
  // 10 steps an epoch; a look at the clock is 1 ms, then 2 s.
  expect(await stepsOf(1)).toEqual([]);
  const slow = await stepsOf(2000);
  expect(slow).toEqual(slow.toSorted((a, b) => a - b));
  expect(slow.length).toBeGreaterThan(9);
});

test("the page has heard of every step that a checkpoint holds before it gets that", async () => {
  const { events } = await runProject(moons, { now: steadyClock(700) });
  let heard = 0;
  let checkpoints = 0;
  for (const event of events) {
    if (event.type === "run-progress") heard = event.progress.step;
    if (event.type !== "run-checkpoint") continue;
    checkpoints++;
    expect(heard).toBe(event.checkpoint.weights.step);
  }
  expect(checkpoints).toBeGreaterThan(3);
});

test("the time of a rest is not the run's", async () => {
  let at = 0;
  const { outcome } = await runProject(moons, {
    now: () => at,
    onEvent: (event, _stop, steering) => {
      if (event.type === "run-started") steering.pause();
      if (event.type !== "run-checkpoint" || !event.isPaused) return;
      at += 3_600_000;
      steering.goOn();
    },
  });
  expect(outcome.summary.elapsedMs).toBe(0);
});
