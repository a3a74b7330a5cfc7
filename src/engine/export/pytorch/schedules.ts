/** Each schedule of the catalog as a Python function of the step, with the warm-up before it. */
import type { Project } from "../../../project/project.ts";
import { python } from "./source.ts";

type Schedule = Project["training"]["schedule"];

export function scheduleSource({ schedule, warmup }: Project["training"], totalSteps: number): string {
  const total = Math.max(1, totalSteps - (warmup?.steps ?? 0));
  const factor = [
    "def factor(step, passes, memory):",
    '    """The schedule\'s share of the rate, at a step from 1 and after so many passes over the examples."""',
    ...body(schedule, total).map((line) => `    ${line}`),
  ];
  const rate = [
    "def rate(step, passes, memory):",
    '    """The learning rate of a step, from 1; `passes(done)`: over the examples, after so many steps."""',
    ...(warmup === null
      ? ["return RATE * factor(step, passes(step - 1), memory)"]
      : [
          `rise = ${warmup.steps}`,
          `risen = 1 if step > rise else ${warmup.from} + (1 - ${warmup.from}) * (step - 1) / rise`,
          "later = max(1, step - rise)",
          "return RATE * risen * factor(later, passes(rise + later - 1) - passes(rise), memory)",
        ]
    ).map((line) => `    ${line}`),
  ];
  return [factor.join("\n"), rate.join("\n"), observe(schedule)].join("\n\n\n");
}

/** `total`: steps after the warm-up. */
function body(schedule: Schedule, total: number): readonly string[] {
  const progress = `progress = (step - 1) / ${total}`;
  const epoch = "epoch = math.floor(passes + 1e-9)";
  switch (schedule.id) {
    case "constant":
      return ["return 1.0"];
    case "step":
      return [epoch, `return ${schedule.gamma} ** (epoch // ${schedule.stepSize})`];
    case "multi-step":
      return [epoch, `return ${schedule.gamma} ** sum(each <= epoch for each in ${python(schedule.milestones)})`];
    case "exponential":
      return [epoch, `return ${schedule.gamma} ** epoch`];
    case "linear":
      return [progress, `return 1 + (${schedule.end} - 1) * progress`];
    case "polynomial":
      return [progress, `return (1 - progress) ** ${schedule.power}`];
    case "cosine":
      return [progress, `return ${schedule.end} + (1 - ${schedule.end}) * (1 + math.cos(math.pi * progress)) / 2`];
    case "cosine-restarts":
      return [
        `period = ${schedule.firstPeriod}`,
        "while passes >= period:",
        "    passes -= period",
        `    period *= ${schedule.growth}`,
        `return ${schedule.end} + (1 - ${schedule.end}) * (1 + math.cos(math.pi * passes / period)) / 2`,
      ];
    case "one-cycle":
      return [
        `start, top = 1 / ${schedule.startDivisor}, ${schedule.rise} * ${total} - 1`,
        "if step - 1 <= top:",
        "    return 1 + (start - 1) / 2 * (1 + math.cos(math.pi * (step - 1) / top))",
        `end, share = start / ${schedule.endDivisor}, (step - 1 - top) / (${total} - 1 - top)`,
        "return end + (1 - end) / 2 * (1 + math.cos(math.pi * share))",
      ];
    case "inverse-square-root":
      return [`return math.sqrt(${schedule.from} / max(step, ${schedule.from}))`];
    case "reduce-on-plateau":
      return ['return memory.get("share", 1)'];
  }
}

function observe(schedule: Schedule): string {
  if (schedule.id !== "reduce-on-plateau") {
    return 'def observe(memory, loss):\n    """What the schedule remembers after an evaluation: nothing."""\n    return memory';
  }
  return `def observe(memory, loss):
    """What the schedule remembers after an evaluation."""
    share, best = memory.get("share", 1), memory.get("best", math.inf)
    if loss < best * (1 - ${schedule.threshold}):
        return {"share": share, "stalled": 0, "best": loss}
    stalled = memory.get("stalled", 0) + 1
    kept = {} if best == math.inf else {"best": best}
    if stalled <= ${schedule.patience}:
        return {"share": share, "stalled": stalled, **kept}
    return {"share": max(share * ${schedule.factor}, ${schedule.minRate}), "stalled": 0, **kept}`;
}
