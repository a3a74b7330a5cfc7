/**
 * The training thread's half of the boundary: every command of the protocol to the engine, every event back. Takes
 * any port and any way to read files, so that Node tests it without a worker.
 */
import type { DatasetAccess } from "../catalog/datasets/dataset.ts";
import { addData } from "../engine/add-data/add-data.ts";
import { drawSurface } from "../engine/surface/draw-surface.ts";
import { askedRows } from "../engine/export/asked-rows.ts";
import type { Readers } from "../engine/export/exporters.ts";
import { withTrainingData } from "../engine/export/training-data.ts";
import { describeData } from "../engine/data/describe-data.ts";
import { evaluateElsewhere, evaluateModel } from "../engine/evaluation/evaluate-model.ts";
import { findRate } from "../engine/find-rate.ts";
import { LaneEntries } from "../engine/race/race-host.ts";
import { runRace } from "../engine/race/run-race.ts";
import { describeDataset } from "../engine/statistics/describe-dataset.ts";
import { readPlaces, readRows } from "../engine/statistics/read-rows.ts";
import { importModel } from "../engine/import/import-model.ts";
import { predictModel } from "../engine/import/own-program.ts";
import { measureBackends } from "../engine/measure-backends.ts";
import { generateText } from "../engine/text/generate-text.ts";
import { Steering } from "../engine/run/steering.ts";
import { trainRun } from "../engine/run/train-run.ts";
import { StudioError, problemOf } from "../language/studio-error.ts";
import type { Text } from "../language/text.ts";
import { dataSchema } from "../project/project.ts";
import type { BackendId } from "../project/records.ts";
import type { AddProgress, DataStore } from "../project/stored-data.ts";
import { type BackendMeans, type Device, probeBackend, startBackend } from "../tensor/backends.ts";
import { lastDataset } from "./last-dataset.ts";
import type { TrainingCommand, TrainingEvent } from "./protocol.ts";
import { type UnderWay, steer, steerRace } from "./steer.ts";
import { threadStore } from "./thread-store.ts";

/** What `MessagePort` and a worker's own scope have in common. */
export interface CommandPort {
  postMessage(message: TrainingEvent, transfer: Transferable[]): void;
  addEventListener(type: "message", listener: (event: MessageEvent<TrainingCommand>) => void): void;
  removeEventListener(type: "message", listener: (event: MessageEvent<TrainingCommand>) => void): void;
  /** A `MessagePort` is silent until started. */
  start?(): void;
}

/** Gives a prepared file's bytes, unpacked; `report` is told the share that has arrived, 0 to 1. */
export type ReadFile = (name: string, signal: AbortSignal, report: (fraction: number) => void) => Promise<Uint8Array>;

/** As often as a bar can be seen to move. */
const PROGRESS_MS = 100;

const describingStage: Text = {
  en: "Looking at each column",
  zh: "正在逐列统计",
};

const evaluatingStage: Text = { en: "Asking the model, row by row", zh: "正在逐行评估模型" };

const givenUp = {
  code: "cancelled",
  text: { en: "The evaluation was given up.", zh: "评估已取消。" },
};

const exportingStage: Text = { en: "Writing the file, and reading it again", zh: "正在写入文件并重新读取校验" };

/** What is answered under the same id; what steers is not, the run or race that it steers is. */
type Request = Exclude<TrainingCommand, { type: "steer-run" | "steer-race" | "cancel" }>;

export interface CommandServer {
  /** Tells the page of an error that no command caught: the run it belongs to, else every request under way, fails. */
  fail(thrown: unknown): void;
  close(): void;
}

/** What the thread reaches outside itself. */
export interface ThreadAccess {
  readonly readFile: ReadFile;
  /** Opens the browser's database of data sets, when one is first asked for. */
  readonly openDataStore: () => Promise<DataStore>;
  readonly openScratch: DatasetAccess["openScratch"];
  readonly backendMeans: BackendMeans;
  readonly readers: Readers;
}

/** Serves commands until closed. Runs and measurements take turns, since one backend is on at a time. */
export function serveCommands(port: CommandPort, outside: ThreadAccess): CommandServer {
  const underWay = new Map<string, UnderWay>();
  let turn: Promise<unknown> = Promise.resolve();
  const stored = threadStore(outside.openDataStore);
  const { paths } = stored;

  const post = (event: TrainingEvent): void => {
    // Already told that it failed: nothing more is said about it.
    if (underWay.has(event.id)) port.postMessage(event, buffersIn(event));
  };

  const inTurn = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const done = turn.then(work);
    // The next in line does not care how this one ended; whoever asked for it hears it from `done`.
    turn = done.catch(() => undefined);
    return done;
  };

  /** Whoever is in `ids` by then is told how far the files are. */
  const accessFor = (ids: ReadonlySet<string>, signal: AbortSignal): DatasetAccess => {
    const shares = new Map<string, number>();
    let told = -1;
    const stage = { en: "Loading the data", zh: "正在加载数据" };
    // Told per cent by per cent.
    const report = (fraction: number): void => {
      const percent = Math.floor(100 * fraction);
      if (percent === told) return;
      told = percent;
      for (const id of ids) post({ type: "run-preparing", id, stage, fraction: percent / 100 });
    };
    return {
      signal,
      report,
      readStored: stored.read,
      openScratch: outside.openScratch,
      readFile: (name) =>
        outside.readFile(name, signal, (fraction) => {
          shares.set(name, fraction);
          // The largest file decides; the small ones beside it arrive at once.
          report(Math.min(...shares.values()));
        }),
    };
  };

  const closing = new AbortController();
  const shown = lastDataset((ids) => accessFor(ids, closing.signal));

  const start = async (backend: BackendId): Promise<Device> => startBackend(backend, outside.backendMeans);

  const run = async (
    command: Extract<TrainingCommand, { type: "start-run" }>,
    { abort: { signal }, steering }: UnderWay,
  ): Promise<void> => {
    const { id, project, preferred, from, source, tiles } = command;
    const events = trainRun({
      id,
      project,
      preferred,
      from: from ?? null,
      source,
      steering,
      access: accessFor(new Set([id]), signal),
      paths,
      start: async (backend) => {
        const device = await start(backend);
        return device.adapter === tiles?.adapter ? { ...device, tileCosts: tiles?.costs } : device;
      },
      signal,
      now: () => performance.now(),
    });
    for (;;) {
      const next = await events.next();
      if (next.done === true) return post({ type: "run-ended", id, outcome: next.value });
      post({ ...next.value, id });
    }
  };

  const race = async (
    command: Extract<TrainingCommand, { type: "start-race" }>,
    { abort: { signal }, steering, entries }: UnderWay,
  ): Promise<void> => {
    const { id, settings, preferred, source } = command;
    const access = accessFor(new Set([id]), signal);
    const now = (): number => performance.now();
    const events = runRace({ id, settings, preferred, source, steering, entries, access, paths, start, signal, now });
    for await (const event of events) post({ ...event, id });
    post({ type: "race-ended", id });
  };

  /** For what asks a model that has learnt. */
  const onDevice = <Result>(work: (device: Device) => Promise<Result>, first: BackendId = "wasm"): Promise<Result> =>
    inTurn(async () => {
      // Without WebAssembly the plain CPU gives the same answer, later.
      const device = await start(first).catch(() => start("cpu"));
      try {
        return await work(device);
      } finally {
        device.ops.dispose();
      }
    });

  const means = { onDevice, onnxRuntimeUrl: outside.readers.onnxRuntimeUrl };

  const evaluate = async (
    command: Extract<TrainingCommand, { type: "evaluate" }>,
    signal: AbortSignal,
  ): Promise<void> => {
    const { id, model, checkpoint, on } = command;
    const isOwn = typeof on === "string";
    const opened = await shown.open(isOwn ? model.project.data : dataSchema.parse(on), id);
    const evaluation = await onDevice((device) => {
      let told = -1;
      const tell = (share: number): void => {
        const percent = Math.floor(100 * share);
        if (percent === told) return;
        told = percent;
        post({ type: "run-preparing", id, stage: evaluatingStage, fraction: percent / 100 });
      };
      if (!isOwn) return evaluateElsewhere(device, model, checkpoint, opened.dataset, { tell, signal });
      const access = accessFor(new Set([id]), signal);
      return evaluateModel(device, model, checkpoint, opened, { access, part: on, tell, signal });
    });
    if (evaluation === null) throw new StudioError(givenUp);
    post({ type: "evaluated", id, evaluation });
  };

  const serve = async (command: Request, at: UnderWay): Promise<void> => {
    const { id } = command;
    const { signal } = at.abort;
    const tell = (stage: Text, fraction?: number): void => {
      post({ type: "run-preparing", id, stage, ...(fraction === undefined ? {} : { fraction }) });
    };
    switch (command.type) {
      case "start-run":
        return inTurn(() => run(command, at));
      case "start-race":
        return inTurn(() => race(command, at));
      case "find-rate": {
        const { project, preferred, source } = command;
        const access = accessFor(new Set([id]), signal);
        const now = () => performance.now();
        const test = await inTurn(() => findRate({ project, preferred, source, access, start, now, tell }));
        return post({ type: "rate-found", id, test });
      }
      case "draw-surface": {
        const { of, project, lanes, model, options, preferred } = command;
        const access = accessFor(new Set([id]), signal);
        const now = () => performance.now();
        const surface = await inTurn(() =>
          drawSurface({ id: of, project, lanes, model, options, preferred, paths, access, start, now, tell }),
        );
        return post({ type: "surface-drawn", id, surface });
      }
      case "describe-dataset": {
        const { dataset, resolved } = await shown.open(command.data, id);
        const summary = await describeDataset(dataset, resolved, (fraction) => {
          post({ type: "run-preparing", id, stage: describingStage, fraction });
        });
        return post({ type: "dataset-described", id, summary });
      }
      case "ping":
        return post({ type: "pong", id });
      case "describe-data": {
        const { dataset, resolved } = await shown.open(command.data, id);
        const summary = await describeData(dataset, resolved);
        return post({ type: "data-described", id, summary });
      }
      case "read-rows": {
        const { dataset } = await shown.open(command.data, id);
        return post({ type: "rows-read", id, page: readRows(dataset, command.from, command.count, command.order) });
      }
      case "read-places": {
        const { dataset } = await shown.open(command.data, id);
        return post({ type: "rows-read", id, page: readPlaces(dataset, command.places, command.columns) });
      }
      case "add-data": {
        let toldAt = -Infinity;
        const report = (progress: AddProgress): void => {
          if (performance.now() - toldAt < PROGRESS_MS) return;
          toldAt = performance.now();
          post({ type: "data-progress", id, progress });
        };
        const record = await addData(command.request, { store: await stored.store(), signal, report });
        return post({ type: "data-added", id, record });
      }
      case "evaluate":
        return evaluate(command, signal);
      case "export-model": {
        const { model, checkpoint, selection } = command.request;
        post({ type: "run-preparing", id, stage: exportingStage });
        const access = accessFor(new Set([id]), signal);
        const open = () => shown.open(model.project.data, id);
        const asked = await askedRows(model, open, access);
        const { readers } = outside;
        // What writes all formats is no small part of the thread's code, and seldom needed.
        const { exportModel } = await import("../engine/export/export-model.ts");
        const exported = await onDevice((device) =>
          exportModel(device, model, checkpoint, selection, {
            asked,
            readers,
            withTrainingData: (work) => withTrainingData(model, open, access, work),
          }),
        );
        return post({ type: "model-exported", id, exported });
      }
      case "import-model": {
        const access = accessFor(new Set([id]), signal);
        return post({ type: "model-read", id, read: await importModel(command.request, access, means) });
      }
      case "predict": {
        const { model, checkpoint, rows } = command;
        return post({ type: "predicted", id, predictions: await predictModel(means, model, checkpoint, rows) });
      }
      case "write-texts": {
        const { model, checkpoint, sampling } = command;
        const grown = (pieces: readonly string[]): void => post({ type: "texts-grown", id, pieces });
        const writing = { signal, now: () => performance.now(), tell: grown };
        const texts = await onDevice((device) => generateText(device, model, checkpoint, sampling, writing));
        return post({ type: "texts-written", id, texts });
      }
      case "measure-backends": {
        const access = { start, probe: probeBackend, now: () => performance.now() };
        const backends = await inTurn(() => measureBackends(command.backends, command.isFirstLook, access));
        return post({ type: "backends-measured", id, backends });
      }
      default:
        return command satisfies never;
    }
  };

  const onMessage = async ({ data: command }: MessageEvent<TrainingCommand>): Promise<void> => {
    const { id } = command;
    if (command.type === "steer-run") {
      // The run may have ended while the order was on its way.
      steer(underWay.get(id), command.order);
      return;
    }
    if (command.type === "steer-race") {
      steerRace(underWay.get(id), command.order);
      return;
    }
    if (command.type === "cancel") {
      underWay.get(id)?.abort.abort();
      return;
    }
    const at = { abort: new AbortController(), steering: new Steering(), entries: new LaneEntries() };
    underWay.set(id, at);
    try {
      await serve(command, at);
    } catch (thrown) {
      post({ type: "failed", id, problem: problemOf(thrown) });
    } finally {
      underWay.delete(id);
    }
  };

  const listener = (event: MessageEvent<TrainingCommand>): void => void onMessage(event);
  port.addEventListener("message", listener);
  port.start?.();

  return {
    fail: (thrown) => {
      const problem = problemOf(thrown);
      for (const [id, { abort }] of underWay) {
        post({ type: "failed", id, problem });
        abort.abort();
      }
      underWay.clear();
    },
    close: () => {
      closing.abort();
      port.removeEventListener("message", listener);
      for (const { abort } of underWay.values()) abort.abort();
    },
  };
}

/**
 * Weights are handed over, not copied: nothing here reads them again. A run's best ones stay with it, too. Layers may share
 * weights, which go once.
 */
function buffersIn(event: TrainingEvent): Transferable[] {
  const weights =
    event.type === "run-ended"
      ? event.outcome.model?.checkpoint
      : event.type === "run-checkpoint"
        ? event.checkpoint.weights
        : event.type === "model-read"
          ? event.read.checkpoint
          : undefined;
  return [...new Set((weights?.tensors ?? []).map(({ values }) => values.buffer))];
}
