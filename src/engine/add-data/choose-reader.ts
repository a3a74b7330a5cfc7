/** Which reader takes the files, asked by what the files begin with and how they are called, or named by the user. */
import { headOf } from "../../catalog/readers/input-files.ts";
import { readers } from "../../catalog/readers/index.ts";
import { isPicturePath } from "../../catalog/readers/pictures/picture-files.ts";
import {
  type InputFile,
  type OpenedData,
  type ReadContext,
  type ReaderDefinition,
  type TypeChoice,
  extensionOf,
} from "../../catalog/readers/reader.ts";
import { isZip, zipPaths, zippedFile } from "../../catalog/readers/zip.ts";
import { StudioError } from "../../language/studio-error.ts";
import type { AddOptions } from "../../project/stored-data.ts";
import { listed } from "../data/data-problem.ts";
import { parseConfig } from "../../project/parse-config.ts";

/** What readers of tables share; whatever else there is belongs to the reader. */
export interface ReadingConfig {
  readonly types?: readonly TypeChoice[];
  readonly decimal?: "." | ",";
  readonly [option: string]: unknown;
}

export interface ChosenReader {
  readonly id: string;
  readonly files: readonly InputFile[];
  readonly config: ReadingConfig;
  readonly open: (config: ReadingConfig, context: ReadContext) => Promise<OpenedData<ReadingConfig>>;
}

const HEAD_BYTES = 4096;

/** Throws a `StudioError` when no reader knows the files, or an option is none of the reader's. */
export async function chooseReader(given: readonly InputFile[], asked: AddOptions): Promise<ChosenReader> {
  const files = await unzipped(given);
  const { format, ...own } = asked;
  const definition = format === undefined ? await detected(files) : named(format);
  if (files.length > 1 && definition.takesMany !== true) throw oneAtATime(files.length);
  const config = parseConfig(definition.config, own, ["options"]);
  const open = await definition.load();
  return { id: definition.id, files, config, open: (options, context) => open(files, options, context) };
}

/** The one table in a zip file, as the web hands them out; any other file, and a zip of pictures, as it is. */
async function unzipped(files: readonly InputFile[]): Promise<readonly InputFile[]> {
  const [file] = files;
  if (file === undefined || files.length > 1 || extensionOf(file.path) !== "zip") return files;
  if (!isZip(await headOf(file, 4))) throw noZip(file.path);
  const paths = await zipPaths(file);
  if (paths.some(isPicturePath)) return files;
  const tables = paths.filter((path) => known.some(({ extensions }) => extensions.includes(extensionOf(path))));
  const [only] = tables;
  if (only === undefined) throw nothingInside(file.path, paths);
  if (tables.length > 1) throw severalInside(file.path, tables);
  return [zippedFile(file, only)];
}

/** Each reader's config is its own; here they are all read as what they share. */
const known: readonly ReaderDefinition[] = readers;

async function detected(files: readonly InputFile[]): Promise<ReaderDefinition> {
  const [file] = files;
  if (file === undefined) throw unknownFormat("");
  if (files.every(({ size }) => size === 0)) throw emptyFile(file.path);
  const head = await headOf(file, HEAD_BYTES);
  const isOf = ({ detect, extensions }: ReaderDefinition): boolean =>
    detect?.(head, file.path) ?? extensions.includes(extensionOf(file.path));
  const found = known.find(isOf);
  if (found === undefined) throw unknownFormat(file.path);
  return found;
}

function named(format: string): ReaderDefinition {
  const found = known.find(({ id }) => id === format);
  if (found !== undefined) return found;
  const ids = known.map(({ id }) => id).join(", ");
  throw new StudioError({
    code: "unknown-format",
    text: {
      en: `options.format: there is no reader "${format}". There are: ${ids}.`,
      zh: `options.format：没有名为“${format}”的读取器。可用的有：${ids}。`,
    },
  });
}

function unknownFormat(path: string): StudioError {
  const endings = known.flatMap(({ extensions }) => extensions.slice(0, 2)).join(", ");
  return new StudioError({
    code: "unknown-format",
    text: {
      en: `"${path}" is of no kind that the studio reads. It reads: ${endings}. Save the data as one of these, or say its format.`,
      zh: `无法识别“${path}”的格式。可读取：${endings}。请另存为其中一种，或指定格式。`,
    },
  });
}

function noZip(path: string): StudioError {
  return new StudioError({
    code: "broken-zip",
    text: {
      en: `"${path}" is called a zip file but is none, or is damaged. Fetch it again.`,
      zh: `“${path}”的扩展名是 zip，但内容不是 zip 或已损坏。请重新获取。`,
    },
  });
}

function nothingInside(path: string, inside: readonly string[]): StudioError {
  return new StudioError({
    code: "unknown-format",
    text: {
      en: `"${path}" holds nothing that the studio reads (${listed(inside)}).`,
      zh: `“${path}”中没有可读取的内容（${listed(inside)}）。`,
    },
  });
}

function severalInside(path: string, tables: readonly string[]): StudioError {
  return new StudioError({
    code: "one-file-at-a-time",
    text: {
      en: `"${path}" holds several tables (${listed(tables)}). Unpack it and add the one that you need.`,
      zh: `“${path}”包含多个表格（${listed(tables)}）。请解压后添加需要的那一个。`,
    },
  });
}

function emptyFile(path: string): StudioError {
  return new StudioError({
    code: "empty-file",
    text: { en: `"${path}" is empty (0 bytes).`, zh: `“${path}”是空文件（0 字节）。` },
  });
}

function oneAtATime(count: number): StudioError {
  return new StudioError({
    code: "one-file-at-a-time",
    text: {
      en: `These are ${count} files of a kind that is read one at a time. Add them one by one; only pictures and IDX files go together.`,
      zh: `这 ${count} 个文件的格式只能逐个读取。请分别添加；只有图像和 IDX 文件可以一起添加。`,
    },
  });
}
