/**
 * The page's half of the thread boundary: commands go out as promises, events come back through one exhaustive
 * switch. Takes anything that speaks like a `MessagePort`, so that Node tests it against the real other half.
 */
import { type Problem, StudioError } from "../language/studio-error.ts";
import type { Text } from "../language/text.ts";
import type { Project } from "../project/project.ts";
import type { DataSummary, DatasetSummary, RowOrder, RowPage } from "../project/data-summary.ts";
import type { ExportRequest, ExportedFile } from "../project/exported-file.ts";
import type { EvaluatedOn, ModelEvaluation } from "../project/model-evaluation.ts";
import type { ImportRequest, ReadModelFile } from "../project/imported-model.ts";
import type { LanePlan, RacePlan, RaceProgress } from "../project/race.ts";
import type { RateTest } from "../project/rate-test.ts";
import type {
  BackendId,
  BackendInfo,
  Checkpoint,
  HistoryPoint,
  ModelRecord,
  Prediction,
  PredictionRow,
  Preview,
  RunOutcome,
  RunPlan,
  RunProgress,
} from "../project/records.ts";
import type { RunCheckpoint } from "../project/run-checkpoint.ts";
import type { Surface } from "../project/surface.ts";
import type { AddProgress, AddRequest, StoredDataRecord } from "../project/stored-data.ts";
import type { RaceOrder, RunOrder, TrainingCommand, TrainingEvent } from "./protocol.ts";

/** What `Worker` and `MessagePort` have in common. */
export interface TrainingPort {
  postMessage(message: TrainingCommand, transfer: Transferable[]): void;
  addEventListener(type: "message", listener: (event: MessageEvent<TrainingEvent>) => void): void;
  removeEventListener(type: "message", listener: (event: MessageEvent<TrainingEvent>) => void): void;
  /** A `MessagePort` is silent until started. */
  start?(): void;
}

export interface RaceObserver {
  readonly onPreparing: (stage: Text, fraction?: number) => void;
  readonly onRaceStarted: (plan: RacePlan) => void;
  readonly onLane: (laneId: string, plan: LanePlan) => void;
  readonly onRaceProgress: (progress: RaceProgress) => void;
  readonly onRested: () => void;
}

/** What a run or request says on its way to its end. */
export interface TrainingObserver extends Partial<RaceObserver> {
  readonly onText?: (pieces: readonly string[]) => void;
  readonly onData?: (progress: AddProgress) => void;
  readonly onStarted?: (plan: RunPlan) => void;
  readonly onProgress?: (points: readonly HistoryPoint[], progress: RunProgress, preview?: Preview) => void;
  readonly onCheckpoint?: (checkpoint: RunCheckpoint, isPaused: boolean) => void;
}

type Answer =
  | { readonly type: "race" }
  | { readonly type: "pong" }
  | { readonly type: "run"; readonly outcome: RunOutcome }
  | { readonly type: "rate"; readonly test: RateTest }
  | { readonly type: "surface"; readonly surface: Surface }
  | { readonly type: "dataset"; readonly summary: DatasetSummary }
  | { readonly type: "rows"; readonly page: RowPage }
  | { readonly type: "data"; readonly summary: DataSummary }
  | { readonly type: "added"; readonly record: StoredDataRecord }
  | { readonly type: "predictions"; readonly predictions: readonly Prediction[] }
  | { readonly type: "evaluation"; readonly evaluation: ModelEvaluation }
  | { readonly type: "exported"; readonly exported: ExportedFile }
  | { readonly type: "read"; readonly read: ReadModelFile }
  | { readonly type: "texts"; readonly texts: readonly string[] }
  | { readonly type: "backends"; readonly backends: readonly BackendInfo[] };

interface Pending {
  readonly observer: TrainingObserver;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: StudioError) => void;
}

export class TrainingClient {
  readonly #port: TrainingPort;
  readonly #pending = new Map<string, Pending>();
  readonly #onMessage = (event: MessageEvent<TrainingEvent>): void => this.#receive(event.data);
  #requests = 0;
  #closedBy: Problem | null = null;

  constructor(port: TrainingPort) {
    this.#port = port;
    port.addEventListener("message", this.#onMessage);
    port.start?.();
  }

  /** Resolves when the run has ended, however it did; rejects when it failed on the other side. */
  async startRun(
    run: Omit<Extract<TrainingCommand, { type: "start-run" }>, "type">,
    observer: TrainingObserver,
  ): Promise<RunOutcome> {
    const answer = await this.#ask({ type: "start-run", ...run }, observer);
    if (answer.type !== "run") throw outOfTurn("start-run", answer.type);
    return answer.outcome;
  }

  /** Asks a run to stop, rest, do one step or go on, once the step under way is done. */
  steerRun(id: string, order: RunOrder): void {
    this.#send({ type: "steer-run", id, order });
  }

  /** Resolves when the race has ended or was stopped; rejects when it failed on the other side. */
  async startRace(
    race: Omit<Extract<TrainingCommand, { type: "start-race" }>, "type">,
    observer: RaceObserver,
  ): Promise<void> {
    const answer = await this.#ask({ type: "start-race", ...race }, observer);
    if (answer.type !== "race") throw outOfTurn("start-race", answer.type);
  }

  /** As `steerRun`. */
  steerRace(id: string, order: RaceOrder): void {
    this.#send({ type: "steer-race", id, order });
  }

  /** Resolves when the thread turns to its messages. */
  async ping(): Promise<void> {
    await this.#ask({ type: "ping", id: this.#nextId() }, {});
  }

  async findRate(
    asked: Omit<Extract<TrainingCommand, { type: "find-rate" }>, "type" | "id">,
    observer: TrainingObserver = {},
  ): Promise<RateTest> {
    const answer = await this.#ask({ type: "find-rate", id: this.#nextId(), ...asked }, observer);
    if (answer.type !== "rate") throw outOfTurn("find-rate", answer.type);
    return answer.test;
  }

  async drawSurface(
    asked: Omit<Extract<TrainingCommand, { type: "draw-surface" }>, "type" | "id">,
    observer: TrainingObserver,
  ): Promise<Surface> {
    const answer = await this.#ask({ type: "draw-surface", id: this.#nextId(), ...asked }, observer);
    if (answer.type !== "surface") throw outOfTurn("draw-surface", answer.type);
    return answer.surface;
  }

  async describeDataset(data: Project["data"], observer: TrainingObserver = {}): Promise<DatasetSummary> {
    const answer = await this.#ask({ type: "describe-dataset", id: this.#nextId(), data }, observer);
    if (answer.type !== "dataset") throw outOfTurn("describe-dataset", answer.type);
    return answer.summary;
  }

  /** `count` rows from the `from`th of the order on; null is the data set's own. */
  async readRows(data: Project["data"], from: number, count: number, order: RowOrder | null): Promise<RowPage> {
    const answer = await this.#ask({ type: "read-rows", id: this.#nextId(), data, from, count, order }, {});
    if (answer.type !== "rows") throw outOfTurn("read-rows", answer.type);
    return answer.page;
  }

  async readPlaces(data: Project["data"], places: readonly number[], columns: readonly string[]): Promise<RowPage> {
    const answer = await this.#ask({ type: "read-places", id: this.#nextId(), data, places, columns }, {});
    if (answer.type !== "rows") throw outOfTurn("read-places", answer.type);
    return answer.page;
  }

  async describeData(data: Project["data"], observer: TrainingObserver = {}): Promise<DataSummary> {
    const answer = await this.#ask({ type: "describe-data", id: this.#nextId(), data }, observer);
    if (answer.type !== "data") throw outOfTurn("describe-data", answer.type);
    return answer.summary;
  }

  /** Aborting `signal` rejects when the thread has put everything back as it was. */
  async addData(
    request: AddRequest,
    signal: AbortSignal,
    onProgress: (progress: AddProgress) => void,
  ): Promise<StoredDataRecord> {
    const asked = { type: "add-data", id: this.#nextId(), request } as const;
    const answer = await this.#askUntil(signal, asked, { onData: onProgress });
    if (answer.type !== "added") throw outOfTurn("add-data", answer.type);
    return answer.record;
  }

  /** Aborting `signal` rejects as soon as the thread has given it up. */
  async evaluate(
    model: ModelRecord,
    checkpoint: Checkpoint,
    on: EvaluatedOn,
    at: { readonly signal: AbortSignal; readonly observer: TrainingObserver },
  ): Promise<ModelEvaluation> {
    const asked = { type: "evaluate", id: this.#nextId(), model, checkpoint, on } as const;
    const answer = await this.#askUntil(at.signal, asked, at.observer);
    if (answer.type !== "evaluation") throw outOfTurn("evaluate", answer.type);
    return answer.evaluation;
  }

  /** The checkpoint's numbers are handed over: they are gone from here. */
  async exportModel(
    request: ExportRequest,
    onPreparing: TrainingObserver["onPreparing"] = () => undefined,
  ): Promise<ExportedFile> {
    const command = { type: "export-model", id: this.#nextId(), request } as const;
    const buffers = new Set(request.checkpoint.tensors.map(({ values }) => values.buffer));
    const answer = await this.#ask(command, { onPreparing }, [...buffers]);
    if (answer.type !== "exported") throw outOfTurn("export-model", answer.type);
    return answer.exported;
  }

  async importModel(request: ImportRequest): Promise<ReadModelFile> {
    const answer = await this.#ask({ type: "import-model", id: this.#nextId(), request }, {});
    if (answer.type !== "read") throw outOfTurn("import-model", answer.type);
    return answer.read;
  }

  /** Aborting `signal` resolves with what is written by then. */
  async writeTexts(
    asked: Omit<Extract<TrainingCommand, { type: "write-texts" }>, "type" | "id">,
    signal: AbortSignal,
    onText: (pieces: readonly string[]) => void,
  ): Promise<readonly string[]> {
    const command = { type: "write-texts", id: this.#nextId(), ...asked } as const;
    const answer = await this.#askUntil(signal, command, { onText });
    if (answer.type !== "texts") throw outOfTurn("write-texts", answer.type);
    return answer.texts;
  }

  async predict(
    model: ModelRecord,
    checkpoint: Checkpoint,
    rows: readonly PredictionRow[],
  ): Promise<readonly Prediction[]> {
    const answer = await this.#ask({ type: "predict", id: this.#nextId(), model, checkpoint, rows }, {});
    if (answer.type !== "predictions") throw outOfTurn("predict", answer.type);
    return answer.predictions;
  }

  async measureBackends(backends: readonly BackendId[], isFirstLook: boolean): Promise<readonly BackendInfo[]> {
    const answer = await this.#ask({ type: "measure-backends", id: this.#nextId(), backends, isFirstLook }, {});
    if (answer.type !== "backends") throw outOfTurn("measure-backends", answer.type);
    return answer.backends;
  }

  /** The thread is gone; another one must be opened. */
  get isClosed(): boolean {
    return this.#closedBy !== null;
  }

  /** Ends everything that is under way, and whatever is asked from now on, with this problem: the thread is gone. */
  close(problem: Problem): void {
    this.#closedBy ??= problem;
    this.#port.removeEventListener("message", this.#onMessage);
    for (const { reject } of this.#pending.values()) reject(new StudioError(problem));
    this.#pending.clear();
  }

  #nextId(): string {
    this.#requests += 1;
    return `request-${this.#requests}`;
  }

  #send(command: TrainingCommand, transfer: Transferable[] = []): void {
    if (this.#closedBy === null) this.#port.postMessage(command, transfer);
  }

  #ask(command: TrainingCommand, observer: TrainingObserver, transfer: Transferable[] = []): Promise<Answer> {
    if (this.#closedBy !== null) return Promise.reject(new StudioError(this.#closedBy));
    return new Promise((resolve, reject) => {
      this.#pending.set(command.id, { observer, resolve, reject });
      try {
        this.#send(command, transfer);
      } catch (error) {
        // What cannot be cloned (a function in a row, say) throws here and would leave the promise open.
        this.#pending.delete(command.id);
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    });
  }

  /** Tells the thread to give it up when `signal` aborts. */
  async #askUntil(signal: AbortSignal, command: TrainingCommand, observer: TrainingObserver): Promise<Answer> {
    const cancel = (): void => this.#send({ type: "cancel", id: command.id });
    signal.addEventListener("abort", cancel, { once: true });
    try {
      const asked = this.#ask(command, observer);
      if (signal.aborted) cancel();
      return await asked;
    } finally {
      signal.removeEventListener("abort", cancel);
    }
  }

  #receive(event: TrainingEvent): void {
    const pending = this.#pending.get(event.id);
    // An answer nobody waits for any more: its asker has given up.
    if (pending === undefined) return;
    switch (event.type) {
      case "run-preparing":
        pending.observer.onPreparing?.(event.stage, event.fraction);
        return;
      case "run-started":
        pending.observer.onStarted?.(event.plan);
        return;
      case "run-progress":
        pending.observer.onProgress?.(event.points, event.progress, event.preview);
        return;
      case "run-checkpoint":
        pending.observer.onCheckpoint?.(event.checkpoint, event.isPaused);
        return;
      case "run-ended":
        return this.#settle(event.id, { type: "run", outcome: event.outcome });
      case "race-started":
        pending.observer.onRaceStarted?.(event.plan);
        return;
      case "race-lane":
        pending.observer.onLane?.(event.laneId, event.plan);
        return;
      case "race-progress":
        pending.observer.onRaceProgress?.(event.progress);
        return;
      case "race-rested":
        pending.observer.onRested?.();
        return;
      case "race-ended":
        return this.#settle(event.id, { type: "race" });
      case "rate-found":
        return this.#settle(event.id, { type: "rate", test: event.test });
      case "surface-drawn":
        return this.#settle(event.id, { type: "surface", surface: event.surface });
      case "dataset-described":
        return this.#settle(event.id, { type: "dataset", summary: event.summary });
      case "rows-read":
        return this.#settle(event.id, { type: "rows", page: event.page });
      case "data-described":
        return this.#settle(event.id, { type: "data", summary: event.summary });
      case "data-progress":
        pending.observer.onData?.(event.progress);
        return;
      case "data-added":
        return this.#settle(event.id, { type: "added", record: event.record });
      case "predicted":
        return this.#settle(event.id, { type: "predictions", predictions: event.predictions });
      case "evaluated":
        return this.#settle(event.id, { type: "evaluation", evaluation: event.evaluation });
      case "model-exported":
        return this.#settle(event.id, { type: "exported", exported: event.exported });
      case "model-read":
        return this.#settle(event.id, { type: "read", read: event.read });
      case "texts-grown":
        pending.observer.onText?.(event.pieces);
        return;
      case "texts-written":
        return this.#settle(event.id, { type: "texts", texts: event.texts });
      case "backends-measured":
        return this.#settle(event.id, { type: "backends", backends: event.backends });
      case "pong":
        return this.#settle(event.id, { type: "pong" });
      case "failed":
        this.#pending.delete(event.id);
        return pending.reject(new StudioError(event.problem));
      default:
        return event satisfies never;
    }
  }

  #settle(id: string, answer: Answer): void {
    this.#pending.get(id)?.resolve(answer);
    this.#pending.delete(id);
  }
}

function outOfTurn(asked: string, answered: string): Error {
  return new Error(`The training thread answered ${asked} with ${answered}`);
}
