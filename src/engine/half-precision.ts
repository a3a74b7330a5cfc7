/**
 * Whether a run that may compute in half precision does: it is tried on the run's own first steps beside single precision,
 * and taken where the losses stay together.
 */
import { problemOf } from "../language/studio-error.ts";
import type { Text } from "../language/text.ts";
import type { Trainer } from "./trainer.ts";

const STEPS = 10;
/** Of the loss in single precision, at any of the steps. */
const MOST = 0.01;

export interface Chosen<Each> {
  readonly trainer: Each;
  readonly note: Text;
}

/** One of the two, both before their first step, and why that one; the other is disposed. Of the same steps every time. */
export async function chooseHalves<Each extends Trainer>(
  single: Each,
  half: Each,
  totalSteps: number,
): Promise<Chosen<Each>> {
  const steps = Math.min(STEPS, totalSteps);
  const begin = await single.snapshot();
  const [expected, given] = [await lossesOf(single, steps), await lossesOf(half, steps)];
  const differences = expected.map((loss, at) => Math.abs((given[at] ?? NaN) - loss) / Math.abs(loss));
  const isBroken = expected.length < steps || differences.some((each) => !Number.isFinite(each));
  const most = Math.max(...differences);
  const isTaken = !isBroken && most > 0 && most <= MOST;
  const [trainer, other] = isTaken ? [half, single] : [single, half];
  other.dispose();
  trainer.restore(begin);
  if (isBroken) return { trainer, note: inSingle(notFinite) };
  if (most === 0) return { trainer, note: inSingle(nothingLarge) };
  return { trainer, note: isTaken ? taken(steps, most) : inSingle(tooFar(steps, most)) };
}

/** As far as they are finite. */
async function lossesOf(trainer: Trainer, steps: number): Promise<readonly number[]> {
  const losses: number[] = [];
  try {
    for await (const { sums } of trainer.run(steps, new AbortController().signal)) {
      losses.push(...sums.map(({ loss, examples }) => loss / examples));
    }
  } catch (thrown) {
    if (problemOf(thrown).code !== "diverged") throw thrown;
  }
  return losses;
}

/** Told of a run that was allowed half precision and computes in single precision for this `reason`. */
function inSingle(reason: Text): Text {
  return {
    en: `This run computes in single precision: ${reason.en}.`,
    zh: `本次训练使用单精度：${reason.zh}。`,
  };
}

const percent = (share: number) => `${Number((100 * share).toPrecision(2))}%`;

function taken(steps: number, most: number): Text {
  return {
    en: `Products are computed in half precision: over the first ${steps} steps the loss differed from single precision's by ${percent(most)} at most.`,
    zh: `矩阵乘法使用半精度：前 ${steps} 步的损失与单精度最多相差 ${percent(most)}。`,
  };
}

function tooFar(steps: number, most: number): Text {
  return {
    en: `in half, the loss of the first ${steps} steps differed by up to ${percent(most)}, more than 1%`,
    zh: `半精度下前 ${steps} 步的损失最多相差 ${percent(most)}，超过 1%`,
  };
}

const notFinite: Text = {
  en: "in half, the first steps did not come to numbers that can be compared",
  zh: "半精度下最初几步的损失无法比较",
};
const nothingLarge: Text = {
  en: "nothing in this network is large enough for half precision to be of use",
  zh: "该网络规模较小，用不上半精度",
};

/** Of a run that was allowed it where it cannot be had. */
export const noHalves: Text = inSingle({
  en: "half takes the compiled trainer on a WebGPU device that has shader-f16",
  zh: "半精度需要支持 shader-f16 的 WebGPU 设备与编译训练器",
});
