/** One training step on `Ops`: forward, loss, gradients by the tape, metrics; whole, or in parts that add up to it. */
import type { Ops, Tensor } from "../../tensor/ops.ts";
import { differentiate } from "../../tensor/differentiate.ts";
import { dispose, keep, scoped, upload } from "../../tensor/scope.ts";
import { type Lesson, answersOf, byExample, lessonOf } from "../lesson.ts";
import type { Sums } from "../trainer.ts";
import type { Batch } from "./batches.ts";
import type { Generation } from "./generation.ts";
import type { TrainingSetup } from "./training-setup.ts";

/** Vectors [size] that are `value` for the first `count` examples and 0 for the padding; few, so they are kept. */
export class WeightTensors {
  readonly #held = new Map<string, Tensor>();

  of(size: number, count: number, value: number): Tensor {
    const key = `${size}/${count}/${value}`;
    const held = this.#held.get(key);
    if (held !== undefined) return held;
    const tensor = keep(upload(new Float32Array(size).fill(value, 0, count), [size]));
    this.#held.set(key, tensor);
    return tensor;
  }

  dispose(): void {
    dispose(this.#held.values());
    this.#held.clear();
  }
}

/** A batch on the device; the scope around frees it. */
export function place(batch: Batch, example: readonly number[]): { readonly inputs: Tensor; readonly targets: Tensor } {
  return { inputs: upload(batch.inputs, [batch.size, ...example]), targets: placeTargets(batch.targets) };
}

function placeTargets(targets: Batch["targets"]): Tensor {
  return upload(targets, targets instanceof Int32Array ? [targets.length] : [targets.length, 1]);
}

/** What each example's loss is multiplied with, so that a step's losses add up to their mean over `total` examples. */
function sharesOf({ size, count, weights: own }: Batch, weights: WeightTensors, total: number): Tensor {
  return own === null
    ? weights.of(size, count, 1 / total)
    : upload(
        own.map((weight) => weight / total),
        [size],
      );
}

function mixedInto({ mixed, size }: Batch, total: number): { readonly targets: Tensor; readonly share: Tensor } | null {
  if (mixed === null) return null;
  const share = mixed.weights.map((weight) => weight / total);
  return { targets: placeTargets(mixed.targets), share: upload(share, [size]) };
}

/** The loss of each example, [n]. */
export function lossesOf(ops: Ops, setup: Pick<TrainingSetup, "loss" | "teaching">, y: Tensor, lesson: Lesson): Tensor {
  return byExample(ops, lesson, setup.loss(ops, answersOf(ops, setup.teaching, y), lesson.targets));
}

/**
 * [loss sum / total, then each metric term's sum, then what the answers weighed where they do not weigh 1 each]: read on
 * the host by `sumsFrom` and `measuresOf`.
 */
export function report(
  ops: Ops,
  setup: Pick<TrainingSetup, "numbers" | "metrics" | "teaching">,
  at: { loss: Tensor; prediction: Tensor; lesson: Lesson; mask: Tensor; isPadded: boolean },
): Tensor {
  const { numbers } = setup;
  const { lesson } = at;
  const measured = (taught: Tensor) =>
    numbers === null ? taught : ops.multiply(ops.subtract(taught, numbers.centre), numbers.deviation);
  const [prediction, targets] = [measured(answersOf(ops, setup.teaching, at.prediction)), measured(lesson.targets)];
  const added = (values: Tensor) => ops.sum(at.isPadded ? ops.multiply(values, at.mask) : values);
  const sums = setup.metrics.flatMap(({ metric }) => {
    const perExample = metric.perExample(ops, prediction, targets);
    return metric.terms.map((term) => added(byExample(ops, lesson, perExample[term]!)));
  });
  const weighed = lesson.weights === null ? [] : [added(ops.sum(lesson.weights, [1]))];
  return ops.concat(
    [at.loss, ...sums, ...weighed].map((sum) => ops.reshape(sum, [1])),
    0,
  );
}

/** The loss and so many terms of `values` as `report` wrote them, where its loss was divided by `total`. */
export function sumsFrom(values: Float32Array, examples: number, total: number, count = values.length - 1): Sums {
  const terms: number[] = [];
  for (let at = 1; at <= count; at++) terms.push(values[at]!);
  return { examples, loss: values[0]! * total, terms };
}

/**
 * Loss and gradients of `batch`, as its share of a step over `total` examples: sum(w_i l_i) / total. Gradients are of
 * the setup's units, in their order, and like the loss have the regularizers' share in them. Everything that comes back is kept; the caller disposes it.
 */
export function learnFrom(
  ops: Ops,
  setup: TrainingSetup,
  generation: Pick<Generation, "step" | "parameters" | "state">,
  batch: Batch,
  weights: WeightTensors,
  at: { readonly total: number; readonly part: number },
): { readonly gradients: readonly Tensor[]; readonly report: Tensor; readonly state: Generation["state"] } {
  return scoped(() => {
    const placed = place(batch, setup.program.plan.input);
    const lesson = lessonOf(ops, setup.teaching, placed.inputs, placed.targets);
    const share = sharesOf(batch, weights, at.total);
    const others = mixedInto(batch, at.total);
    const isPadded = batch.count < batch.size;
    const mask = weights.of(batch.size, batch.count, 1);
    const context = {
      training: true,
      seed: setup.seed,
      step: generation.step + 1,
      part: at.part,
      frozen: setup.frozen,
      ...(isPadded ? { real: mask } : {}),
    };
    // Set by the tape's one call below.
    let prediction: Tensor | undefined;
    let state = generation.state;
    const parameters = setup.units.map(({ path }) => generation.parameters.get(path)!);
    const { value, gradients } = differentiate(() => {
      const done = setup.program.forward(ops, generation, lesson.inputs, context);
      prediction = keep(done.y);
      state = done.state;
      for (const tensor of state.values()) keep(tensor);
      const own = ops.sum(ops.multiply(lossesOf(ops, setup, done.y, lesson), share));
      const loss =
        others === null
          ? own
          : ops.add(own, ops.sum(ops.multiply(lossesOf(ops, setup, done.y, { ...lesson, ...others }), others.share)));
      const penalty = setup.program.penalty(ops, generation.parameters);
      return penalty === null ? loss : ops.add(loss, ops.multiply(penalty, batch.count / at.total));
    }, parameters);
    const done = report(ops, setup, { loss: value, prediction: prediction!, lesson, mask, isPadded });
    dispose([prediction!]);
    return { gradients: gradients.map((gradient) => keep(gradient)), report: keep(done), state };
  });
}
