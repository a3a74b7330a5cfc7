/** Graph models of TensorFlow.js: operations instead of layers, kept as they are and asked by TensorFlow.js. */
import { z } from "zod";
import { sizeOf } from "../../catalog/layers/layer.ts";
import { StudioError } from "../../language/studio-error.ts";
import type { Text } from "../../language/text.ts";
import { type WeightFile, readWeights } from "../../project/keras/read-weights.ts";
import type { ModelFile, ReadModelFile } from "../../project/imported-model.ts";
import type { OwnProgram, StoredFile } from "../../project/records.ts";
import { joined } from "../../tensor/join-arrays.ts";
import { type GraphModelFiles, askGraphModel } from "../../tensor/graph-model.ts";
import { checkShape } from "./check-record.ts";
import { checkFinite } from "./check-weights.ts";
import { OPEN_SIZE } from "./example-input.ts";
import { titleOf } from "./given-files.ts";
import type { Means } from "./means.ts";
import { bareProgram } from "./program-record.ts";
import { refuse } from "./refuse.ts";

const MOST_NODES = 20_000;
/** These may go round for ever, or have graphs of their own. */
const CONTROL =
  /^(?:Stateless)?(?:While|If)$|^(?:Enter|Exit|NextIteration|LoopCond|Switch|Merge|PartitionedCall|StatefulPartitionedCall)$/;

const extent = z.union([z.string(), z.number()]).transform(Number);
const shapeSchema = z.looseObject({
  dim: z
    .array(z.looseObject({ size: extent }))
    .max(8)
    .default([]),
});
const nodeSchema = z.looseObject({
  name: z.string(),
  op: z.string(),
  input: z.array(z.string()).default([]),
  attr: z.looseObject({}).default({}),
});
const portSchema = z.looseObject({
  name: z.string(),
  dtype: z.string().optional(),
  tensorShape: shapeSchema.optional(),
});
const graphSchema = z.looseObject({
  modelTopology: z.looseObject({ node: z.array(nodeSchema).min(1).max(MOST_NODES) }),
  signature: z
    .looseObject({
      inputs: z.record(z.string(), portSchema).default({}),
      outputs: z.record(z.string(), portSchema).default({}),
    })
    .default({ inputs: {}, outputs: {} }),
});
const placeholderSchema = z.looseObject({
  dtype: z.looseObject({ type: z.string() }).optional(),
  shape: z.looseObject({ shape: shapeSchema }).optional(),
});
type Graph = z.infer<typeof graphSchema>;
type Port = z.infer<typeof portSchema>;

export function isGraphModel(json: unknown): boolean {
  const format: unknown = typeof json === "object" && json !== null ? Reflect.get(json, "format") : null;
  return format === "graph-model";
}

/** Throws a `StudioError` for a graph that feeds itself, has loops, or takes or gives what no prediction here can. */
export async function importGraphModel(
  { main, json, others }: { readonly main: ModelFile; readonly json: unknown; readonly others: readonly WeightFile[] },
  means: Means,
): Promise<ReadModelFile> {
  const parsed = graphSchema.safeParse(json);
  if (!parsed.success) {
    const field = parsed.error.issues[0]?.path.join(".") ?? "";
    return refuseGraph({ en: `its ${field} is not what it has to be`, zh: `其中 ${field} 的内容有误` });
  }
  checkGraph(parsed.data);
  const weights = await readWeights(json, others);
  checkFinite([...weights].map(([name, { shape, values }]) => ({ name, shape, values })));
  const { program, openWidth } = programOf(parsed.data);
  const files = await Promise.all(
    [
      { name: "model.json", bytes: () => main.blob.arrayBuffer() },
      ...others.map((file) => ({ name: file.name, bytes: () => file.arrayBuffer() })),
    ].map(async ({ name, bytes }) => ({ name, bytes: new Uint8Array(await bytes()) })),
  );
  const outputs = await asked(() =>
    askStored(program, files, new Float32Array(sizeOf(program.shape)).fill(openWidth ? 0 : 0.5), means),
  );
  return bareProgram({ name: titleOf(main.name), from: "tensorflow-js", program, files, answers: outputs.length });
}

/** What the stored files answer to examples [rows, ...shape]. */
export async function askStored(
  { input, output, shape, element }: OwnProgram,
  files: readonly StoredFile[],
  examples: Float32Array,
  { onDevice }: Pick<Means, "onDevice">,
): Promise<Float32Array> {
  const at = {
    input,
    output,
    element: element === "int32" ? ("int32" as const) : ("float32" as const),
    shape: [examples.length / sizeOf(shape), ...shape],
  };
  const read = filesIn(files);
  const ask = (): Promise<Float32Array> => askGraphModel(read, at, examples);
  // WebAssembly has not every operation, the plain CPU has.
  return onDevice(ask).catch(() => onDevice(ask, "cpu"));
}

function filesIn([main, ...binary]: readonly StoredFile[]): GraphModelFiles {
  if (main === undefined) throw new Error("the model's own file is gone");
  const json = z
    .looseObject({ weightsManifest: z.array(z.looseObject({ paths: z.array(z.string()) })) })
    .parse(JSON.parse(new TextDecoder().decode(main.bytes)));
  const named = new Map(binary.map(({ name, bytes }) => [name, bytes]));
  const parts = json.weightsManifest.flatMap(({ paths }) =>
    paths.flatMap((path) => named.get(path.split("/").at(-1) ?? "") ?? []),
  );
  return { json, weights: joined<Uint8Array<ArrayBuffer>>(Uint8Array, parts).buffer };
}

/** Each node once, and none that feeds itself: TensorFlow.js would walk in circles. */
function checkGraph({ modelTopology: { node: nodes } }: Graph): void {
  const byName = new Map(nodes.map((node) => [node.name, node]));
  if (byName.size < nodes.length) refuseGraph({ en: "two of its nodes have one name", zh: "有两个节点重名" });
  const looping = nodes.find(({ op }) => CONTROL.test(op));
  if (looping !== undefined) {
    const { name, op } = looping;
    refuseGraph({
      en: `${name} (${op}) is a loop or a branch, which are not run`,
      zh: `不支持循环和分支：${name}（${op}）`,
    });
  }
  const waiting = new Map<string, number>();
  const feeds = new Map<string, string[]>();
  for (const { name, input } of nodes) {
    waiting.set(name, input.length);
    for (const each of input) {
      const from = each.replace(/^\^/, "").replace(/:\d+$/, "");
      if (!byName.has(from))
        refuseGraph({ en: `"${name}" takes "${from}", which is not there`, zh: `“${name}”需要的“${from}”不存在` });
      feeds.set(from, [...(feeds.get(from) ?? []), name]);
    }
  }
  const ready = nodes.filter(({ input }) => input.length === 0).map(({ name }) => name);
  for (const name of ready) {
    for (const next of feeds.get(name) ?? []) {
      const left = waiting.get(next)! - 1;
      waiting.set(next, left);
      if (left === 0) ready.push(next);
    }
  }
  if (ready.length < nodes.length) refuseGraph({ en: "its nodes feed each other in a circle", zh: "节点之间形成了环" });
}

function programOf(graph: Graph): { readonly program: OwnProgram; readonly openWidth: boolean } {
  const { node: nodes } = graph.modelTopology;
  const placeholders = nodes.filter(({ op }) => op === "Placeholder");
  const [placeholder] = placeholders;
  if (placeholder === undefined || placeholders.length > 1) {
    const count = placeholders.length;
    return refuseGraph({
      en: `it takes ${count} inputs, and one can be given`,
      zh: `它有 ${count} 个输入，而只支持一个`,
    });
  }
  const told: Port | undefined = Object.values(graph.signature.inputs)[0];
  const attributes = placeholderSchema.safeParse(placeholder.attr).data;
  const dims = (told?.tensorShape ?? attributes?.shape?.shape)?.dim.map(({ size }) => size) ?? [];
  const dtype = told?.dtype ?? attributes?.dtype?.type ?? "";
  const isWhole = dtype === "DT_INT32";
  if (
    dims.length < 2 ||
    dims.length > 4 ||
    (dtype !== "DT_FLOAT" && !isWhole) ||
    dims.some((size) => !Number.isInteger(size))
  ) {
    const given = `${dtype} [${dims.join(" × ")}]`;
    refuseGraph({
      en: `it takes ${given}, and examples must be a list of numbers, a sequence of them or a picture`,
      zh: `其输入为 ${given}，而样本须为一组数值、数值序列或图像`,
    });
  }
  const example = dims.slice(1).map((size) => (size > 0 ? size : OPEN_SIZE));
  checkShape(example);
  const fed = new Set(nodes.flatMap(({ input }) => input.map((each) => each.replace(/^\^/, "").replace(/:\d+$/, ""))));
  const [end] = Object.values(graph.signature.outputs);
  const output =
    end?.name.replace(/:0$/, "") ?? nodes.findLast(({ name, op }) => !fed.has(name) && op !== "NoOp")?.name ?? "";
  const last = lastOperation(nodes, output);
  const program: OwnProgram = {
    by: "tensorflow-js",
    input: placeholder.name,
    output,
    shape: example,
    element: isWhole ? "int32" : "float32",
    isChannelsFirst: false,
    gives: last === "Softmax" ? "probabilities" : "scores",
    isOneByOne: false,
  };
  return { program, openWidth: isWhole };
}

function lastOperation(nodes: Graph["modelTopology"]["node"], output: string): string {
  let node = nodes.find(({ name }) => name === output);
  for (let step = 0; node?.op === "Identity" && step < nodes.length; step++) {
    const [from = ""] = node.input;
    node = nodes.find(({ name }) => name === from.replace(/:\d+$/, ""));
  }
  return node?.op ?? "";
}

async function asked(work: () => Promise<Float32Array>): Promise<Float32Array> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof StudioError) throw cause;
    const said = (cause instanceof Error ? cause.message : String(cause)).slice(0, 200);
    return refuseGraph({ en: said, zh: said }, cause);
  }
}

function refuseGraph(what: Text, cause?: unknown): never {
  return refuse(
    "graph-model",
    `This graph model of TensorFlow.js cannot be asked: ${what.en}. Convert it again, or save the Keras model as a layers model.`,
    `无法使用该 TensorFlow.js 计算图模型：${what.zh}。请重新转换，或将 Keras 模型另存为 layers model。`,
    cause,
  );
}
