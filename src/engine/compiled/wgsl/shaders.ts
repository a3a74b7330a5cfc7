/** Whole shaders: one level of a plan spread over workgroups, or whole steps within one workgroup. */
import type { Plan } from "../plan/plan.ts";
import type { Kernel } from "../plan/scalar.ts";
import { attentionSize, writeAttention } from "./attention-kernel.ts";
import { termsOf, writeElement, writeSharedSum } from "./plain-kernel.ts";
import { ShaderWriter, type ShaderTarget } from "./shader-writer.ts";
import { THREADS, isPlain, sharedSizes, tileCount, tileFor, writeDirectTile, writeTile } from "./tiled-kernel.ts";

/** Buffers in the order of their bindings. `steps` moves along its buffer by a dynamic offset. */
export const BINDINGS = ["variables", "scratch", "constants", "report", "examples", "targets", "steps"] as const;

export interface Shader {
  readonly code: string;
  /** Workgroups of one network. */
  readonly workgroups: number;
}

/** Sums with so many terms are shared out, unless there are so many of them that the device is full anyway. */
const LONG_SUM = 256;
const FULL = 4096;
/** The same where a program plays the GPU: it is full with fewer, and slow at waiting for all threads of a workgroup. */
const FEW = 16;

/** Levels that are one dispatch: one of them spread over the device, or several in turn by one workgroup. */
export function stretchShader(plan: Plan, levels: readonly (readonly Kernel[])[], target: ShaderTarget): Shader {
  const [first] = levels;
  return levels.length === 1 ? levelShader(plan, first!, target) : turnsShader(plan, levels, target);
}

function turnsShader(plan: Plan, levels: readonly (readonly Kernel[])[], target: ShaderTarget): Shader {
  const writer = new ShaderWriter(target);
  const works: Work[] = [];
  levels.forEach((level, which) => {
    if (which > 0) writer.line("storageBarrier();");
    for (const kernel of level) {
      const work = workOf(kernel, target);
      works.push(work);
      if (work.shared === 0 && !work.isTiled) {
        writer.block("", () => eachElement(writer, kernel, "thread", THREADS));
        continue;
      }
      writer.block(`for (var block = 0; block < ${work.workgroups}; block++)`, () => {
        work.write(writer);
        if (work.shared > 0) writer.line("workgroupBarrier();");
      });
    }
  });
  return { code: storedShader(plan, writer, target, works), workgroups: 1 };
}

function levelShader(plan: Plan, level: readonly Kernel[], target: ShaderTarget): Shader {
  const writer = new ShaderWriter(target);
  let workgroups = 0;
  const works = level.map((kernel) => workOf(kernel, target));
  for (const work of works) {
    const from = workgroups;
    workgroups += work.workgroups;
    writer.block(`if (group >= ${from} && group < ${workgroups})`, () => {
      writer.line(`let block = group - ${from};`);
      work.write(writer);
    });
  }
  return { code: storedShader(plan, writer, target, works), workgroups };
}

function storedShader(plan: Plan, { text }: ShaderWriter, target: ShaderTarget, works: readonly Work[]): string {
  const [shared, halves] = [
    Math.max(...works.map((work) => work.shared)),
    Math.max(...works.map((work) => work.halves)),
  ];
  const isSummed = text.includes("subgroupAdd(");
  const subgroups = `
  @builtin(subgroup_invocation_id) lane: u32, @builtin(subgroup_id) subgroup: u32, @builtin(num_subgroups) subgroups: u32,`;
  return `${isSummed ? "enable subgroups;" : ""}
${halves === 0 ? "" : "enable f16;"}
${isSummed ? "requires subgroup_id;" : ""}
${header(plan, target, "storage")}
${shared === 0 ? "" : `var<workgroup> workspace: array<vec4<f32>, ${shared}>;`}
${halves === 0 ? "" : `var<workgroup> halves: array<vec4<f16>, ${halves}>;`}
@compute @workgroup_size(${THREADS})
fn main(${isSummed ? subgroups : ""}
  @builtin(workgroup_id) id: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>, @builtin(local_invocation_index) index: u32
) {
  let thread = i32(index);
  let group = i32(id.x + id.y * groups.x);
  let member = i32(id.z);
  let record = member * ${target.record.words};
  ${arenaStarts(plan)}
${text}
}`;
}

interface Work {
  readonly workgroups: number;
  /** Fours of shared memory in single precision, and in half. */
  readonly shared: number;
  readonly halves: number;
  readonly isTiled: boolean;
  readonly write: (writer: ShaderWriter) => void;
}

function workOf(kernel: Kernel, { isSoftware, tileCosts, inHalves }: ShaderTarget): Work {
  const { product, loop, element, attention } = kernel;
  if (attention !== undefined) {
    const isShared = !isSoftware;
    const write = (writer: ShaderWriter) => writeAttention(writer, attention, isShared);
    return { ...attentionSize(attention, isShared), halves: 0, isTiled: true, write };
  }
  const tile = product === null ? null : tileFor(product, tileCosts);
  if (product !== null && tile !== null) {
    const isDirect = isSoftware && isPlain(product);
    const workgroups = tileCount(product, tile);
    if (isDirect) {
      const write = (writer: ShaderWriter) => writeDirectTile(writer, product, tile);
      return { workgroups, shared: 0, halves: 0, isTiled: true, write };
    }
    const { strips, results } = sharedSizes(tile);
    return {
      workgroups,
      shared: inHalves ? results : Math.max(strips, results),
      halves: inHalves ? strips : 0,
      isTiled: true,
      write: (writer) => writeTile(writer, product, tile, inHalves),
    };
  }
  if (loop?.by === "sum" && termsOf(loop) >= LONG_SUM && element.extent < (isSoftware ? FEW : FULL)) {
    return {
      workgroups: element.extent,
      shared: THREADS,
      halves: 0,
      isTiled: false,
      write: (writer) => {
        writer.line("let element = block;");
        writeSharedSum(writer, kernel, loop, THREADS);
      },
    };
  }
  const workgroups = Math.min(8192, Math.ceil(element.extent / THREADS));
  return {
    workgroups,
    shared: 0,
    halves: 0,
    isTiled: false,
    write: (writer) => eachElement(writer, kernel, `block * ${THREADS} + thread`, workgroups * THREADS),
  };
}

function eachElement(writer: ShaderWriter, kernel: Kernel, first: string, stride: number): void {
  const { extent } = kernel.element;
  const loop = `for (var element = ${first}; element < ${extent}; element += ${stride})`;
  writer.block(loop, () => writeElement(writer, kernel));
}

/** Steps in turn by one workgroup a network, everything that they touch in shared memory; its size is `threads`. */
export function stepsShader(plan: Plan, target: ShaderTarget & { readonly stride: number }, threads: number): Shader {
  const writer = new ShaderWriter(target);
  for (const level of plan.levels) {
    for (const kernel of level) writer.block("", () => eachElement(writer, kernel, "thread", threads));
    writer.line("workgroupBarrier();");
  }
  const { variables } = plan.sizes;
  const copy = (to: string, from: string) =>
    `for (var at = thread; at < ${variables}; at += ${threads}) { ${to} = ${from}; }`;
  const code = `${header(plan, target, "workgroup")}
@compute @workgroup_size(${threads})
fn main(@builtin(workgroup_id) id: vec3<u32>, @builtin(local_invocation_index) index: u32) {
  let thread = i32(index);
  let member = i32(id.x);
  let variablesAt = 0;
  let scratchAt = 0;
  ${copy("variables[at]", `heldVariables[member * ${variables} + at]`)}
  workgroupBarrier();
  let count = i32(steps[${target.record.count}]);
  for (var step = 0; step < count; step++) {
  let record = step * ${target.stride} + member * ${target.record.words};
  ${reportStart(plan)}
${writer.text}
  }
  ${copy(`heldVariables[member * ${variables} + at]`, "variables[at]")}
}`;
  return { code, workgroups: 1 };
}

function header(plan: Plan, { byteScale }: ShaderTarget, memory: "storage" | "workgroup"): string {
  const held = memory === "workgroup" ? "held" : "";
  const named = (name: string) => (held === "" ? name : held + name[0]!.toUpperCase() + name.slice(1));
  const shared = (name: string, size: number) => `var<workgroup> ${name}: array<f32, ${Math.max(1, size)}>;`;
  return `
@group(0) @binding(0) var<storage, read_write> ${named("variables")}: array<f32>;
@group(0) @binding(1) var<storage, read_write> ${named("scratch")}: array<f32>;
@group(0) @binding(2) var<storage, read> constants: array<f32>;
@group(0) @binding(3) var<storage, read_write> report: array<f32>;
@group(0) @binding(4) var<storage, read> examples: array<${byteScale === null ? "f32" : "u32"}>;
@group(0) @binding(5) var<storage, read> targets: array<f32>;
@group(0) @binding(6) var<storage, read> steps: array<u32>;
${held === "" ? "" : shared("variables", plan.sizes.variables) + shared("scratch", plan.sizes.scratch)}
${byteScale === null ? "" : BYTE_AT}
${HELPERS}`;
}

function arenaStarts(plan: Plan): string {
  return `let variablesAt = member * ${plan.sizes.variables};
  let scratchAt = member * ${plan.sizes.scratch};
  ${reportStart(plan)}`;
}

function reportStart({ sizes }: Plan): string {
  return `let reportAt = (i32(steps[record]) * population + member) * ${sizes.report};`;
}

const BYTE_AT = `fn byteAt(at: i32) -> f32 {
  return f32((examples[at / 4] >> (u32(at % 4) * 8u)) & 255u);
}`;

/** Threefry-2x32 as on the host; the error function by Abramowitz and Stegun 7.1.26, within 1.5e-7. */
const HELPERS = `override population: i32 = 1;
fn draw(key: i32, index: u32) -> f32 {
  let k = vec3<u32>(steps[key], steps[key + 1], 0x1bd11bdau ^ steps[key] ^ steps[key + 1]);
  const rotations = array<u32, 8>(13u, 15u, 26u, 6u, 17u, 29u, 16u, 24u);
  var x = vec2<u32>((index >> 1u) + k.x, k.y);
  for (var round = 0u; round < 5u; round++) {
    for (var turn = 0u; turn < 4u; turn++) {
      let by = rotations[(round & 1u) * 4u + turn];
      x.x += x.y;
      x.y = ((x.y << by) | (x.y >> (32u - by))) ^ x.x;
    }
    x.x += k[(round + 1u) % 3u];
    x.y += k[(round + 2u) % 3u] + round + 1u;
  }
  let word = select(x.x, x.y, (index & 1u) == 1u);
  return f32(word >> 8u) * 5.9604644775390625e-8f;
}
fn errorFunction(x: f32) -> f32 {
  let t = 1.0 / (1.0 + 0.3275911 * abs(x));
  let poly = ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t;
  return sign(x) * (1.0 - poly * exp(-x * x));
}
fn notANumber() -> f32 {
  return sqrt(-f32(steps[1]));
}`;
