/**
 * `window.studio`: the interface's own use cases, for the console, for bookmarklets and for tests. Answers are plain
 * JSON; every call rejects with an Error whose `message` a user can read and whose `code` is stable.
 */
import type { z } from "zod";
import { datasets } from "../../catalog/datasets/index.ts";
import { type Problem, StudioError } from "../../language/studio-error.ts";
import type { Language } from "../../language/text.ts";
import { parseProject } from "../../project/parse-project.ts";
import type { ModelRecord, PredictionRow, RunRecord } from "../../project/records.ts";
import { modelMissing } from "../../storage/model-problems.ts";
import { knownBackends } from "../measure-backends.ts";
import { sharedClient } from "../shared-thread.ts";
import { harmless } from "./script-listener.ts";
import { scripted } from "./scripted-error.ts";
import type * as Arguments from "./script-arguments.ts";
import type {
  AddOptionsInput,
  AddedFilesInput,
  BenchmarkOptionsInput,
  EvaluateOptionsInput,
  TrainOptions,
  GenerateOptions,
  ModelFilesInput,
  StartChoice,
  ExportOptionsInput,
} from "./script-arguments.ts";
import type { SaveOptionsInput } from "./scripted-project.ts";
import type { RaceOptionsInput } from "./scripted-race.ts";
import type { SurfaceOptionsInput } from "./scripted-surface.ts";
import { runningRecord } from "../runs/active-runs.ts";
import { pauseRun, resumeRun, startRun, stepRun, stopAnyRun } from "../runs/start-run.ts";
import { startStudio } from "../start-studio.ts";
import { studioStore } from "../store.ts";
import { addData, removeData, restoreData } from "../data/user-data.ts";
import { studioVersion } from "../version.ts";

export type StudioScripting = ReturnType<typeof createScripting>;

const language = (): Language => studioStore.getState().language;

/** What a script hands over, held to the schema that `pick` names; the schemas are fetched by the first call with options. */
async function checked<Schema extends z.ZodType>(
  pick: (schemas: typeof Arguments) => Schema,
  name: string,
  value: unknown,
): Promise<z.output<Schema>> {
  const schemas = await import("./script-arguments.ts");
  return schemas.checkedArgument(pick(schemas), name, value);
}

/** The object that `app` installs as `window.studio`. Calls wait for the studio to be ready by themselves. */
export function createScripting() {
  const ready = scripted(startStudio)();
  /** Calls that need the library wait for it. */
  const whenReady = <Args extends readonly unknown[], Result>(call: (...args: Args) => Result | Promise<Result>) =>
    scripted(async (...args: Args) => {
      await ready;
      return call(...args);
    });

  return {
    ready,
    version: studioVersion,
    backends: whenReady(async () => {
      const { backendAnswer } = await loadAnswers();
      return (await knownBackends()).map((backend) => backendAnswer(backend, language()));
    }),
    // Some kinds, such as readers, nothing else needs before a room is opened.
    catalog: scripted(async (kind: string) => {
      const { listCatalog } = await import("./scripting-catalog.ts");
      return listCatalog(kind, language());
    }),
    data: {
      list: whenReady(() => [
        ...studioStore
          .getState()
          .datasets.map(({ id, title, kind, rows }) => ({ id, title, kind, rows, builtIn: false })),
        ...datasets.map(({ id, title, kind, rows }) => ({ id, title: title[language()], kind, rows, builtIn: true })),
      ]),
      add: whenReady(async (files: AddedFilesInput, options: AddOptionsInput = {}) => {
        const given = await checked(({ addedFilesSchema }) => addedFilesSchema, "file", files);
        const { title, signal, onProgress, ...reading } = await checked(
          ({ addOptionsSchema }) => addOptionsSchema,
          "options",
          options,
        );
        const heard = onProgress && { onProgress: harmless("onProgress", onProgress) };
        const own = { ...(title && { title }), ...(signal && { signal }), ...heard };
        const { dataAnswer } = await loadAnswers();
        return dataAnswer(await addData(given, reading, own), language());
      }),
      remove: whenReady(async (id: string) => throwProblem(await removeData(id))),
      restore: whenReady(async (id: string) => throwProblem(await restoreData(id))),
    },
    benchmark: whenReady(async (options: BenchmarkOptionsInput = {}) => {
      const { onProgress, ...rest } = await checked(
        ({ benchmarkOptionsSchema }) => benchmarkOptionsSchema,
        "options",
        options,
      );
      const { runBenchmark } = await import("../benchmark.ts");
      return runBenchmark({
        ...rest,
        ...(onProgress && { onProgress: harmless("onProgress", (progress) => onProgress({ ...progress })) }),
      });
    }),
    train: whenReady(async (project: unknown, options: TrainOptions = {}) => {
      const parsed = parseProject(project, studioStore.getState().datasets);
      if (parsed.problem !== undefined) throw new StudioError(parsed.problem);
      const { onEvent, ...rest } = await checked(({ trainOptionsSchema }) => trainOptionsSchema, "options", options);
      const { eventAnswer, summaryAnswer } = await loadAnswers();
      const summary = await startRun(parsed.project, {
        ...rest,
        ...(onEvent && { onEvent: harmless("onEvent", (event) => onEvent(eventAnswer(event, language()))) }),
      });
      return summaryAnswer(summary, language());
    }),
    runs: {
      list: whenReady(async () => {
        const { summaryAnswer } = await loadAnswers();
        const { runs } = studioStore.getState();
        return runs.map(({ id, summary }) => summaryAnswer(runningRecord(id)?.summary ?? summary, language()));
      }),
      get: whenReady(async (id: string) => {
        const { summary, history, project, createdAt } = findRun(id);
        const { summaryAnswer } = await loadAnswers();
        return { ...summaryAnswer(summary, language()), createdAt, project, history };
      }),
      stop: whenReady((id: string) => stopAnyRun(findRun(id).id)),
      pause: whenReady((id: string) => pauseRun(findRun(id).id)),
      resume: whenReady((id: string) => resumeRun(findRun(id).id)),
      step: whenReady((id: string) => stepRun(findRun(id).id)),
      remove: whenReady(async (id: string) => {
        const { removeRun } = await import("../runs/remove-run.ts");
        throwProblem(await removeRun(findRun(id).id));
      }),
      surface: whenReady(async (id: string, options: SurfaceOptionsInput = {}) =>
        (await loadSurfaces()).surfaceOfRun(findRun(id), options),
      ),
    },
    project: {
      get: whenReady(async () => (await loadProject()).currentProject()),
      open: whenReady(async (project: unknown) => (await loadProject()).openedProject(project)),
      link: whenReady(async () => (await loadProject()).projectLink()),
      save: whenReady(async (options: SaveOptionsInput = {}) => (await loadProject()).savedProject(options)),
      import: whenReady(async (file: Blob) => (await loadProject()).importedProject(file)),
    },
    race: whenReady(async (project: unknown, lanes: unknown, options: RaceOptionsInput = {}) => {
      const { scriptedRace } = await loadRaces();
      return scriptedRace(project, lanes, options, language());
    }),
    races: {
      list: whenReady(async () => (await loadRaces()).scriptedRaces.list(language())),
      get: whenReady(async (id: string) => (await loadRaces()).scriptedRaces.get(id, language())),
      rename: whenReady(async (id: string, name: string) => (await loadRaces()).scriptedRaces.rename(id, name)),
      remove: whenReady(async (id: string) => (await loadRaces()).scriptedRaces.remove(id)),
      surface: whenReady(async (id: string, options: SurfaceOptionsInput = {}) =>
        (await loadSurfaces()).surfaceOfRace(id, options, language()),
      ),
      goOn: whenReady(async (id: string) => (await loadRaces()).scriptedRaces.goOn(id, language())),
      pause: whenReady(async () => (await loadRaces()).scriptedRaces.pause()),
      step: whenReady(async () => (await loadRaces()).scriptedRaces.step()),
      resume: whenReady(async () => (await loadRaces()).scriptedRaces.resume()),
      stop: whenReady(async () => (await loadRaces()).scriptedRaces.stop()),
    },
    models: {
      list: whenReady(async () => {
        const { modelAnswer } = await loadAnswers();
        return studioStore.getState().models.map((model) => modelAnswer(model, language()));
      }),
      get: whenReady(async (id: string) => (await loadAnswers()).wholeModelAnswer(findModel(id), language())),
      remove: whenReady(async (id: string) => throwProblem(await (await loadLibrary()).removeModel(id))),
      restore: whenReady(async (id: string) => throwProblem(await (await loadLibrary()).restoreModel(id))),
      rename: whenReady(async (id: string, given: string) => {
        const name = await checked(({ nameSchema }) => nameSchema, "name", given);
        throwProblem(await (await loadLibrary()).renameModel(id, name));
      }),
      import: whenReady(async (files: ModelFilesInput) => {
        const { importModel } = await import("../models/import-model.ts");
        const { id, name, warnings } = await importModel(
          await checked(({ modelFilesSchema }) => modelFilesSchema, "files", files),
        );
        return { id, name, warnings: warnings.map((warning) => warning[language()]) };
      }),
      startFrom: whenReady(async (id: string, project: unknown, choice: StartChoice = {}) => {
        const { startSource, startingFrom } = await import("../models/start-from.ts");
        const source = startSource(id, studioStore.getState().models);
        const parsed = parseProject(project, studioStore.getState().datasets);
        if (parsed.problem !== undefined) throw new StudioError(parsed.problem);
        const start = await checked(({ startChoiceSchema }) => startChoiceSchema, "choice", choice);
        const data = await sharedClient().describeData(parsed.project.data);
        return startingFrom(parsed.project, source, data, start);
      }),
      evaluate: whenReady(async (id: string, options: EvaluateOptionsInput = {}) => {
        const { part, data, signal } = await checked(
          ({ evaluateOptionsSchema }) => evaluateOptionsSchema,
          "options",
          options,
        );
        const at = { signal: signal ?? new AbortController().signal };
        const { bestPart, evaluateModel } = await import("../models/evaluate-model.ts");
        const { evaluationAnswer } = await loadAnswers();
        return evaluationAnswer(await evaluateModel(id, data ?? part ?? bestPart(findModel(id)), at));
      }),
      export: whenReady(async (id: string, format: string, options: ExportOptionsInput = {}) => {
        const { signal, ...settings } = await checked(
          ({ exportOptionsSchema }) => exportOptionsSchema,
          "options",
          options,
        );
        const { exporterSelection } = await import("../../catalog/exporters/index.ts");
        const { exportModel } = await import("../models/export-model.ts");
        const selection = await checked(() => exporterSelection, "format and options", { format, ...settings });
        const at = { signal: signal ?? new AbortController().signal };
        const { file, name, note, verified } = await exportModel(findModel(id).id, selection, at);
        const told = verified === null ? null : { ...verified, against: verified.against[language()] };
        return { file, name, ...(note && { note: note[language()] }), verified: told };
      }),
      generate: whenReady(async (id: string, options: GenerateOptions = {}) => {
        const { signal, onText, ...sampling } = await checked(
          ({ generateOptionsSchema }) => generateOptionsSchema,
          "options",
          options,
        );
        const tell = onText === undefined ? () => undefined : harmless("onText", onText);
        const { writeTexts } = await import("../models/write-texts.ts");
        const texts = await writeTexts(findModel(id).id, sampling, signal ?? new AbortController().signal, tell);
        return { texts: [...texts] };
      }),
      predict: whenReady(async (id: string, rows: readonly PredictionRow[]) => {
        if (!Array.isArray(rows)) throw new StudioError(rowsWanted);
        const { predictRows } = await import("../models/predict-rows.ts");
        return predictRows(id, rows);
      }),
    },
  };
}

/** Each with the first call that asks for it: no page needs them before. */
const loadAnswers = () => import("./scripting-answers.ts");
const loadLibrary = () => import("../models/browse-library.ts");
const loadProject = () => import("./scripted-project.ts");
const loadRaces = () => import("./scripted-race.ts");
const loadSurfaces = () => import("./scripted-surface.ts");

function findRun(id: string): RunRecord {
  const record = runningRecord(id) ?? studioStore.getState().runs.find((run) => run.id === id);
  if (record === undefined) throw new StudioError(runMissing(id));
  return record;
}

function findModel(id: string): ModelRecord {
  const model = studioStore.getState().models.find((candidate) => candidate.id === id);
  if (model === undefined) throw new StudioError(modelMissing(id));
  return model;
}

function throwProblem(problem: Problem | null): void {
  if (problem !== null) throw new StudioError(problem);
}

function runMissing(id: string): Problem {
  return {
    code: "run-missing",
    text: { en: `There is no run "${id}".`, zh: `没有名为“${id}”的训练记录。` },
  };
}

const rowsWanted: Problem = {
  code: "invalid-rows",
  text: {
    en: "Predicting takes a list of rows: objects by column name, or lists in the order of the model's inputs.",
    zh: "预测需要一个行列表：每行是以列名为键的对象，或按模型输入顺序排列的列表。",
  },
};
