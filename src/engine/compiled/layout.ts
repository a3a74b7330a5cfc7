/**
 * Where everything that lives from step to step lies. Parameters whose update is the same arithmetic on each number are
 * laid end to end as one vector, and so is each of their optimizer states: however many they are, they are updated as one.
 */
import type { NamedTensors, Optimizer } from "../../catalog/optimizers/optimizer.ts";
import { sizeOf } from "../../catalog/layers/layer.ts";
import type { Shape } from "../../tensor/ops.ts";
import type { ModelProgram } from "../model-program.ts";
import type { Unit } from "../reference/units.ts";
import { type Node, reachable } from "./graph.ts";
import { Recorder, nodeOf } from "./record-ops.ts";

/** A tensor as checkpoints name it, somewhere within a variable. */
export interface Slot {
  readonly name: string;
  readonly shape: Shape;
  readonly variable: string;
  readonly offset: number;
}

/** Parameters that are updated together: one with its own shape (as with any constraint), or several as one vector. */
export interface Group {
  readonly units: readonly Unit[];
  readonly shape: Shape;
  readonly rate: number;
  readonly variable: string;
  /** Variables of the optimizer's state by the state's name. */
  readonly state: Readonly<Record<string, string>>;
}

export interface Layout {
  readonly groups: readonly Group[];
  readonly variables: ReadonlyMap<string, Shape>;
  /** By the name that checkpoints use. */
  readonly slots: ReadonlyMap<string, Slot>;
}

/** `inParts`: gradients are summed from part to part of a step, which no checkpoint sees. */
export function layoutOf(model: ModelProgram, optimizer: Optimizer, units: readonly Unit[], inParts = false): Layout {
  const groups = groupsOf(optimizer, units);
  const variables = new Map<string, Shape>();
  const slots = new Map<string, Slot>();
  const place = (variable: string, shape: Shape, held: readonly { readonly name: string; readonly shape: Shape }[]) => {
    variables.set(variable, shape);
    let offset = 0;
    for (const { name, shape: each } of held) {
      slots.set(name, { name, shape: each, variable, offset });
      offset += sizeOf(each);
    }
  };
  for (const group of groups) {
    const held = (kind: string, shapeOf: (unit: Unit) => Shape) =>
      group.units.map((unit) => ({ name: `${kind}/${unit.path}`, shape: shapeOf(unit) }));
    place(
      group.variable,
      group.shape,
      held("parameter", ({ shape }) => shape),
    );
    for (const [name, variable] of Object.entries(group.state)) {
      const shape = optimizer.state(group.shape)[name]!;
      const isOne = group.units.length === 1;
      place(
        variable,
        shape,
        held(`optimizer/${name}`, (unit) => (isOne ? optimizer.state(unit.shape)[name]! : unit.shape)),
      );
    }
  }
  const learning = new Set(units.map(({ path }) => path));
  for (const { path, shape } of model.parameters) {
    if (!learning.has(path)) place(`frozen/${path}`, shape, [{ name: `parameter/${path}`, shape }]);
  }
  if (inParts) for (const { variable, shape } of groups) variables.set(sumOf(variable), shape);
  for (const { path, shape } of model.state) place(`state/${path}`, shape, [{ name: `state/${path}`, shape }]);
  return { groups, variables, slots };
}

/** The variable that holds the gradient of a group's so far. */
export function sumOf(variable: string): string {
  return `sum/${variable}`;
}

function groupsOf(optimizer: Optimizer, units: readonly Unit[]): readonly Group[] {
  const alike = new Map<string, Unit[]>();
  for (const unit of units) {
    const arithmetic = elementwiseUpdate(optimizer, unit.shape);
    const key = arithmetic === null || unit.constraint !== null ? unit.path : `${unit.rate} ${arithmetic}`;
    alike.set(key, [...(alike.get(key) ?? []), unit]);
  }
  return [...alike.values()].flatMap((together) => {
    const shape = [together.reduce((total, { size }) => total + size, 0)];
    const [first] = together;
    const isOneVector = together.length > 1 && sameUpdate(optimizer, first!.shape, shape);
    return isOneVector
      ? [groupOf(optimizer, together, shape)]
      : together.map((unit) => groupOf(optimizer, [unit], unit.shape));
  });
}

function groupOf(optimizer: Optimizer, units: readonly Unit[], shape: Shape): Group {
  const { path, rate } = units[0]!;
  const name = units.length === 1 ? path : `${path}...`;
  const state = Object.keys(optimizer.state(shape)).map((each) => [each, `optimizer/${each}/${name}`] as const);
  return { units, shape, rate, variable: `parameter/${name}`, state: Object.fromEntries(state) };
}

function sameUpdate(optimizer: Optimizer, one: Shape, other: Shape): boolean {
  const arithmetic = elementwiseUpdate(optimizer, other);
  return arithmetic !== null && arithmetic === elementwiseUpdate(optimizer, one);
}

/** The update of a parameter of this shape, written the same way for any shape; null unless each number stands alone. */
function elementwiseUpdate(optimizer: Optimizer, shape: Shape): string | null {
  const states = Object.entries(optimizer.state(shape));
  if (states.some(([, each]) => String(each) !== String(shape))) return null;
  const ops = new Recorder();
  const variable = (name: string) => ops.source({ kind: "variable", name }, shape);
  const done = optimizer.update(ops, {
    parameter: variable("parameter"),
    gradient: variable("gradient"),
    state: Object.fromEntries(states.map(([name]) => [name, variable(`state/${name}`)])),
    hyper: hyperNodes(ops, optimizer, ""),
  });
  const results = [done.parameter, ...Object.values(done.state)].map(nodeOf);
  const nodes = reachable(results);
  const isElementwise = nodes.every((node) => {
    const isWhole = String(node.shape) === String(shape);
    switch (node.op.kind) {
      case "constant":
      case "number":
        return true;
      case "variable":
      case "unary":
      case "binary":
      case "select":
        return isWhole || node.size === 1;
      case "broadcast":
      case "reshape":
        return node.inputs[0]!.size === 1;
      default:
        return false;
    }
  });
  if (!isElementwise) return null;
  const place = new Map(nodes.map((node, at) => [node, at]));
  const written = nodes.map(({ op, inputs }) => [op, inputs.map((input) => place.get(input))]);
  return JSON.stringify([written, results.map((node) => place.get(node)), Object.keys(done.state)]);
}

/** The numbers of an optimizer's formula as the host will give them, under `prefix`. */
export function hyperNodes(ops: Recorder, optimizer: Optimizer, prefix: string): Readonly<Record<string, Node>> {
  const names = Object.keys(optimizer.hyper({ step: 1, learningRate: 1 }));
  return Object.fromEntries(names.map((name) => [name, ops.source({ kind: "number", name: prefix + name }, [])]));
}

/** The tensors that layers and optimizers see, cut out of the variables; `stand` gives another node for a variable. */
export function slotNodes(
  ops: Recorder,
  layout: Layout,
  stand: ReadonlyMap<string, Node> = new Map(),
): (name: string) => Node {
  return (name) => {
    const slot = layout.slots.get(name);
    if (slot === undefined) throw new Error(`Nothing is called ${name}`);
    const shape = layout.variables.get(slot.variable)!;
    const whole = stand.get(slot.variable) ?? ops.source({ kind: "variable", name: slot.variable }, shape);
    if (sizeOf(shape) === sizeOf(slot.shape)) return ops.standing(whole, slot.shape);
    return ops.standing(ops.slice(whole, [slot.offset], [sizeOf(slot.shape)]), slot.shape);
  };
}

/** What an update gives back under the names that it was given. */
export function stateNodes(group: Group, state: NamedTensors): readonly (readonly [string, Node])[] {
  return Object.entries(group.state).map(([name, variable]) => [variable, nodeOf(state[name]!)] as const);
}
