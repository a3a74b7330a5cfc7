/** The verdict of a race in plain words with its figures. */
import type { Formats } from "../language/format.ts";
import type { Text } from "../language/text.ts";
import type { PairedTest } from "./paired-test.ts";
import {
  FEWEST_PAIRS,
  type JudgedRace,
  type LaneVerdict,
  type RaceFigures,
  isBeyondNoise,
  said,
  titleOf,
} from "./race-figures.ts";

export interface RaceWords {
  readonly headline: Text;
  readonly details: readonly Text[];
}

export function wordsFor(race: JudgedRace, figures: RaceFigures): RaceWords {
  const told = [soonest(race, figures), lowest(race, figures)].filter((text) => text !== null);
  const details = [
    leadInFigures(race, figures),
    steadiest(race, figures),
    ...figures.lanes.map((lane) => diverged(race, lane)),
    shared(race),
  ].filter((text) => text !== null);
  return { headline: told.length === 0 ? noneLearnt : joined(told), details };
}

function joined(texts: readonly Text[]): Text {
  return { en: texts.map(({ en }) => en).join(" "), zh: texts.map(({ zh }) => zh).join("") };
}

function soonest(race: JudgedRace, { target, lanes }: RaceFigures): Text | null {
  if (target === null) return null;
  // Who arrives with one seed of many has not arrived.
  const arrived = lanes.filter(({ toTarget }) => toTarget !== null && toTarget.reached === toTarget.of);
  const by = (of: (way: NonNullable<LaneVerdict["toTarget"]>) => number) =>
    arrived.toSorted((a, b) => of(a.toTarget!) - of(b.toTarget!))[0];
  const [first, fewest] = [by(({ ms }) => ms), by(({ steps }) => steps)];
  if (first === undefined || fewest === undefined) {
    return said(
      ({ number }) => `No lane came below ${number(target)} with every seed.`,
      ({ number }) => `没有赛道能在所有种子下降到 ${number(target)} 以下。`,
    );
  }
  const { en, zh } = titleOf(race, first.id);
  const { ms, steps } = first.toTarget!;
  const text = said(
    (say) =>
      `${en} was first below ${say.number(target)}, after ${briefly(say, ms, "ms")} and ${say.integer(steps)} steps`,
    (say) => `${zh} 最先降到 ${say.number(target)} 以下，用时 ${briefly(say, ms, "毫秒")}、${say.integer(steps)} 步`,
  );
  if (fewest === first || fewest.toTarget!.steps === steps) return { en: `${text.en}.`, zh: `${text.zh}。` };
  const other = titleOf(race, fewest.id);
  const needed = fewest.toTarget!.steps;
  return said(
    (say) => `${text.en}; ${other.en} needed only ${say.integer(needed)} steps, but more time.`,
    (say) => `${text.zh}；${other.zh} 只需 ${say.integer(needed)} 步，但用时更长。`,
  );
}

/** Small networks are done before a tenth of a second. */
function briefly({ duration, number }: Formats, ms: number, unit: string): string {
  return ms < 1000 ? `${number(Number(ms.toPrecision(2)))} ${unit}` : duration(ms);
}

function lowest(race: JudgedRace, { lanes, lead }: RaceFigures): Text | null {
  const best = lanes.find(({ rank, end }) => rank === 1 && end !== null);
  if (best === undefined) return null;
  const { en, zh } = titleOf(race, best.id);
  const { mean } = best.end!;
  const beyond = lead === null ? null : isBeyondNoise(lead.test);
  const second = lead === null ? null : titleOf(race, lead.second);
  const because =
    second === null
      ? { en: "", zh: "" }
      : beyond === null
        ? {
            en: ` Too few seeds tell whether its lead over ${second.en} is more than chance.`,
            zh: `种子太少，无法判断它对 ${second.zh} 的领先是否只是偶然。`,
          }
        : beyond
          ? {
              en: ` Its lead over ${second.en} is more than seed noise.`,
              zh: `它对 ${second.zh} 的领先超出了种子间的波动。`,
            }
          : {
              en: ` Its lead over ${second.en} is within seed noise.`,
              zh: `它对 ${second.zh} 的领先在种子间的波动之内。`,
            };
  return said(
    ({ number }) => `${en} ended lowest, at ${number(mean)}.${because.en}`,
    ({ number }) => `${zh} 最终最低，为 ${number(mean)}。${because.zh}`,
  );
}

function leadInFigures(race: JudgedRace, { lead, measure }: RaceFigures): Text | null {
  if (lead === null || lead.test === null || isBeyondNoise(lead.test) === null) return null;
  const [first, second] = [titleOf(race, lead.first), titleOf(race, lead.second)];
  const { n, difference, interval, p, swaps } = lead.test;
  const effect = effectWords(lead.test);
  const of =
    measure === "validation" ? { en: "validation loss", zh: "验证损失" } : { en: "training loss", zh: "训练损失" };
  const counted =
    swaps === null
      ? { en: "", zh: "" }
      : {
          en: `; as large by chance in ${swaps.count} of ${swaps.of} swaps`,
          zh: `；在 ${swaps.of} 种交换中有 ${swaps.count} 种差距不小于此`,
        };
  const sure = (say: Formats) => (p < 0.001 ? "p < 0.001" : `p = ${say.number(Number(p.toPrecision(2)))}`);
  const short = ({ number }: Formats, value: number) => number(Number(value.toPrecision(2)));
  return said(
    (say) =>
      `${second.en} ended ${short(say, difference)} above ${first.en} in ${of.en}, on average over ${n} paired seeds (95% interval ${short(say, interval[0])} to ${short(say, interval[1])}, ${sure(say)} by a paired t test${counted.en}). ${effect.en}`,
    (say) =>
      `在 ${n} 个配对种子上，${second.zh} 的${of.zh}平均比 ${first.zh} 高 ${short(say, difference)}（95% 区间 ${short(say, interval[0])} 至 ${short(say, interval[1])}，配对 t 检验 ${sure(say)}${counted.zh}）。${effect.zh}`,
  );
}

/** By Cohen's rule of thumb, from 0 on. */
const effectSizes = [
  { below: 0.2, name: { en: "negligible", zh: "可忽略" } },
  { below: 0.5, name: { en: "small", zh: "小" } },
  { below: 0.8, name: { en: "medium", zh: "中等" } },
  { below: Infinity, name: { en: "large", zh: "大" } },
] as const;

function sizeOf(effect: number): Text {
  return (effectSizes.find(({ below }) => Math.abs(effect) < below) ?? effectSizes[3]).name;
}

/** How large the difference is beside its own spread, and how surely so few seeds tell that. */
function effectWords({ effect, effectInterval: [low, high] }: PairedTest): Text {
  const name = sizeOf(effect);
  if (!Number.isFinite(effect)) return { en: "It is the same with every seed.", zh: "每个种子的差值都相同。" };
  const [least, most] = [sizeOf(low), sizeOf(high)];
  const range =
    low < 0
      ? { en: `from ${most.en} to a lead of the other lane`, zh: `从“${most.zh}”到对方领先都有可能` }
      : least === most
        ? { en: `${least.en} at both ends`, zh: `两端都是“${least.zh}”` }
        : { en: `from ${least.en} to ${most.en}`, zh: `从“${least.zh}”到“${most.zh}”都有可能` };
  const short = ({ number }: Formats, value: number) => number(Number(value.toPrecision(2)));
  return said(
    (say) =>
      `The effect is ${name.en}: ${short(say, effect)} standard deviations of the difference (95% interval ${short(say, low)} to ${short(say, high)}: ${range.en}).`,
    (say) =>
      `效应${name.zh}：相当于差值标准差的 ${short(say, effect)} 倍（95% 区间 ${short(say, low)} 至 ${short(say, high)}：${range.zh}）。`,
  );
}

function steadiest(race: JudgedRace, { lanes }: RaceFigures): Text | null {
  // Who stays where it began is steady too.
  const ended = lanes.filter(({ end, toTarget }) => (end?.n ?? 0) >= FEWEST_PAIRS && toTarget !== null);
  const [first] = ended.toSorted((a, b) => a.end!.sd - b.end!.sd);
  if (first === undefined || ended.length < 2) return null;
  const { en, zh } = titleOf(race, first.id);
  const { sd, n } = first.end!;
  const short = ({ number }: Formats) => number(Number(sd.toPrecision(2)));
  return said(
    (say) => `${en} was steadiest: its ends differ by ±${short(say)} (standard deviation) over ${n} seeds.`,
    (say) => `${zh} 最稳定：${n} 个种子的最终损失标准差为 ±${short(say)}。`,
  );
}

function diverged(race: JudgedRace, lane: LaneVerdict): Text | null {
  if (lane.diverged === 0) return null;
  const { en, zh } = titleOf(race, lane.id);
  const all = race.lanes.find(({ id }) => id === lane.id)!.runs.length;
  if (lane.diverged === all) return { en: `${en} diverged with every seed.`, zh: `${zh} 在所有种子下都发散了。` };
  return {
    en: `${en} diverged with ${lane.diverged} of ${all} seeds.`,
    zh: `${zh} 在 ${all} 个种子中有 ${lane.diverged} 个发散。`,
  };
}

function shared({ lanes }: JudgedRace): Text | null {
  if (!lanes.some(({ plan }) => (plan?.population ?? 1) > 1)) return null;
  return {
    en: "Times are of the training steps alone; runs that took their steps together share the cost evenly.",
    zh: "用时只计训练步骤；同时执行步骤的各次运行平均分摊耗时。",
  };
}

const noneLearnt: Text = { en: "No lane has learnt anything yet.", zh: "还没有赛道学到任何东西。" };
