/**
 * A race: optimizers side by side on one project, from the same initial weights, over the same batches, with several
 * seeds each. Its settings, as a link and a file carry them, and its record with all curves.
 */
import { z } from "zod";
import { findDefinition } from "../catalog/definition.ts";
import { optimizerSelection, optimizers } from "../catalog/optimizers/index.ts";
import { scheduleSelection, schedules } from "../catalog/schedules/index.ts";
import { formatsFor } from "../language/format.ts";
import type { Problem } from "../language/studio-error.ts";
import type { Language, Text } from "../language/text.ts";
import { explainIssues } from "./explain-issue.ts";
import { fieldsOfSchema } from "./field-path.ts";
import { parseProject } from "./parse-project.ts";
import { LONGEST_NAME, type Project, projectSchema } from "./project.ts";
import { backendIds, measures } from "./records.ts";
import type { StoredDataRecord } from "./stored-data.ts";
import { textSchema } from "./text-schema.ts";

export const FEWEST_LANES = 2;
export const MOST_LANES = 16;
export const MOST_SEEDS = 20;

export const laneSchema = z.strictObject({
  /** Stays with the lane for as long as the race is kept. */
  id: z.string().min(1).max(40),
  /** Left out: what `ownTitle` says. */
  label: z.string().min(1).max(80).optional(),
  optimizer: optimizerSelection,
  schedule: scheduleSelection,
  /** Which of the lanes' looks it has, so that it keeps it whoever leaves. */
  colour: z
    .int()
    .min(0)
    .max(MOST_LANES - 1),
});
export type Lane = z.infer<typeof laneSchema>;

const lanesSchema = z
  .array(laneSchema)
  .min(FEWEST_LANES)
  .max(MOST_LANES)
  .refine((lanes) => new Set(lanes.map(({ id }) => id)).size === lanes.length, {
    error: "has two lanes of one id",
    params: { text: { en: "has two lanes with the same id", zh: "有两条赛道的 id 相同" } },
  });

export const seedsField = z.int().min(1).max(MOST_SEEDS).default(3);

export const raceSettingsSchema = z.strictObject({
  /** Data, model and all of the training that is not the lanes'; its stopping rules do not count. */
  project: projectSchema,
  lanes: lanesSchema,
  /** Runs of each lane: with the project's training seed, the one after it, and so on. */
  seeds: seedsField,
});
export type RaceSettings = z.infer<typeof raceSettingsSchema>;

const measured = z.custom<number>((value) => typeof value === "number", { error: "must be a number" });

/** One point of a run's curves; it stands for the steps since the point before it. */
export const racePointSchema = z.strictObject({
  step: z.int(),
  epoch: z.number(),
  examples: z.number(),
  /** What this run alone has cost so far: its steps, without what the race looks at. */
  elapsedMs: z.number(),
  /** Mean training loss of the steps that this point stands for. */
  loss: measured,
  /** "loss" and metrics on the validation part; left out when there is none. */
  validation: measures.optional(),
  /** Of the last step: the length of its gradient before it is clipped. Left out where it cannot be measured. */
  gradientNorm: measured.optional(),
  /** How far the last step moved the weights. */
  stepSize: measured.optional(),
  /** How far the weights are from where they began. */
  distance: measured.optional(),
});
export type RacePoint = z.infer<typeof racePointSchema>;

export const raceRunStatuses = ["waiting", "running", "finished", "stopped", "diverged", "dropped", "failed"] as const;

/** One lane with one seed, without its curve. */
export const raceRunEndSchema = z.strictObject({
  seed: z.int(),
  status: z.enum(raceRunStatuses),
  /** Why it ended before its last step. */
  reason: textSchema.optional(),
  /** What it measures on the test part, at its last step. */
  test: measures.optional(),
});
export const raceRunSchema = raceRunEndSchema.extend({ points: z.array(racePointSchema) });
export type RaceRun = z.infer<typeof raceRunSchema>;
export type RaceRunStatus = RaceRun["status"];

export const racePlanSchema = z.strictObject({
  backend: z.enum(backendIds),
  adapter: z.string().optional(),
  trainRows: z.int(),
  validationRows: z.int(),
  parameterCount: z.int(),
  task: z.enum(["classification", "regression", "reconstruction", "generation"]),
  /** Ids: of the loss, and of what is measured on the validation part beside it. */
  loss: z.string(),
  metrics: z.array(z.string()),
});
export type RacePlan = z.infer<typeof racePlanSchema>;

/** What has come of one lane with one seed since it was last told. */
export interface RaceRunNews {
  readonly laneId: string;
  readonly seed: number;
  readonly status: RaceRunStatus;
  readonly reason?: Text;
  /** To be added to its curve. */
  readonly points: readonly RacePoint[];
  readonly test?: Readonly<Record<string, number>>;
}

export interface RaceProgress {
  readonly runs: readonly RaceRunNews[];
  /** Of all steps of all runs. */
  readonly share: number;
  readonly remainingMs: number;
}

/** How a lane is trained: its steps, and with which others in lockstep. */
export const lanePlanSchema = z.strictObject({
  trainer: z.enum(["reference", "compiled"]),
  totalSteps: z.int(),
  stepsPerEpoch: z.number(),
  /** Networks that take their steps together; the cost of those is shared evenly among them. */
  population: z.int(),
  /** Why it is not what was to be expected. */
  note: textSchema.optional(),
});
export type LanePlan = z.infer<typeof lanePlanSchema>;

const laneFields = {
  id: z.string(),
  /** Null until it is set up. */
  plan: lanePlanSchema.nullable(),
};
export const raceLaneSchema = z.strictObject({ ...laneFields, runs: z.array(raceRunSchema) });
export type RaceLane = z.infer<typeof raceLaneSchema>;

export const raceStatuses = ["running", "paused", "finished", "stopped", "failed"] as const;

const raceFields = {
  id: z.string(),
  name: z.string().max(LONGEST_NAME),
  createdAt: z.number(),
  /** The studio's version that ran it. */
  studioVersion: z.string(),
  /** The lanes that were added later and those that were dropped are among them. */
  settings: raceSettingsSchema,
  status: z.enum(raceStatuses),
  /** Why it ended, in both languages. */
  reason: textSchema,
  /** Null until the data and the device are there. */
  plan: racePlanSchema.nullable(),
};

/** What lists of races show: everything but the curves. */
export const raceSummarySchema = z.strictObject({
  ...raceFields,
  lanes: z.array(z.strictObject({ ...laneFields, runs: z.array(raceRunEndSchema) })),
});
export type RaceSummary = z.infer<typeof raceSummarySchema>;

export const raceRecordSchema = z.strictObject({
  ...raceFields,
  /** In the order of the settings' lanes. */
  lanes: z.array(raceLaneSchema),
});
export type RaceRecord = z.infer<typeof raceRecordSchema>;

/** The record as lists hold it. */
export function summaryOfRace({ lanes, ...record }: RaceRecord): RaceSummary {
  return {
    ...record,
    lanes: lanes.map(({ runs, ...lane }) => ({ ...lane, runs: runs.map(({ points: _points, ...run }) => run) })),
  };
}

/** What a lane is called among those of its race: of several with one title, the second is followed by (2), and so on. */
export function laneTitle(lane: Lane, among: readonly Lane[]): Text {
  const { en, zh } = ownTitle(lane);
  const same = among.filter((other) => ownTitle(other).en === en);
  const number = same.findIndex(({ id }) => id === lane.id) + 1;
  return number > 1 ? { en: `${en} (${number})`, zh: `${zh}（${number}）` } : { en, zh };
}

/** Its label, else its optimizer with the rate, such as "Adam 0.001". */
export function ownTitle({ label, optimizer, schedule }: Lane): Text {
  if (label !== undefined) return { en: label, zh: label };
  const { title } = findDefinition(optimizers, optimizer.id);
  const { title: course } = findDefinition(schedules, schedule.id);
  const isPlain = schedule.id === "constant";
  const rate = (language: Language) => formatsFor(language).number(optimizer.learningRate);
  return {
    en: `${title.en} ${rate("en")}${isPlain ? "" : `, ${course.en.toLowerCase()}`}`,
    zh: `${title.zh} ${rate("zh")}${isPlain ? "" : `，${course.zh}`}`,
  };
}

/** The project that one lane trains with one of the seeds (from 0): training it alone gives the same run. */
export function laneProject({ project }: Pick<RaceSettings, "project">, lane: Lane, seed: number): Project {
  const { training } = project;
  const { optimizer, schedule } = lane;
  // Lanes are compared to each other, all in one precision.
  return { ...project, training: { ...training, optimizer, schedule, stopping: null, halfPrecision: false, seed } };
}

/** The seeds of the runs of each lane. */
export function seedsOf({ project, seeds }: Pick<RaceSettings, "project" | "seeds">): readonly number[] {
  return Array.from({ length: seeds }, (_, at) => project.training.seed + at);
}

export type ParsedRace =
  | { readonly settings: RaceSettings; readonly problem?: never }
  | { readonly problem: Problem; readonly settings?: never };

/**
 * Settings with every default filled in, or one sentence that names the field and what is wrong with it. A lane needs no
 * more than its optimizer: its schedule is then the project's.
 */
export function parseRaceSettings(
  input: { readonly project?: unknown; readonly lanes?: unknown; readonly seeds?: unknown },
  own: readonly StoredDataRecord[] = [],
): ParsedRace {
  const { project, problem } = parseProject(input.project, own);
  if (problem !== undefined) return { problem };
  const lanes = Array.isArray(input.lanes)
    ? input.lanes.map((lane: unknown, at) => filledLane(lane, at, project))
    : input.lanes;
  const filled = { ...input, project, lanes };
  const parsed = raceSettingsSchema.safeParse(filled);
  if (parsed.success) return { settings: parsed.data };
  const known = (path: readonly PropertyKey[]) => fieldsOfSchema(raceSettingsSchema, path, filled);
  return { problem: { code: "invalid-race", text: explainIssues(parsed.error.issues, filled, known).text } };
}

/** The lane at place `at` with what its writer may leave out. */
export function filledLane(lane: unknown, at: number, { training }: Project): unknown {
  if (typeof lane !== "object" || lane === null) return lane;
  return { id: `lane-${at + 1}`, schedule: training.schedule, colour: at % MOST_LANES, ...lane };
}
