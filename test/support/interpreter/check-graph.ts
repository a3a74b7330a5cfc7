/** A recorded operation and its recorded gradient, interpreted in double precision. */
import { type Node } from "../../../src/engine/compiled/graph.ts";
import { planProgram } from "../../../src/engine/compiled/plan/plan.ts";
import { programOf } from "../../../src/engine/compiled/program.ts";
import { Recorder, nodeOf } from "../../../src/engine/compiled/record-ops.ts";
import { gradientsOf } from "../../../src/engine/compiled/reverse.ts";
import { RandomStream } from "../../../src/tensor/random.ts";
import type { OpsCase } from "../ops-case.ts";
import { interpret } from "./interpret.ts";
import { runPlan } from "./run-plan.ts";
import type { Values } from "./sliding.ts";

type Recorded = Pick<OpsCase, "inputs" | "compute">;

/** Records `build` over variables of these shapes and gives what comes out, flat. */
export function evaluated(
  shapes: readonly (readonly number[])[],
  values: readonly Values[],
  build: (ops: Recorder, inputs: readonly Node[]) => Node,
): Values {
  const ops = new Recorder();
  const report = build(ops, sources(ops, shapes));
  const program = programOf({ batch: 1, assignments: [], report });
  const variables = new Map(values.map((each, index) => [String(index), each]));
  const record = { numbers: [], keys: [], rows: Int32Array.of(0) };
  return interpret(program, record, { variables, examples: new Float64Array(), targets: [] }).report;
}

/** The result and the gradients of its sum of squares, end to end. */
export const withGradients =
  ({ compute }: Pick<OpsCase, "compute">) =>
  (ops: Recorder, inputs: readonly Node[]): Node => {
    const y = nodeOf(compute(ops, inputs));
    const slopes = gradientsOf(ops, ops.sum(ops.square(y)), inputs);
    return ops.concat(
      [y, ...slopes].map((node) => ops.reshape(node, [node.size])),
      0,
    );
  };

/** The same by kernels as planned, in single precision. */
export function planned(
  shapes: readonly (readonly number[])[],
  values: readonly Float32Array[],
  build: (ops: Recorder, inputs: readonly Node[]) => Node,
): Values {
  const ops = new Recorder();
  const program = programOf({ batch: 1, assignments: [], report: build(ops, sources(ops, shapes)) });
  const plan = planProgram(program, new Map(shapes.map((shape, index) => [String(index), shape])));
  const variables = Float32Array.from(values.flatMap((each) => [...each]));
  const record = { numbers: [], keys: [], rows: Int32Array.of(0) };
  return runPlan(plan, record, { variables, examples: [], targets: [] });
}

/** Largest difference between a recorded gradient and central differences, relative to the larger of 1 and the latter. */
export function recordedGradientError(each: Recorded, values: readonly Values[], skipped: readonly number[]): number {
  const weigh = (ops: Recorder, inputs: readonly Node[]) => {
    const y = nodeOf(each.compute(ops, inputs));
    const random = new RandomStream(6, 6);
    const weights = Float32Array.from({ length: y.size }, () => 2 * random.nextUniform() - 1);
    return ops.sum(ops.multiply(ops.reshape(y, [y.size]), ops.constant(weights, [y.size])));
  };
  const loss = (at: readonly Values[]) => evaluated(each.inputs, at, weigh)[0]!;
  let worst = 0;
  for (const [which, input] of values.entries()) {
    if (skipped.includes(which)) continue;
    const gradient = evaluated(each.inputs, values, (ops, inputs) => {
      return gradientsOf(ops, weigh(ops, inputs), [inputs[which]!])[0]!;
    });
    for (let at = 0; at < input.length; at++) {
      const moved = (by: number) =>
        loss(values.map((other, index) => (index === which ? other.with(at, other[at]! + by) : other)));
      const slope = (moved(STEP) - moved(-STEP)) / (2 * STEP);
      worst = Math.max(worst, Math.abs(gradient[at]! - slope) / Math.max(1, Math.abs(slope)));
    }
  }
  return worst;
}

const STEP = 2 ** -17;

function sources(ops: Recorder, shapes: readonly (readonly number[])[]): readonly Node[] {
  return shapes.map((shape, index) => ops.source({ kind: "variable", name: String(index) }, shape));
}
