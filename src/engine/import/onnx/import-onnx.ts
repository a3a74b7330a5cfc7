/**
 * A model of ONNX: one of the studio's own by its card; where every operation is a layer here, those layers, if they answer as
 * ONNX Runtime does; else the file itself, which ONNX Runtime asks.
 */
import { sizeOf } from "../../../catalog/layers/layer.ts";
import { StudioError } from "../../../language/studio-error.ts";
import { readKerasModel } from "../../../project/keras/read-model.ts";
import type { ImportRequest, ReadModelFile } from "../../../project/imported-model.ts";
import type { OwnProgram, StoredFile } from "../../../project/records.ts";
import { RandomStream } from "../../../tensor/random.ts";
import { readOwnCard } from "../../export/model-card.ts";
import { askOnnxProgram } from "../../export/onnx/ask-program.ts";
import { answerOf } from "../answer-of.ts";
import { checkRecord } from "../check-record.ts";
import { modelOfLayers } from "../from-layers.ts";
import { bytesOf, titleOf } from "../given-files.ts";
import { bareProgram } from "../program-record.ts";
import { ofCard } from "../read-tensors.ts";
import { refuse } from "../refuse.ts";
import type { Means } from "../means.ts";
import { softmaxed, turned } from "../own-program.ts";
import { ownWeights } from "./own-weights.ts";
import { programOf } from "./program-of.ts";
import { type OnnxModel, readOnnx } from "./read-onnx.ts";
import { translateNodes } from "./translate-nodes.ts";

/** Rows that both are asked, and how far apart their answers may be. */
const ROWS = 3;
const NEAR = 1e-4;

/** Throws a `StudioError` for a file that is none, that takes or gives what no prediction here can, or that ONNX Runtime refuses. */
export async function importOnnx(given: ImportRequest["files"], means: Means): Promise<ReadModelFile> {
  const [main, ...others] = given;
  if (main === undefined) throw new Error("There is no file to read");
  const data = new Map<string, Uint8Array<ArrayBuffer>>();
  for (const other of others) data.set(other.name, await bytesOf(other));
  const bytes = await bytesOf(main);
  const model = readOnnx(bytes, (name) => data.get(name.split("/").at(-1) ?? "") ?? null);
  const card = readOwnCard(model.metadata);
  if (card !== null) return ofCard(ownWeights(model.weights), card);
  const files = [{ name: main.name, bytes }, ...[...data].map(([name, held]) => ({ name, bytes: held }))];
  checkNumbers(model);
  const program = programOf(model);
  const asked = await asking(program, files, means);
  const name = titleOf(main.name);
  return (
    (await asLayers(model, { name, program, asked, means })) ??
    bareProgram({ name, from: "onnx", program, files, answers: asked.answers })
  );
}

/** Infinity may stand for what attention must not see. */
function checkNumbers({ weights }: OnnxModel): void {
  const [spoilt] = [...weights].find(([, { values }]) => values.some(Number.isNaN)) ?? [];
  if (spoilt === undefined) return;
  refuse(
    "model-weights",
    `The weights "${spoilt}" hold NaN, which is no number. A model with it answers nothing; export it at a step where it was sound.`,
    `权重“${spoilt}”含有 NaN。含有这种数的模型无法给出回答；请改用训练正常时导出的版本。`,
  );
}

interface Asked {
  /** As the layers here take them. */
  readonly examples: Float32Array<ArrayBuffer>;
  readonly outputs: Float32Array;
  /** Numbers to an example. */
  readonly answers: number;
}

/** What the file itself answers, which also shows that it can be asked. */
async function asking(program: OwnProgram, files: readonly StoredFile[], means: Means): Promise<Asked> {
  const random = new RandomStream(0, 0);
  const isWhole = program.element === "int32" || program.element === "int64";
  const examples = Float32Array.from({ length: ROWS * sizeOf(program.shape) }, () =>
    isWhole ? random.nextBelow(2) : random.nextUniform(),
  );
  try {
    const outputs = await askOnnxProgram(program, files, turned(examples, program), means.onnxRuntimeUrl);
    if (outputs.length === 0 || outputs.length % ROWS !== 0)
      throw new Error(`${outputs.length} numbers for ${ROWS} examples`);
    return { examples, outputs, answers: outputs.length / ROWS };
  } catch (cause) {
    if (cause instanceof StudioError) throw cause;
    const said = (cause instanceof Error ? cause.message : String(cause)).slice(0, 200);
    return refuse(
      "onnx-refused",
      `ONNX Runtime cannot compute this model: ${said}. Export it with an opset up to 21 and without training parts.`,
      `ONNX Runtime 无法计算该模型：${said}。请用不高于 21 的 opset 导出，且不含训练部分。`,
      cause,
    );
  }
}

/** Null where a part is no layer here, or the layers answer otherwise than the file. */
async function asLayers(
  model: OnnxModel,
  at: { readonly name: string; readonly program: OwnProgram; readonly asked: Asked; readonly means: Means },
): Promise<ReadModelFile | null> {
  const { program, asked } = at;
  const { shape, isChannelsFirst } = program;
  const here = isChannelsFirst ? [...shape.slice(1), shape[0]!] : shape;
  const graph = translateNodes(model, { name: program.input, shape: here, isTurned: isChannelsFirst }, program.output);
  if (graph === null || program.element !== "float32") return null;
  try {
    const layers = readKerasModel(graph.json);
    const read = modelOfLayers({ name: at.name, from: "onnx", model: layers, weights: graph.weights });
    await checkRecord(read);
    const answers = await at.means.onDevice((device) => answerOf(device, read, here, asked.examples, ROWS));
    const isChoice = read.record.target.task === "classification";
    const wanted = isChoice && program.gives === "scores" ? softmaxed(asked.outputs, asked.answers) : asked.outputs;
    const scale = Math.max(1, ...wanted.map(Math.abs));
    const isNear =
      answers.length === wanted.length && answers.every((value, row) => Math.abs(value - wanted[row]!) <= NEAR * scale);
    return isNear ? read : null;
  } catch (thrown) {
    // Layers that do not fit here: the file can still be asked itself.
    if (thrown instanceof StudioError) return null;
    throw thrown;
  }
}
