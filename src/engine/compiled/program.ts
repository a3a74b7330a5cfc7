/** A recorded step: what it reads, what it changes, what it tells. Made by `record-training.ts`, run by a machine. */
import { type Node, reachable } from "./graph.ts";

export interface Program {
  /** Examples in a step; a step with fewer is filled up with rows that weigh nothing. */
  readonly batch: number;
  /** Numbers in an example. */
  readonly exampleSize: number;
  /** Whether examples come with each step instead of from the data set. */
  readonly isGiven: boolean;
  /** New values of variables, all of them from the old ones. */
  readonly assignments: readonly { readonly variable: string; readonly value: Node }[];
  /** Float32 [any], given back after each step. */
  readonly report: Node;
  /** Names of the numbers that a step's record has, in its order. */
  readonly numbers: readonly string[];
  /** Streams of random draws whose keys a step's record has, in its order. */
  readonly streams: readonly number[];
}

/** All that differs from one step to the next. */
export interface StepRecord {
  readonly numbers: readonly number[];
  /** Two 32-bit words a stream. */
  readonly keys: readonly (readonly [number, number])[];
  /** As many as the program's batch. */
  readonly rows: Int32Array;
  /** Where its examples are among those that come with the steps, for a program that takes them; left out: at `rows`. */
  readonly given?: Int32Array;
}

/** Bytes of examples that come with the steps of one submission, unless one step has more. */
const GIVEN_BYTES = 2 ** 22;

/** Bytes of examples that come with a step. */
export function givenBytes({ isGiven, batch, exampleSize }: Program): number {
  return isGiven ? 4 * batch * exampleSize : 0;
}

/** How many steps' examples come at once, for a program that takes them. */
export function givenSteps(program: Program): number {
  return program.isGiven ? Math.max(1, Math.floor(GIVEN_BYTES / givenBytes(program))) : Infinity;
}

export function programOf(
  parts: Pick<Program, "batch" | "assignments" | "report"> & { readonly isGiven?: boolean },
): Program {
  const nodes = reachable(rootsOf(parts));
  const ops = nodes.map(({ op }) => op);
  const examples = nodes.find(({ op }) => op.kind === "examples");
  return {
    isGiven: false,
    ...parts,
    exampleSize: examples === undefined ? 0 : examples.size / parts.batch,
    numbers: ops.flatMap((op) => (op.kind === "number" ? [op.name] : [])),
    streams: [...new Set(ops.flatMap((op) => (op.kind === "random" ? [op.stream] : [])))],
  };
}

export function rootsOf({ assignments, report }: Pick<Program, "assignments" | "report">): readonly Node[] {
  return [...assignments.map(({ value }) => value), report];
}

/** The same for programs that compute the same, whatever numbers their steps are given: networks that can run side by side. */
export function programKey(program: Program): string {
  const { batch, isGiven, numbers, streams, assignments, report } = program;
  const nodes = reachable(rootsOf(program));
  const place = new Map(nodes.map((node, at) => [node, at]));
  const written = nodes.map(({ op, inputs, shape }) => [op, inputs.map((input) => place.get(input)), shape]);
  const results = assignments.map(({ variable, value }) => [variable, place.get(value)]);
  return JSON.stringify([batch, isGiven, numbers, streams, written, results, place.get(report)]);
}
