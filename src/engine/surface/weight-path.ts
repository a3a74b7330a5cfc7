/** Keeps the weights along the way of a run, or of a lane of a race, for the picture of the loss around it. */
import type { Checkpoint } from "../../project/records.ts";
import type { PathStore, WeightPoint } from "../../project/weight-path.ts";
import type { ModelProgram } from "../model-program.ts";

/** As many as a picture shows. */
const MOST_POINTS = 120;
/** As few as still make a way. */
const ENOUGH_POINTS = 10;
/** Of a run, or of all lanes of a race together. */
const BUDGET_BYTES = 32 * 2 ** 20;
/** Between two times that it is stored; at first sooner, for somebody who asks for the surface of what has just begun. */
const KEEP_MS = 10_000;
const FIRST_KEEP_MS = 1500;

/** Whose path it is, and where it is kept. */
export interface PathPlace {
  readonly store: PathStore;
  readonly id: string;
  readonly lane: string;
  readonly program: ModelProgram;
}

interface PathPace {
  readonly steps: number;
  readonly lanes?: number;
  readonly restsEvery?: number;
}

export class WeightPath {
  readonly #at: PathPlace;
  readonly #most: number;
  /** Steps between two points; doubles when there are too many, and every other one goes. */
  #every: number;
  #points: WeightPoint[] = [];
  #unkept: WeightPoint[] = [];
  /** Nothing is kept of it: it is too large, or the browser has no room. */
  #isGivenUp: boolean;
  #dueAt = -Infinity;
  #keepMs = FIRST_KEEP_MS;

  /**
   * `steps`: of the way, as far as it is known. `lanes` share the budget. `restsEvery`: steps after which the run rests
   * anyway; where that is often enough, points cost no rests of their own.
   */
  constructor(at: PathPlace, { steps, lanes = 1, restsEvery = 1 }: PathPace) {
    this.#at = at;
    this.#most = Math.min(MOST_POINTS, Math.floor(BUDGET_BYTES / (4 * sizeOf(at.program) * lanes)));
    const every = Math.max(1, Math.ceil(steps / Math.max(1, this.#most)));
    this.#every = restsEvery * ENOUGH_POINTS <= steps ? restsEvery * Math.ceil(every / restsEvery) : every;
    this.#isGivenUp = this.#most < 1;
  }

  /** What an earlier thread has kept of it, up to the step that it goes on from. */
  async goOnFrom(step: number): Promise<void> {
    await this.#trying(async () => {
      const kept = await this.#at.store.read(this.#at.id);
      this.#points = (kept.get(this.#at.lane) ?? []).filter((point) => point.step <= step);
      const [first, second] = this.#points;
      if (first !== undefined && second !== undefined) this.#every = Math.max(this.#every, second.step - first.step);
    });
  }

  /** Steps from `step` to the next point; infinite when none comes. */
  stepsToNext(step: number): number {
    if (this.#isGivenUp) return Infinity;
    const last = this.#points.at(-1);
    return last === undefined ? 0 : Math.max(0, last.step + this.#every - step);
  }

  add(checkpoint: Checkpoint): void {
    this.#put(checkpoint);
    if (this.#points.length <= this.#most) return;
    this.#points = this.#points.filter((_, index) => index % 2 === 0);
    this.#every *= 2;
  }

  /** Where the way ends, however near the point before. */
  end(checkpoint: Checkpoint): void {
    if (this.#points.at(-1)?.step !== checkpoint.step) this.#put(checkpoint);
  }

  #put({ step, tensors }: Checkpoint): void {
    if (this.#isGivenUp) return;
    const point = { step, values: flatWeights(this.#at.program, tensors) };
    this.#points.push(point);
    this.#unkept.push(point);
  }

  /** Stores what is new where that is due: when first called, and after ever longer times. */
  async keepWhenDue(now: number): Promise<void> {
    if (now < this.#dueAt) return;
    this.#dueAt = now + this.#keepMs;
    this.#keepMs = Math.min(KEEP_MS, 2 * this.#keepMs);
    await this.keep();
  }

  /** Stores what is new. A browser without room for it keeps no path, and the run goes on. */
  async keep(): Promise<void> {
    if (this.#isGivenUp || this.#unkept.length === 0) return;
    const standing = new Set(this.#points);
    const added = this.#unkept.filter((point) => standing.has(point));
    this.#unkept = [];
    const { store, id, lane } = this.#at;
    await this.#trying(() =>
      store.keep(
        id,
        lane,
        added,
        Array.from(standing, ({ step }) => step),
      ),
    );
  }

  async #trying(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch {
      // Training does not end for want of a picture; who asks for it is told that there is no path.
      this.#isGivenUp = true;
      this.#points = [];
      this.#unkept = [];
    }
  }
}

/** Parameters in the order of the program, then the layers' state. */
function tensorsOf({ parameters, state }: ModelProgram) {
  return [
    ...parameters.map(({ path, shape }) => ({ name: `parameter/${path}`, shape })),
    ...state.map(({ path, shape }) => ({ name: `state/${path}`, shape })),
  ];
}

const lengthOf = (shape: readonly number[]): number => shape.reduce((size, side) => size * side, 1);

function sizeOf(program: ModelProgram): number {
  return tensorsOf(program).reduce((size, { shape }) => size + lengthOf(shape), 0);
}

export function flatWeights(program: ModelProgram, tensors: Checkpoint["tensors"]): WeightPoint["values"] {
  const named = new Map(tensors.map(({ name, values }) => [name, values]));
  const flat = new Float32Array(sizeOf(program));
  let at = 0;
  for (const { name, shape } of tensorsOf(program)) {
    flat.set(named.get(name)!, at);
    at += lengthOf(shape);
  }
  return flat;
}

/** The way back. */
export function tensorsFromFlat(program: ModelProgram, flat: Float32Array): Checkpoint["tensors"] {
  let at = 0;
  return tensorsOf(program).map(({ name, shape }) => {
    const from = at;
    at += lengthOf(shape);
    return { name, shape, values: flat.subarray(from, at) };
  });
}
