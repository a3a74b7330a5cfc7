/** What a format cannot say of a model, known from its record alone, so that nobody waits for a refusal. */
import type { ExporterSelection } from "../catalog/exporters/index.ts";
import type { Problem } from "../language/studio-error.ts";
import type { Text } from "../language/text.ts";
import { unsayableLayer } from "./keras/unsayable.ts";
import { unsayableTraining as unsayableInKeras } from "./keras/unsayable-training.ts";
import type { ModelRecord } from "./records.ts";

/** Null where the model can be written so, as far as can be told without its weights and data. */
export function exportRefusal(
  model: Pick<ModelRecord, "layers" | "project" | "parameterCount">,
  { format }: ExporterSelection,
): Problem | null {
  const text = reasonOf(model, format) ?? tooLarge(model, format);
  return text === null ? null : { code: "export-refused", text };
}

function reasonOf(
  { layers, project }: Pick<ModelRecord, "layers" | "project">,
  format: ExporterSelection["format"],
): Text | null {
  switch (format) {
    case "keras":
    case "tfjs":
      return unsayableLayer(layers, format);
    case "code-keras":
      return unsayableLayer(layers, "keras", true) ?? unsayableInKeras(project, "keras");
    case "code-tfjs":
      return unsayableLayer(layers, "tfjs", true) ?? unsayableInKeras(project, "tfjs");
    case "pytorch":
      return withoutAugmentation(project);
    case "code-pytorch":
    case "onnx":
    case "html":
    case "safetensors":
    case "npz":
      return null;
    default:
      return format satisfies never;
  }
}

/** A browser reads a page whole, as one text, which can have 512 million characters; zip files and ONNX end at 2 GB. */
const MOST_BYTES = { page: 256 * 2 ** 20, file: 2 ** 31 };

function tooLarge(
  { parameterCount }: Pick<ModelRecord, "parameterCount">,
  format: ExporterSelection["format"],
): Text | null {
  if (format.startsWith("code-")) return null;
  const most = format === "html" ? MOST_BYTES.page : MOST_BYTES.file;
  const bytes = 4 * parameterCount;
  if (bytes <= most) return null;
  const [megabytes, limit] = [bytes, most].map((each) => Math.ceil(each / 2 ** 20));
  return {
    en: `The model's weights are ${megabytes} MB, and this format takes ${limit} MB. ${format === "html" ? "Export it as ONNX or safetensors instead." : "Make its widest layers smaller."}`,
    zh: `模型权重为 ${megabytes} MB，而此格式最多 ${limit} MB。${format === "html" ? "请改为导出 ONNX 或 safetensors。" : "请缩小其最宽的层。"}`,
  };
}

function withoutAugmentation({ data }: ModelRecord["project"]): Text | null {
  if ((data.augment ?? []).length === 0) return null;
  return {
    en: "A PyTorch project takes the pictures as they are, and this run changes them at random while it learns (augmentation). Train without it, or export the weights.",
    zh: "PyTorch 项目使用原始图像，而本次训练会随机增强图像。请在不使用增强的情况下训练，或导出权重。",
  };
}
