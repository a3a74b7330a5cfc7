/** Which format the files of a model are in, by what they begin with. */
import { type ImporterId, importers } from "../../catalog/importers/index.ts";
import { StudioError } from "../../language/studio-error.ts";
import type { Text } from "../../language/text.ts";
import type { ModelFile } from "../../project/imported-model.ts";
import { lookAtFile } from "../../project/look-at-file.ts";

/** A model has a description and some files of weights. */
const MOST_FILES = 1000;

/** The format, and the file that tells it first. Rejects with a `StudioError` for files of no format that is read. */
export async function recognised(
  files: readonly ModelFile[],
): Promise<{ readonly format: ImporterId; readonly files: readonly ModelFile[] }> {
  if (files.length > MOST_FILES) throw refused(tooMany);
  const heads = await Promise.all(files.map(async (file) => ({ file, head: await lookAtFile(file.name, file.blob) })));
  for (const { id, detect } of importers) {
    const main = heads.find(({ head }) => detect(head));
    if (main !== undefined) return { format: id, files: [main.file, ...files.filter((file) => file !== main.file)] };
  }
  throw refused(heads.some(({ head: { head, entries } }) => isPickle(head, entries)) ? pickle : unknown(files));
}

/** What PyTorch saves, by itself or in a zip file: it may run code when it is read. */
function isPickle(head: Uint8Array, entries: readonly string[]): boolean {
  return (head[0] === 0x80 && head[1]! >= 2 && head[1]! <= 5) || entries.some((path) => path.endsWith("data.pkl"));
}

function refused(text: Text): StudioError {
  return new StudioError({ code: "model-unknown", text });
}

const formats = (language: keyof Text): string => importers.map(({ title }) => title[language]).join(", ");
const unknown = (files: readonly ModelFile[]): Text => {
  const names = files.slice(0, 3).map(({ name }) => `"${name}"`);
  return {
    en: `No model was found in ${names.join(", ")}. What can be read: ${formats("en")}. Choose all files that were saved together.`,
    zh: `在 ${names.join("、")} 中没有找到模型。可读取：${formats("zh")}。请选择一同保存的全部文件。`,
  };
};
const pickle: Text = {
  en: "This is a file of PyTorch's own, which holds Python objects and could run code: it is never read. Save the weights as safetensors, or the whole model by torch.onnx.export.",
  zh: "这是 PyTorch 自己的格式，其中的 Python 对象可能执行代码，因此不予读取。请将权重保存为 safetensors，或用 torch.onnx.export 导出整个模型。",
};
const tooMany: Text = {
  en: `These are more than ${MOST_FILES} files, and no model has so many. Choose those that were saved together.`,
  zh: `文件超过 ${MOST_FILES} 个，模型不会有这么多。请只选择一同保存的文件。`,
};
