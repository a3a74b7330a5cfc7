/** Kernels as loops of one thread for one element, or of a whole workgroup for one sum. */
import { coordinatesAt, variableIndex } from "../plan/index-expression.ts";
import type { Kernel, Loop, Store } from "../plan/scalar.ts";
import type { ShaderWriter } from "./shader-writer.ts";

const LEAST = "-3.4028234e38f";

/** What one thread does once `element` is set. */
export function writeElement(writer: ShaderWriter, { loop, stores }: Kernel): void {
  if (loop !== null) writeLoop(writer, loop);
  writeStores(writer, stores);
}

/** All values first: one may be read in place where another is written. */
export function writeStores(writer: ShaderWriter, stores: readonly Store[]): void {
  const values = stores.map(({ value }) => writer.value(value));
  stores.forEach((store, which) => writer.store(store, values[which]!));
}

function writeLoop(writer: ShaderWriter, loop: Loop): void {
  const { by } = loop;
  writer.line(by === "sum" ? "var folded = 0.0;" : `var folded = ${LEAST};`);
  if (by === "argMax") writer.line("var position = 0;");
  if (by === "logSumExp") writer.line("var total = 0.0;");
  nest(writer, loop.over, () => {
    const add = () => writeTerm(writer, loop, writer.value(loop.term));
    if (loop.guards.length === 0) add();
    else writer.block(`if (${writer.guards(loop.guards)})`, add);
  });
  if (by === "argMax") writer.line("folded = f32(position);");
  if (by === "logSumExp") writer.line("folded = folded + log(total);");
}

function writeTerm(writer: ShaderWriter, { by, position }: Loop, value: string): void {
  switch (by) {
    case "sum":
      writer.line(`folded += ${value};`);
      return;
    case "max":
      writer.line(`folded = max(folded, ${value});`);
      return;
    case "argMax":
      writer.line(`if (${value} > folded) { folded = ${value}; position = ${writer.index(position)}; }`);
      return;
    case "logSumExp":
      writer.line(`if (${value} > folded) { total = total * exp(folded - ${value}) + 1.0; folded = ${value}; }`);
      writer.line(`else { total += exp(${value} - folded); }`);
      return;
  }
}

function nest(writer: ShaderWriter, variables: Loop["over"], inner: () => void): void {
  const [first, ...rest] = variables;
  if (first === undefined) {
    inner();
    return;
  }
  const { name, extent } = first;
  writer.block(`for (var ${name} = 0; ${name} < ${extent}; ${name}++)`, () => nest(writer, rest, inner));
}

/** A sum by the whole workgroup: each thread every so many terms, then what they have come to, in an order that never changes. */
export function writeSharedSum(writer: ShaderWriter, { stores }: Kernel, loop: Loop, threads: number): void {
  const extents = loop.over.map(({ extent }) => extent);
  const count = extents.reduce((product, extent) => product * extent, 1);
  writer.line("var folded = 0.0;");
  writer.block(`for (var term = thread; term < ${count}; term += ${threads})`, () => {
    const at = coordinatesAt(variableIndex({ name: "term", extent: count }), extents);
    loop.over.forEach(({ name }, which) => writer.line(`let ${name} = ${writer.index(at[which]!)};`));
    const add = () => writer.line(`folded += ${writer.value(loop.term)};`);
    if (loop.guards.length === 0) add();
    else writer.block(`if (${writer.guards(loop.guards)})`, add);
  });
  if (writer.hasSubgroups) addBySubgroups(writer);
  else addByHalves(writer, threads);
  writer.block("if (thread == 0)", () => {
    writer.line("folded = workspace[0].x;");
    if (writer.hasSubgroups) writer.line("for (var at = 1u; at < subgroups; at++) { folded += workspace[at].x; }");
    writeStores(writer, stores);
  });
}

function addBySubgroups(writer: ShaderWriter): void {
  writer.line("folded = subgroupAdd(folded);");
  writer.line("if (lane == 0u) { workspace[subgroup].x = folded; }");
  writer.line("workgroupBarrier();");
}

function addByHalves(writer: ShaderWriter, threads: number): void {
  writer.line("workspace[thread].x = folded;");
  writer.line("workgroupBarrier();");
  for (let half = threads / 2; half >= 1; half /= 2) {
    writer.line(`if (thread < ${half}) { workspace[thread].x += workspace[thread + ${half}].x; }`);
    writer.line("workgroupBarrier();");
  }
}

/** How many terms a loop has. */
export function termsOf(loop: Loop): number {
  return loop.over.reduce((product, { extent }) => product * extent, 1);
}
