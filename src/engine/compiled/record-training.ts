/** Records what a trainer does: a whole training step, a look at loss and metrics, an answer. */
import { constrained } from "../../catalog/layers/constraints.ts";
import type { TrainingSetup } from "../reference/training-setup.ts";
import { clipped, globalNorm } from "../reference/clip.ts";
import { type Lesson, lessonOf } from "../lesson.ts";
import { lossesOf, report } from "../reference/learn.ts";
import { sizeOf } from "../../catalog/layers/layer.ts";
import type { TensorMap } from "../model-program.ts";
import type { Node } from "./graph.ts";
import { type Group, type Layout, hyperNodes, slotNodes, stateNodes, sumOf } from "./layout.ts";
import { type Program, programOf } from "./program.ts";
import { Recorder, nodeOf } from "./record-ops.ts";
import { gradientsOf } from "./reverse.ts";

/** Numbers of a step's record that are not the optimizer's. */
export const COUNT = "count";
/** One over the examples that the loss is a mean of. */
export const SHARE = "share";
/** 1 in the first, and in the last, of a step's parts. */
export const FIRST = "first";
export const LAST = "last";

const AT_REST = { training: false, seed: 0, step: 0, part: 0 };

/** What differs between runs of one setup. */
export interface Recording {
  /** Examples come with the steps. */
  readonly isGiven?: boolean;
  /** A step is several records, whose gradients add up and of which the last updates. */
  readonly inParts?: boolean;
  readonly classWeights?: Float32Array | undefined;
}

/** Forward, loss, gradients, clipping, update and metrics of one batch; the report is [loss, terms..., norm where asked]. */
export function recordTraining(
  setup: TrainingSetup,
  layout: Layout,
  batch: number,
  { isGiven = false, inParts = false, classWeights }: Recording = {},
): Program {
  const ops = new Recorder();
  const { program, optimizer } = setup;
  const at = placeBatch(ops, setup, batch);
  const lesson = classWeights === undefined ? at : weighed(ops, at, classWeights);
  const held = layout.groups.map((group) => ops.source({ kind: "variable", name: group.variable }, group.shape));
  const learn = (parameters: readonly Node[]) => {
    const stand = new Map(layout.groups.map(({ variable }, index) => [variable, parameters[index]!]));
    const tensors = modelTensors(setup, slotNodes(ops, layout, stand));
    const done = program.forward(ops, tensors, at.lesson.inputs, {
      ...AT_REST,
      training: true,
      real: at.mask,
      frozen: setup.frozen,
    });
    const loss = wholeLoss(ops, setup, lesson, nodeOf(done.y), tensors.parameters, inParts);
    const units = layout.groups.flatMap((group) => group.units);
    const sources = units.map(({ path }) => nodeOf(tensors.parameters.get(path)!));
    const slopes = gradientsOf(ops, loss, sources);
    const gradients = new Map(units.map(({ path }, index) => [path, slopes[index]!]));
    return { ...done, loss, gradients };
  };
  const joined = (gradients: ReadonlyMap<string, Node>) =>
    layout.groups.map(({ units, shape }) => {
      const parts = units.map(({ path, size }) => ops.reshape(gradients.get(path)!, [size]));
      return ops.reshape(ops.concat(parts, 0), shape);
    });
  const first = learn(held);
  let gradients: ReadonlyMap<string, Node> = first.gradients;
  for (const ascend of setup.ascents) {
    const moved = ascend(ops, held, joined(gradients)).map(nodeOf);
    gradients = learn(moved).gradients;
  }
  const totals = inParts ? layout.groups.map((group, index) => total(ops, group, joined(gradients)[index]!)) : null;
  if (totals !== null) gradients = apart(ops, layout, totals);
  const bounded = joined(setup.clip?.by === "norm" ? clippedEach(ops, setup, gradients) : gradients);
  const final = setup.clip === null || setup.clip.by === "norm" ? bounded : clipped(ops, setup.clip, bounded);
  const updates = layout.groups.flatMap((group, index) => {
    const state = Object.entries(group.state).map(([name, variable]) => {
      const shape = layout.variables.get(variable)!;
      return [name, ops.source({ kind: "variable", name: variable }, shape)] as const;
    });
    const done = optimizer.update(ops, {
      parameter: held[index]!,
      gradient: final[index]!,
      state: Object.fromEntries(state),
      hyper: hyperNodes(ops, optimizer, `${group.rate}/`),
    });
    // A group with a constraint is one parameter, in its own shape.
    const { constraint, unitAxes } = group.units[0]!;
    const parameter = constraint === null ? done.parameter : constrained(ops, constraint, done.parameter, unitAxes);
    return [[group.variable, nodeOf(parameter)] as const, ...stateNodes(group, done.state)];
  });
  const assignments = totals === null ? updates : updatedAtLast(ops, layout, updates, totals);
  const states = [...first.state].map(([path, tensor]) => [`state/${path}`, nodeOf(tensor)] as const);
  const told = tell(ops, setup, at, { loss: first.loss, prediction: nodeOf(first.y) });
  const norm = setup.reportsGradientNorm ? [ops.reshape(globalNorm(ops, joined(gradients)), [1])] : [];
  return programOf({
    batch,
    isGiven,
    report: ops.concat([told, ...norm], 0),
    assignments: [...assignments, ...states].map(([variable, value]) => ({ variable, value })),
  });
}

/**
 * Loss and metrics of one batch: [loss, terms...], and the network's outputs where whole metrics need them. `evaluated`
 * is the optimizer's state in the parameters' place.
 */
export function recordEvaluation(
  setup: TrainingSetup,
  layout: Layout,
  batch: number,
  { evaluated, isGiven }: { readonly evaluated: string | null; readonly isGiven: boolean },
): Program {
  const ops = new Recorder();
  const at = placeBatch(ops, setup, batch);
  const tensors = evaluatedTensors(ops, setup, layout, evaluated);
  const prediction = nodeOf(setup.program.forward(ops, tensors, at.lesson.inputs, AT_REST).y);
  const loss = wholeLoss(ops, setup, at, prediction, tensors.parameters);
  const told = tell(ops, setup, at, { loss, prediction });
  const outputs = setup.wholeMetrics.length === 0 ? [] : [ops.reshape(prediction, [sizeOf(prediction.shape)])];
  return programOf({ batch, isGiven, report: ops.concat([told, ...outputs], 0), assignments: [] });
}

/** The model's outputs, flat [batch * outputs]: probabilities for classes, numbers as they are taught. */
export function recordPrediction(
  setup: TrainingSetup,
  layout: Layout,
  batch: number,
  evaluated: string | null,
): Program {
  const ops = new Recorder();
  const inputs = ops.source({ kind: "examples" }, [batch, ...setup.program.plan.input]);
  const { y } = setup.program.forward(ops, evaluatedTensors(ops, setup, layout, evaluated), inputs, AT_REST);
  const answer = setup.numbers === null ? ops.softmax(y) : y;
  return programOf({ batch, report: ops.reshape(answer, [sizeOf(answer.shape)]), assignments: [], isGiven: true });
}

interface PlacedBatch {
  readonly lesson: Lesson;
  /** As the data has them. */
  readonly targets: Node;
  /** 1 for real examples, 0 for what fills the batch up; and the same times each one's share of the mean. */
  readonly mask: Node;
  readonly share: Node;
}

function placeBatch(ops: Recorder, setup: TrainingSetup, batch: number): PlacedBatch {
  const isClass = setup.numbers === null;
  const place = ops.source({ kind: "count" }, [batch]);
  const mask = ops.cast(ops.greater(numberOf(ops, COUNT), place), "float32");
  const inputs = ops.source({ kind: "examples" }, [batch, ...setup.program.plan.input]);
  const targets = ops.source({ kind: "targets" }, isClass ? [batch] : [batch, 1], isClass ? "int32" : "float32");
  return {
    lesson: lessonOf(ops, setup.teaching, inputs, targets),
    targets,
    mask,
    share: ops.multiply(mask, numberOf(ops, SHARE)),
  };
}

function modelTensors(
  setup: TrainingSetup,
  named: (name: string) => Node,
): { parameters: TensorMap; state: TensorMap } {
  const { parameters, state } = setup.program;
  return {
    parameters: new Map(parameters.map(({ path }) => [path, named(`parameter/${path}`)])),
    state: new Map(state.map(({ path }) => [path, named(`state/${path}`)])),
  };
}

/** The weighed mean over the batch, and what the parameters cost by their regularizers. */
function wholeLoss(
  ops: Recorder,
  setup: TrainingSetup,
  at: PlacedBatch,
  prediction: Node,
  parameters: TensorMap,
  inParts = false,
): Node {
  const mean = ops.sum(ops.multiply(lossesOf(ops, setup, prediction, at.lesson), at.share));
  const penalty = setup.program.penalty(ops, parameters);
  if (penalty === null) return mean;
  return ops.add(
    mean,
    inParts ? ops.multiply(penalty, ops.multiply(numberOf(ops, COUNT), numberOf(ops, SHARE))) : penalty,
  );
}

/** The share of each example times what its class weighs. */
function weighed(ops: Recorder, at: PlacedBatch, classWeights: Float32Array): PlacedBatch {
  const table = ops.constant(classWeights, [classWeights.length]);
  return { ...at, share: ops.multiply(at.share, ops.gather(table, at.targets)) };
}

function numberOf(ops: Recorder, name: string): Node {
  return ops.source({ kind: "number", name }, []);
}

type Update = readonly [string, Node];

/** A group's gradient of this part and of those before it in the step. */
function total(ops: Recorder, { variable, shape }: Group, gradient: Node): Node {
  const before = ops.source({ kind: "variable", name: sumOf(variable) }, shape);
  const isFirst = ops.broadcast(numberOf(ops, FIRST), shape);
  return ops.add(gradient, ops.select(isFirst, ops.zeros(shape), before));
}

/** Gradients by parameter, out of those of groups. */
function apart(ops: Recorder, layout: Layout, totals: readonly Node[]): ReadonlyMap<string, Node> {
  const gradients = new Map<string, Node>();
  layout.groups.forEach(({ units }, index) => {
    const whole = ops.reshape(totals[index]!, [totals[index]!.size]);
    let from = 0;
    for (const { path, shape, size } of units) {
      gradients.set(path, ops.reshape(ops.slice(whole, [from], [size]), shape));
      from += size;
    }
  });
  return gradients;
}

/** Updates that take place in a step's last part, and the sums of gradients, which go on. */
function updatedAtLast(
  ops: Recorder,
  layout: Layout,
  updates: readonly Update[],
  totals: readonly Node[],
): readonly Update[] {
  return [
    ...updates.map(([variable, value]): Update => {
      const { shape } = value;
      const old = ops.source({ kind: "variable", name: variable }, shape);
      return [variable, ops.select(ops.broadcast(numberOf(ops, LAST), shape), value, old)];
    }),
    ...layout.groups.map(({ variable }, index): Update => [sumOf(variable), totals[index]!]),
  ];
}

function tell(
  ops: Recorder,
  setup: TrainingSetup,
  { lesson, mask }: PlacedBatch,
  done: { readonly loss: Node; readonly prediction: Node },
): Node {
  return nodeOf(report(ops, setup, { ...done, lesson, mask, isPadded: true }));
}

/** The model as it is measured and answers. */
function evaluatedTensors(ops: Recorder, setup: TrainingSetup, layout: Layout, evaluated: string | null) {
  const learning = new Set(setup.units.map(({ path }) => path));
  const slot = slotNodes(ops, layout);
  const named = (name: string) => {
    const path = name.slice(name.indexOf("/") + 1);
    const stands = evaluated !== null && name.startsWith("parameter/") && learning.has(path);
    return slot(stands ? `optimizer/${evaluated}/${path}` : name);
  };
  return modelTensors(setup, named);
}

function clippedEach(
  ops: Recorder,
  setup: TrainingSetup,
  gradients: ReadonlyMap<string, Node>,
): ReadonlyMap<string, Node> {
  const { clip } = setup;
  if (clip === null) return gradients;
  const bounded = clipped(ops, clip, [...gradients.values()]);
  return new Map([...gradients.keys()].map((path, index) => [path, nodeOf(bounded[index]!)]));
}
