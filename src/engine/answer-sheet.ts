/** Gathers what a model gives for the rows of a part, chunk by chunk, for what looks at all of them together. */
import type { Answers, ClassAnswers } from "../catalog/metrics/metric.ts";
import { sizeOf } from "../catalog/layers/layer.ts";
import type { Target } from "../project/records.ts";
import { scaleOf } from "./data/target-scale.ts";
import type { TrainingSetup } from "./reference/training-setup.ts";
import { joined } from "../tensor/join-arrays.ts";

/** Numbers that are held at most, so that no part is too large; probabilities in double take 64 MB then. */
const MOST_NUMBERS = 2 ** 23;

export interface SheetData {
  readonly target: Target;
  /** By row, as the network is taught. */
  readonly targets: Int32Array | Float32Array;
}

export class AnswerSheet {
  readonly #data: SheetData;
  readonly #outputs: number;
  /** Of a part too large to be held, every so many-th chunk is. */
  readonly #every: number;
  readonly #chunks: { readonly rows: Int32Array; readonly values: Float32Array }[] = [];
  #seen = 0;

  /** For a part of so many `rows`, of so many `outputs` each. */
  constructor(data: SheetData, rows: number, outputs: number, most = MOST_NUMBERS) {
    this.#data = data;
    this.#outputs = outputs;
    this.#every = Math.max(1, Math.ceil((rows * outputs) / most));
  }

  /** Whether the next chunk will be held: one that will not need not be read back. */
  get isWanted(): boolean {
    return this.#seen % this.#every === 0;
  }

  /** `values`: the network's own outputs, [rows, outputs] row-major; more rows than these are padding. */
  add(rows: Int32Array, values: Float32Array): void {
    if (this.isWanted) this.#chunks.push({ rows, values: values.slice(0, rows.length * this.#outputs) });
    this.#seen++;
  }

  /** The rows that are held, in the order of the answers. */
  rows(): Int32Array {
    return joined(
      Int32Array,
      this.#chunks.map(({ rows }) => rows),
    );
  }

  /** In double precision: probabilities of classes, numbers in the target's own unit. */
  answers(): Answers {
    const { target, targets } = this.#data;
    const rows = this.rows();
    const values = joined(
      Float64Array,
      this.#chunks.map((chunk) => chunk.values),
    );
    if (target.task === "classification") {
      return classAnswers(
        Int32Array.from(rows, (row) => targets[row]!),
        values,
        this.#outputs,
      );
    }
    // What is told of texts and of what a model gives back are sums over examples.
    if (target.task !== "regression") throw new Error(`No answers of ${target.task} are gathered`);
    const { mean, deviation } = scaleOf(target);
    const own = (value: number) => mean + deviation * value;
    return {
      task: "regression",
      truths: Float64Array.from(rows, (row) => own(targets[row]!)),
      values: values.map(own),
    };
  }
}

/** A sheet for a part's rows; null where no metric needs one. */
export function sheetFor(
  { wholeMetrics, program }: Pick<TrainingSetup, "wholeMetrics" | "program">,
  data: SheetData,
  rows: Int32Array,
): AnswerSheet | null {
  return wholeMetrics.length === 0 ? null : new AnswerSheet(data, rows.length, sizeOf(program.plan.output));
}

/** The softmax of logits, which become the probabilities in place. */
function classAnswers(truths: Int32Array, logits: Float64Array, classes: number): ClassAnswers {
  const predicted = new Int32Array(truths.length);
  const surprises = new Float64Array(truths.length);
  for (let row = 0; row < truths.length; row++) {
    const own = logits.subarray(row * classes, (row + 1) * classes);
    let best = 0;
    for (let each = 1; each < classes; each++) if (own[each]! > own[best]!) best = each;
    const top = own[best]!;
    const right = own[truths[row]!]!;
    let sum = 0;
    for (let each = 0; each < classes; each++) sum += own[each] = Math.exp(own[each]! - top);
    for (let each = 0; each < classes; each++) own[each]! /= sum;
    predicted[row] = best;
    surprises[row] = top - right + Math.log(sum);
  }
  return { task: "classification", classes, truths, predicted, probabilities: logits, surprises };
}
