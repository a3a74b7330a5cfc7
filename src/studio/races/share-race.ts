/** A race as files and as a link: all its curves in one table, the whole of it to be opened elsewhere, its settings. */
import { z } from "zod";
import { type Problem, StudioError, problemOf } from "../../language/studio-error.ts";
import { parseExactly, stringifyExactly } from "../../project/file/exact-json.ts";
import { minimalProject } from "../../project/minimal-project.ts";
import { laneTitle, type RacePoint, type RaceRecord, raceRecordSchema, type RaceSettings } from "../../project/race.ts";
import { newId } from "../new-id.ts";
import { notifyProblem } from "../notices.ts";
import { pack, unpack } from "../project/share-project.ts";
import { fileRace, openRace } from "./keep-races.ts";
import { editDraft } from "./race-draft.ts";

const fileSchema = z.object({
  format: z.literal("descent-studio-race"),
  version: z.literal(1),
  race: raceRecordSchema,
});
type RaceFile = z.infer<typeof fileSchema>;

const beforeScores = "lane,optimizer,learning rate,seed,status,step,epoch,examples,elapsed ms,loss".split(",");
const afterScores = ["gradient norm", "step size", "distance"];

/** One row a point: lane, seed, and what was measured there. Numbers as they are, so that a program reads them. */
export function raceCsv({ settings, lanes }: RaceRecord): string {
  const measured = [...new Set(lanes.flatMap(({ runs }) => runs.flatMap(({ points }) => points.flatMap(namesIn))))];
  const scores = measured.map((name) => `validation ${name}`);
  const header = [...beforeScores, ...scores, ...afterScores];
  const rows = lanes.flatMap(({ id, runs }) => {
    const lane = settings.lanes.find((each) => each.id === id);
    if (lane === undefined) return [];
    const named = [laneTitle(lane, settings.lanes).en, lane.optimizer.id, lane.optimizer.learningRate];
    return runs.flatMap(({ seed, status, points }) =>
      points.map((point) => [...named, seed, status, ...cellsOf(point, measured)]),
    );
  });
  return [header, ...rows].map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}

export function raceFile(race: RaceRecord): { readonly name: string; readonly blob: Blob } {
  const content: RaceFile = { format: "descent-studio-race", version: 1, race };
  const text = stringifyExactly(content);
  return { name: `${race.name}.race.json`, blob: new Blob([text], { type: "application/json" }) };
}

/** Keeps and shows the race of a file; what is wrong with the file is told in a notice. */
export async function importRace(file: Blob): Promise<Problem | null> {
  try {
    const race = readRace(await file.text());
    await fileRace(race);
    return await openRace(race.id);
  } catch (error) {
    const problem = problemOf(error);
    notifyProblem(problem);
    return problem;
  }
}

/** A link that opens project and line-up anywhere; it carries no data and no curves. */
export function raceLink({ project, lanes, seeds }: RaceSettings): string {
  const address = new URL(location.href);
  address.hash = `#/race?project=${pack(minimalProject(project))}&race=${pack({ lanes, seeds })}`;
  return address.href;
}

/** Takes the line-up of a link. */
export function openPackedRace(packed: string): Problem | null {
  const unpacked = unpack(packed);
  return unpacked === null ? brokenLink : editDraft(() => unpacked.value);
}

/** Under an id of its own, since this one's own race may be kept here too. Throws a `StudioError`. */
function readRace(text: string): RaceRecord {
  let content: unknown;
  try {
    content = parseExactly(text);
  } catch (error) {
    throw new StudioError(notARace, { cause: error });
  }
  const parsed = fileSchema.safeParse(content);
  if (!parsed.success) throw new StudioError(notARace, { cause: parsed.error });
  return { ...parsed.data.race, id: newId("race") };
}

function namesIn({ validation }: RacePoint): readonly string[] {
  return Object.keys(validation ?? {});
}

function cellsOf(point: RacePoint, measured: readonly string[]): readonly (number | undefined)[] {
  const { step, epoch, examples, elapsedMs, loss, validation, gradientNorm, stepSize, distance } = point;
  const scores = measured.map((name) => validation?.[name]);
  return [step, epoch, examples, elapsedMs, loss, ...scores, gradientNorm, stepSize, distance];
}

/** As RFC 4180 wants it; a text that a spreadsheet would run as a formula is defused. */
function cell(value: string | number | undefined): string {
  if (typeof value !== "string") return value === undefined ? "" : String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const notARace: Problem = {
  code: "not-a-race",
  text: {
    en: "This file is no race of the studio's, or it was cut short. Choose one that was saved with “Race file, with curves”.",
    zh: "此文件不是本工作室的竞速文件，或不完整。请选择用“竞速文件（含曲线）”保存的文件。",
  },
};

const brokenLink: Problem = {
  code: "broken-link",
  text: {
    en: "The line-up in this link cannot be read; the link may have been cut short. Ask for it again.",
    zh: "无法读取此链接中的阵容，链接可能不完整。请重新获取链接。",
  },
};
