import { describe, expect, test } from "vitest";
import { schedules, scheduleSelection } from "../../../src/catalog/schedules/index.ts";
import type { ScheduleMemory } from "../../../src/catalog/schedules/schedule.ts";
import golden from "../../fixtures/golden/schedules.json" with { type: "json" };

describe("learning-rate schedules equal PyTorch's, step by step", () => {
  test.each(golden.cases)("$schedule.id", ({ schedule, factors }) => {
    const { id, ...config } = scheduleSelection.parse(schedule);
    const definition = schedules.find((candidate) => candidate.id === id)!;
    const ours = factors.map((_, index) =>
      // The union of configs cannot be matched to the union of definitions by type; the parse above did.
      definition.factor(config as never, {
        step: index + 1,
        totalSteps: golden.totalSteps,
        stepsPerEpoch: golden.stepsPerEpoch,
      }),
    );
    ours.forEach((factor, index) => expect(factor, `step ${index + 1}`).toBeCloseTo(factors[index]!, 9));
  });

  test.each(golden.plateaus.cases)("reduce-on-plateau with $settings", ({ settings, shares }) => {
    const definition = schedules.find((candidate) => candidate.id === "reduce-on-plateau")!;
    const config = definition.config.parse(settings);
    let memory: ScheduleMemory = definition.memory!.first;
    const ours = golden.plateaus.losses.map((loss, at) => {
      memory = definition.memory!.observe(config, memory, loss ?? Number.NaN);
      // As a checkpoint keeps it.
      memory = JSON.parse(JSON.stringify(memory)) as ScheduleMemory; // Plain numbers.
      return definition.factor(config, { step: at + 1, totalSteps: 100, stepsPerEpoch: 10, memory });
    });
    ours.forEach((share, at) => expect(share, `evaluation ${at + 1}`).toBeCloseTo(shares[at]!, 12));
    expect(new Set(ours).size).toBeGreaterThan(2);
  });

  test("inverse square root stays full, then falls as Vaswani et al. say", () => {
    const definition = schedules.find((candidate) => candidate.id === "inverse-square-root")!;
    const at = (step: number) => definition.factor({ from: 100 }, { step, totalSteps: 1000, stepsPerEpoch: 10 });
    expect([at(1), at(100), at(400)]).toEqual([1, 1, 0.5]);
  });

  test.each(schedules.map((definition) => definition.id))("%s is finite on the shortest run", (id) => {
    const { id: _, ...config } = scheduleSelection.parse({ id });
    const definition = schedules.find((candidate) => candidate.id === id)!;
    for (const totalSteps of [1, 2, 3]) {
      for (let step = 1; step <= totalSteps; step++) {
        const factor = definition.factor(config as never, { step, totalSteps, stepsPerEpoch: 1 });
        expect(factor).toBeGreaterThanOrEqual(0);
        expect(factor).toBeLessThanOrEqual(1);
      }
    }
  });
});
