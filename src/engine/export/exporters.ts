/** How each format of the catalog is written, and read again by somebody else. */
import type { ExporterSelection } from "../../catalog/exporters/index.ts";
import type { Text } from "../../language/text.ts";
import { openZip } from "../../project/file/zip.ts";
import type { Checkpoint, PredictionRow, SavedTensor } from "../../project/records.ts";
import type { ModelProgram } from "../model-program.ts";
import { cardWith, rawNumbers, scalingIn } from "./keras/preparation.ts";
import { preparedByFile } from "./keras/prepared-by-file.ts";
import { PLAIN_TFJS, tfjsZip } from "./keras/tfjs-zip.ts";
import { toKeras } from "./keras/translate.ts";
import { readKerasBack, writeKeras } from "./keras/write-keras.ts";
import type { LayersModelReader } from "./keras/write-tfjs.ts";
import { type ExportedModel, modelCard } from "./model-card.ts";
import { HTML_PROGRAM, askHtml } from "./html/ask-html.ts";
import { networkOf } from "./html/network.ts";
import { writeHtml } from "./html/write-html.ts";
import { readNpz, writeNpz } from "./npz.ts";
import { feedsOf } from "./onnx/raw-inputs.ts";
import { ONNX_RUNTIME, runOnnx } from "./onnx/run-onnx.ts";
import { ONNX_INPUT, outputNames, preparationOf, writeOnnx } from "./onnx/write-onnx.ts";
import { codeSource } from "./pytorch/code-source.ts";
import { type TrainingExport, writePytorch } from "./pytorch/write-pytorch.ts";
import { readSafetensors } from "./safetensors.ts";
import { safetensorsZip } from "./safetensors-zip.ts";
import { writeSource } from "./source/write-source.ts";

export interface Exporting {
  readonly model: ExportedModel;
  readonly program: ModelProgram;
  /** Without the optimizer's state. */
  readonly checkpoint: Checkpoint;
  /** For formats that training can go on from. */
  readonly training?: TrainingExport | undefined;
  readonly readers: Readers;
}

/** Other people's programs that read files again. */
export interface Readers {
  /** Where ONNX Runtime's binary is served; left out where it finds it by itself. */
  readonly onnxRuntimeUrl?: string | undefined;
  /** Plain TensorFlow.js, in a realm of its own. */
  readonly askLayersModel: LayersModelReader;
}

/** Source code, to be read by people: nobody can be asked whether it answers alike. */
interface SourceFile {
  readonly file: Blob;
  readonly reader: null;
}

export type WrittenFile = ReadableFile | SourceFile;

interface ReadableFile {
  readonly file: Blob;
  /** Who reads it again, to be named beside the result. */
  readonly reader: Text;
  /** What whoever takes the file must know of it. */
  readonly note?: Text;
  /**
   * What the reader of the file answers to examples [rows, ...input]; `answer` computes with other weights, and other examples, as
   * the studio does. `raw`: the same rows before their preparation; none of them where only examples are at hand.
   */
  readonly read: (
    examples: Float32Array<ArrayBuffer>,
    rows: number,
    answer: (weights: readonly SavedTensor[], examples?: Float32Array<ArrayBuffer>) => Promise<Float32Array>,
    raw: readonly PredictionRow[],
  ) => Promise<Float32Array>;
}

/** Rejects with a `StudioError` where the model cannot be said in this format. */
export async function writeModel(exporting: Exporting, selection: ExporterSelection): Promise<WrittenFile> {
  const { model, program, checkpoint } = exporting;
  switch (selection.format) {
    case "onnx": {
      const file = new Blob([...writeOnnx(model, program, checkpoint, selection)]);
      const preparation = preparationOf(model, selection);
      return {
        file,
        reader: ONNX_RUNTIME,
        read: (examples, rows, _answer, raw) => {
          const prepared = { [ONNX_INPUT]: { values: examples, shape: [rows, ...program.plan.input] } };
          const feeds = preparation === "inside" ? feedsOf(model.inputs, raw) : prepared;
          return runOnnx(file, feeds, outputNames(model).answer, exporting.readers.onnxRuntimeUrl);
        },
      };
    }
    case "safetensors": {
      const { file, weights } = await safetensorsZip(model, program, checkpoint);
      return {
        file,
        reader: READ_BACK,
        read: async (_examples, _rows, answer) => answer((await readSafetensors(weights)).tensors),
      };
    }
    case "npz": {
      const file = await writeNpz(checkpoint.tensors, modelCard(model));
      return {
        file,
        reader: READ_BACK,
        read: async (_examples, _rows, answer) => {
          const tensors: SavedTensor[] = [];
          for (const [path, entry] of await openZip(file)) {
            tensors.push(...readNpz({ [path]: await entry.read() }).tensors);
          }
          return answer(tensors);
        },
      };
    }
    case "pytorch": {
      if (exporting.training === undefined) throw new Error("This format takes the training along");
      return { ...(await writePytorch(model, exporting.training)), reader: READ_BACK };
    }
    case "code-pytorch":
      return { file: new Blob([codeSource(model, program)]), reader: null };
    case "html": {
      const file = await writeHtml(model, networkOf(program, model.target, checkpoint));
      return {
        file,
        reader: HTML_PROGRAM,
        read: (examples, rows, _answer, raw) => askHtml(file, examples, rows, raw),
      };
    }
    case "keras": {
      const tensors = new Map(checkpoint.tensors.map((tensor) => [tensor.name, tensor]));
      const scaling = scalingIn(model, selection);
      const graph = toKeras(program.plan, "keras", tensors, model.target, scaling);
      const about = { name: model.name, card: cardWith(model, "keras", scaling), savedAt: new Date() };
      const file = await writeKeras(graph, about);
      return {
        file,
        reader: READ_BACK,
        read: async (_examples, _rows, answer, raw) => {
          const own = scaling.length === 0 ? undefined : await preparedByFile(file, model, raw);
          return answer(await readKerasBack(file, graph, checkpoint.tensors), own);
        },
      };
    }
    case "tfjs": {
      const scaling = scalingIn(model, selection);
      const { file, files } = await tfjsZip(model, program, checkpoint, { weights: selection.weights, scaling });
      return {
        file,
        reader: PLAIN_TFJS,
        read: (examples, rows, _answer, raw) => {
          const gaps = scaling.map(({ gap }) => gap);
          const given = scaling.length === 0 ? examples : rawNumbers(model.inputs, raw, gaps);
          return exporting.readers.askLayersModel(files, given, [rows, ...program.plan.input]);
        },
      };
    }
    case "code-keras":
      return { file: new Blob([writeSource(model, program, "keras")]), reader: null };
    case "code-tfjs":
      return { file: new Blob([writeSource(model, program, "tfjs")]), reader: null };
    default:
      return selection satisfies never;
  }
}

const READ_BACK: Text = { en: "Descent Studio", zh: "Descent Studio" };
