import { expect, test } from "vitest";
import { runProject, steadyClock } from "../../../support/run-project.ts";

test("steps that are read back together are spread over the time that they took", async () => {
  const { points, outcome } = await runProject(
    { data: { id: "moons" }, training: { batchSize: 32, epochs: 4 } },
    { now: steadyClock(40) },
  );
  expect(points).toHaveLength(40);
  const times = [0, ...points.map(({ elapsedMs }) => elapsedMs)];
  times.slice(1).forEach((time, at) => expect(time).toBeGreaterThan(times[at]!));
  expect(times.at(-1)).toBeLessThanOrEqual(outcome.summary.elapsedMs);
});
