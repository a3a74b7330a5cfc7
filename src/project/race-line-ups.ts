/** Lanes ready to race: well-known fields of optimizers, schedules of one, learning rates of one. */
import { findDefinition } from "../catalog/definition.ts";
import { optimizers } from "../catalog/optimizers/index.ts";
import { schedules } from "../catalog/schedules/index.ts";
import type { Text } from "../language/text.ts";
import type { Project } from "./project.ts";
import { type Lane, laneSchema, MOST_LANES } from "./race.ts";

type OptimizerId = (typeof optimizers)[number]["id"];
type Training = Pick<Project["training"], "optimizer" | "schedule">;

/** What a lane is but for its place in the race. */
export type Entrant = Pick<Lane, "optimizer" | "schedule"> & { readonly label?: string | undefined };

export interface LineUp {
  readonly id: string;
  readonly title: Text;
  readonly summary: Text;
  /** From the project's training, for line-ups that vary it. */
  readonly entrants: (training: Training) => readonly Entrant[];
}

const everyBatch: readonly OptimizerId[] = [
  "sgd",
  "momentum",
  "nesterov",
  "averaged-momentum",
  "adagrad",
  "adadelta",
  "rmsprop",
  "adam",
  "amsgrad",
  "adamw",
  "adamax",
  "nadam",
  "radam",
  "adabelief",
  "lion",
];

const constant = { id: "constant" } as const;

/** At the rate that a form begins with. */
export function usualEntrant(id: OptimizerId): Entrant {
  const { start } = findDefinition(optimizers, id).config.shape.learningRate.meta()?.field ?? {};
  return entrantOf({ id, ...(start === undefined ? {} : { learningRate: start }) });
}

const usual =
  (...ids: readonly OptimizerId[]) =>
  (): readonly Entrant[] =>
    ids.map(usualEntrant);

export const lineUps: readonly LineUp[] = [
  {
    id: "five",
    title: { en: "Five that everyone knows", zh: "人人皆知的五种" },
    summary: { en: "SGD, momentum, AdaGrad, RMSprop, Adam.", zh: "SGD、动量、AdaGrad、RMSprop、Adam。" },
    entrants: usual("sgd", "momentum", "adagrad", "rmsprop", "adam"),
  },
  {
    id: "classics",
    title: { en: "All the classics", zh: "全部经典" },
    summary: { en: "Seven, from plain descent to Adam.", zh: "七种，从最朴素的梯度下降到 Adam。" },
    entrants: usual("sgd", "momentum", "nesterov", "adagrad", "adadelta", "rmsprop", "adam"),
  },
  {
    id: "adam-family",
    title: { en: "Adam and its kin", zh: "Adam 家族" },
    summary: { en: "Seven ways to scale a step by its history.", zh: "七种按历史梯度缩放步长的方法。" },
    entrants: usual("adam", "amsgrad", "adamw", "adamax", "nadam", "radam", "adabelief"),
  },
  {
    id: "newer",
    title: { en: "The newer ones", zh: "近年新秀" },
    summary: {
      en: "AdamW against Lion, LAMB, Adafactor, Muon and others.",
      zh: "AdamW 对阵 Lion、LAMB、Adafactor、Muon 等。",
    },
    entrants: usual("adamw", "adabelief", "lion", "lamb", "adafactor", "muon"),
  },
  {
    id: "fifteen",
    title: { en: "Fifteen at once", zh: "十五种齐上阵" },
    summary: { en: "Every optimizer that steps batch by batch.", zh: "所有逐批更新的优化器。" },
    entrants: usual(...everyBatch),
  },
  {
    id: "schedules",
    title: { en: "My optimizer under five schedules", zh: "我的优化器配五种调度" },
    summary: {
      en: "Constant, stepwise, exponential, cosine and one cycle.",
      zh: "恒定、阶梯、指数、余弦与单周期。",
    },
    entrants: ({ optimizer }) =>
      (["constant", "step", "exponential", "cosine", "one-cycle"] as const).map((id) =>
        entrantOf(optimizer, { id: findDefinition(schedules, id).id }),
      ),
  },
];

export interface Sweep {
  readonly optimizer: OptimizerId;
  readonly low: number;
  readonly high: number;
  /** Lanes, 2 or more. */
  readonly count: number;
}

/** One optimizer at learning rates even in their logarithm, each with two digits. */
export function sweepEntrants({ optimizer, low, high, count }: Sweep): readonly Entrant[] {
  const rates = Array.from({ length: count }, (_, at) => low * (high / low) ** (at / Math.max(1, count - 1)));
  return [...new Set(rates.map((rate) => Number(rate.toPrecision(2))))].map((learningRate) => {
    const { optimizer: settings, schedule } = usualEntrant(optimizer);
    return entrantOf({ ...settings, learningRate }, schedule);
  });
}

/** These with as many of the entrants as find a place, each with an id and a look that no other has. */
export function withEntrants(lanes: readonly Lane[], entrants: readonly Entrant[]): readonly Lane[] {
  return entrants.slice(0, Math.max(0, MOST_LANES - lanes.length)).reduce<readonly Lane[]>((all, entrant) => {
    const free = (isTaken: (lane: Lane, at: number) => boolean): number => {
      let at = 0;
      while (all.some((lane) => isTaken(lane, at))) at += 1;
      return at;
    };
    const { label, ...settings } = entrant;
    const id = `lane-${free((lane, at) => lane.id === `lane-${at + 1}`) + 1}`;
    const colour = free((lane, at) => lane.colour === at) % MOST_LANES;
    return [...all, { id, ...settings, ...(label === undefined ? {} : { label }), colour }];
  }, lanes);
}

/** With every default filled in. */
function entrantOf(optimizer: unknown, schedule: unknown = constant): Entrant {
  const { optimizer: settings, schedule: course } = laneSchema.pick({ optimizer: true, schedule: true }).parse({
    optimizer,
    schedule,
  });
  return { optimizer: settings, schedule: course };
}
