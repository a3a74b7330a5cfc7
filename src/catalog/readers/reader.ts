/**
 * What a reader of files is: it recognises a format, fills in what it was not told (delimiter, encoding, sheet), and
 * gives the rows batch by batch. It knows nothing of column types or of where the rows go; whoever asks for the
 * batches decides that, may ask again from the start, and may stop in the middle.
 */
import { z } from "zod";
import { columnTypes } from "../datasets/dataset.ts";
import type { DatasetKind } from "../datasets/dataset.ts";
import type { ConfigSchema, Definition } from "../definition.ts";
import type { Text } from "../../language/text.ts";

/** A file as it was given, or one that a gzip or zip file holds. */
export interface InputFile {
  /** With the folders above it, parts separated by "/". */
  readonly path: string;
  /** Bytes as they lie on the disk, packed or not. */
  readonly size: number;
  /** The unpacked content, from the start each time. Throws a `StudioError` where packing was used to hide too much. */
  stream(): AsyncIterable<Uint8Array>;
  /** The unpacked content at once, for formats that jump about in it. */
  blob(): Promise<Blob>;
}

export interface ReadContext {
  readonly signal: AbortSignal;
  /** How many bytes of the given files have been read so far. */
  progress(bytes: number): void;
  /** Something was left out or read in a way that may surprise. `kind` groups warnings of one sort. */
  warn(kind: string, text: Text): void;
}

/** What a file may say: text that is yet to be understood, or a value that has its type. */
export type Cell = string | number | boolean | Date | null | undefined;

/** Columns whose type the file itself tells. */
export type TypedValues =
  | { readonly type: "number"; readonly values: Float64Array<ArrayBuffer> }
  | { readonly type: "image"; readonly pixels: Uint8Array<ArrayBuffer> }
  | { readonly type: "cells"; readonly cells: readonly Cell[] };

export type Batch =
  | { readonly type: "rows"; readonly rows: readonly (readonly Cell[])[] }
  | { readonly type: "columns"; readonly rows: number; readonly columns: readonly TypedValues[] };

export interface SourceColumn {
  readonly name: string;
  /** Where the file tells what its cells only hint at. */
  readonly type?: "category" | "text";
  /** Of pictures: height, width, channels. */
  readonly shape?: readonly [number, number, number];
}

/** A file that has been looked into. */
export interface OpenedData<Config> {
  readonly kind: DatasetKind;
  readonly columns: readonly SourceColumn[];
  /** What the reader goes by, guesses included; reading again with these gives the same. */
  readonly options: Config;
  /** Rows in batches, each no larger than some MB. Throws `StudioError`s that name row, column and reason. */
  batches(): AsyncIterable<Batch>;
  /** The column that files of this kind predict. */
  readonly target?: string;
  /** Rows from here on are the source's own test set; known when the batches are at their end. */
  testFrom?(): number | undefined;
}

/** Thrown by `batches` when what was guessed at the start turns out wrong further on: open again with these options. */
export class OpenAgain extends Error {
  readonly options: Readonly<Record<string, unknown>>;

  constructor(options: Readonly<Record<string, unknown>>) {
    super("the file has to be opened again with other options");
    this.options = options;
  }
}

type Open<Given, Config> = (given: Given, config: Config, context: ReadContext) => Promise<OpenedData<Config>>;
export type OpenData<Config> = Open<readonly InputFile[], Config>;

/** For a reader that does not take many: it is given one file. */
export function fromOne<Config>(open: Open<InputFile, Config>): OpenData<Config> {
  return ([file], config, context) => {
    if (file === undefined) throw new Error("There is no file to read");
    return open(file, config, context);
  };
}

export interface ReaderDefinition<Config extends ConfigSchema = ConfigSchema> extends Definition<Config> {
  /** Lower case, without the dot. */
  readonly extensions: readonly string[];
  /** Whether a file that begins with these bytes is of this format; left out: its ending tells. */
  readonly detect?: (head: Uint8Array, path: string) => boolean;
  /** Reads several files into one data set. */
  readonly takesMany?: boolean;
  readonly load: () => Promise<OpenData<z.infer<Config>>>;
}

export function defineReader<const Id extends string, Config extends ConfigSchema>(
  definition: ReaderDefinition<Config> & { readonly id: Id },
): ReaderDefinition<Config> & { readonly id: Id } {
  return definition;
}

const typeChoice = z.strictObject({ column: z.string(), type: z.enum(columnTypes) });
/** A type that the user knows better. */
export type TypeChoice = z.infer<typeof typeChoice>;

/** What can be told about any table's columns. A list, since a column may be called "__proto__". */
export const typesField = z
  .array(typeChoice)
  .default([])
  .meta({ field: { label: { en: "Column types", zh: "列类型" } } });

/** Of a reader that needs to be told nothing else. */
export const tableConfig = z.strictObject({ types: typesField });
export type TableOptions = z.infer<typeof tableConfig>;

export const headerField = z
  .boolean()
  .exactOptional()
  .meta({ field: { label: { en: "The first row holds the names", zh: "首行是列名" } } });

export function extensionOf(path: string): string {
  const name = path.split("/").at(-1) ?? "";
  const dot = name.lastIndexOf(".");
  return dot < 0 ? "" : name.slice(dot + 1).toLowerCase();
}
