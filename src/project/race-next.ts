/** What to try after a race, from what its curves show. */
import { findDefinition } from "../catalog/definition.ts";
import { optimizers } from "../catalog/optimizers/index.ts";
import type { Text } from "../language/text.ts";
import { meanOf } from "./paired-test.ts";
import { MOST_SEEDS, type RacePoint } from "./race.ts";
import { type JudgedRace, type RaceFigures, isBeyondNoise, lossOf, said, titleOf } from "./race-figures.ts";

const MOST_TRIES = 3;
/** Seeds with which a test by signs can come below one in twenty. */
const GOOD_SEEDS = 6;
/** A loss that has fallen by so much over the last tenth of the way is still falling. */
const STILL_FALLING = 0.02;
/** So much above its own lowest, a validation loss has risen again. */
const RISEN = 1.1;
/** The last points of each curve that count as its end. */
const LAST_SHARE = 0.1;

export function nextTries(race: JudgedRace, figures: RaceFigures): readonly Text[] {
  const tries = [moreSeeds(race, figures), lowerRate(race, figures), edgeOfSweep(race, figures), course(race, figures)];
  return tries.filter((text) => text !== null).slice(0, MOST_TRIES);
}

function moreSeeds({ settings: { seeds } }: JudgedRace, { lead }: RaceFigures): Text | null {
  if (lead === null || isBeyondNoise(lead.test) === true || seeds >= MOST_SEEDS) return null;
  const more = Math.min(MOST_SEEDS, Math.max(GOOD_SEEDS, 2 * seeds));
  return {
    en: `Race the first two again with ${more} seeds, to tell their difference from noise.`,
    zh: `用 ${more} 个种子让前两名再比一次，以区分差距与波动。`,
  };
}

function lowerRate(race: JudgedRace, { lanes }: RaceFigures): Text | null {
  const wild = lanes.find(({ diverged }) => diverged > 0);
  if (wild === undefined) return null;
  const { en, zh } = titleOf(race, wild.id);
  const { learningRate } = race.settings.lanes.find(({ id }) => id === wild.id)!.optimizer;
  return said(
    ({ number }) => `Give ${en} a tenth of its learning rate: ${number(learningRate / 10)}.`,
    ({ number }) => `把 ${zh} 的学习率降到十分之一：${number(learningRate / 10)}。`,
  );
}

/** The best of several rates of one optimizer is the highest or the lowest of them: the right one may lie beyond. */
function edgeOfSweep({ settings }: JudgedRace, { lanes }: RaceFigures): Text | null {
  const best = lanes.find(({ rank, end }) => rank === 1 && end !== null);
  const lane = settings.lanes.find(({ id }) => id === best?.id);
  if (lane === undefined) return null;
  const { id, learningRate } = lane.optimizer;
  const rates = settings.lanes
    .filter(({ optimizer }) => optimizer.id === id)
    .map((each) => each.optimizer.learningRate);
  const [lowest, highest] = [Math.min(...rates), Math.max(...rates)];
  if (lowest === highest || (learningRate !== lowest && learningRate !== highest)) return null;
  const { title } = findDefinition(optimizers, id);
  const beyond = learningRate === highest ? 3 * highest : lowest / 3;
  const way = learningRate === highest ? { en: "highest", zh: "最高" } : { en: "lowest", zh: "最低" };
  return said(
    ({ number }) => `The best rate of ${title.en} was the ${way.en} you tried; try ${number(beyond)} too.`,
    ({ number }) => `${title.zh} 表现最好的是所试的${way.zh}学习率，不妨再试 ${number(beyond)}。`,
  );
}

function course(race: JudgedRace, { lanes, measure }: RaceFigures): Text | null {
  const best = lanes.find(({ rank, end }) => rank === 1 && end !== null);
  if (best === undefined) return null;
  const runs = race.lanes.find(({ id }) => id === best.id)!.runs.map(({ points }) => points);
  const { en, zh } = titleOf(race, best.id);
  const means = runs.map((points) => trend(points, (point) => lossOf(point, measure))).filter((each) => each !== null);
  if (means.length === 0) return null;
  if (means.every(({ lowest, end }) => end > RISEN * lowest)) {
    const step = Math.round(meanOf(means.map((each) => each.lowestAt)));
    return said(
      ({ integer }) =>
        `${en} was lower before: around step ${integer(step)}. Stop there, or let the rate fall by a cosine schedule.`,
      ({ integer }) => `${zh} 在第 ${integer(step)} 步附近曾更低：可在那里停止，或使用余弦调度降低学习率。`,
    );
  }
  if (meanOf(means.map(({ before, end }) => end / before)) < 1 - STILL_FALLING) {
    return { en: `${en} is still falling: give the race more steps.`, zh: `${zh} 的损失仍在下降：可以增加步数。` };
  }
  return {
    en: `${en} has settled: try it with a cosine schedule, or a larger model.`,
    zh: `${zh} 已趋于平稳：可以试试余弦调度或更大的模型。`,
  };
}

/** The means of the last tenth of a curve and of the tenth before; null for a curve too short to tell. */
function trend(points: readonly RacePoint[], loss: (point: RacePoint) => number) {
  const count = Math.floor(LAST_SHARE * points.length);
  if (count === 0) return null;
  const values = points.map(loss);
  const lowest = Math.min(...values);
  return {
    end: meanOf(values.slice(-count)),
    before: meanOf(values.slice(-2 * count, -count)),
    lowest,
    lowestAt: points[values.indexOf(lowest)]?.step ?? 0,
  };
}
