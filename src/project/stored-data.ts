/** Data sets that the user has added: their record, and the pieces that their rows are stored in. */
import { z } from "zod";
import { columnTypes, datasetKinds } from "../catalog/datasets/dataset.ts";
import { textSchema } from "./text-schema.ts";
import type { PathStore } from "./weight-path.ts";

const PREFIX = "data-";

/** Whether the id is one that `storedDataId` makes: such a data set may be gone, and the project still reads. */
export function isStoredDataId(id: string): boolean {
  return id.startsWith(PREFIX);
}

/** An id that shows where the data came from: "data-titanic-7k2x". `random`: some letters and digits. */
export function storedDataId(title: string, random: string): string {
  const words = title
    .normalize("NFKC")
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu);
  return `${PREFIX}${(words ?? []).join("-").slice(0, 40)}-${random}`;
}

export const storedColumnSchema = z.strictObject({
  name: z.string(),
  type: z.enum(columnTypes),
  missing: z.int(),
  /** What the studio suggests: the project decides. */
  role: z.enum(["feature", "target", "ignore"]),
  /** Of pictures: height, width, channels. */
  shape: z.tuple([z.int(), z.int(), z.int()]).optional(),
});
export type StoredColumn = z.infer<typeof storedColumnSchema>;

export const storedDataRecordSchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  kind: z.enum(datasetKinds),
  rows: z.int(),
  columns: z.array(storedColumnSchema).min(1),
  /** Rows from here on are the source's own test set. */
  testFrom: z.int().optional(),
  /** What was left out or read in a way that may surprise: which row and column, and why. */
  warnings: z.array(textSchema),
  /** How it was read: the reader and its options, those that were guessed included. */
  reading: z.strictObject({ reader: z.string(), options: z.record(z.string(), z.unknown()) }),
  /** A hash of names, kinds and values: the same data read the same way has the same. */
  fingerprint: z.string(),
  /** Size of the rows in the database. */
  bytes: z.int(),
  fileName: z.string(),
  createdAt: z.number(),
});
export type StoredDataRecord = z.infer<typeof storedDataRecordSchema>;

/** One column's values in one chunk. */
export type StoredValues =
  /** Of numbers and times; NaN where missing. */
  | { readonly type: "number"; readonly values: Float64Array<ArrayBuffer> }
  /** Into the column's dictionary; -1 where missing. Of categories, and of texts as long as they repeat. */
  | { readonly type: "codes"; readonly codes: Int32Array<ArrayBuffer> }
  | { readonly type: "text"; readonly values: readonly (string | null)[] }
  | { readonly type: "image"; readonly pixels: Uint8Array<ArrayBuffer> };

export interface StoredChunk {
  readonly rows: number;
  /** In the order of the record's columns. */
  readonly columns: readonly StoredValues[];
}

/** By column what its codes stand for; null for a column without codes. */
export type Dictionaries = readonly (readonly string[] | null)[];

/** A data set as the database gives it back. */
export interface StoredData {
  readonly record: StoredDataRecord;
  readonly dictionaries: Dictionaries;
  /** In the order of the rows, each read when it is asked for; as often as they are asked for. */
  chunks(): AsyncIterable<StoredChunk>;
}

/** Files to become one data set. */
export interface AddRequest {
  /** Of the data set to be. */
  readonly id: string;
  readonly title: string;
  /** `path`: with the folders above it, or just its name. */
  readonly files: readonly { readonly path: string; readonly blob: Blob }[];
  readonly options: AddOptions;
}

/** `format` is a reader's id; the rest are that reader's own options. What is left out is guessed. */
export interface AddOptions {
  readonly format?: string;
  readonly [option: string]: unknown;
}

export interface AddProgress {
  /** Of the files as they lie on the disk. */
  readonly bytes: number;
  readonly totalBytes: number;
  readonly rows: number;
}

/** What a training thread keeps in the database itself. Where it reads a file, it puts the rows here. Each call is durable when it resolves, or throws a `StudioError`. */
export interface DataStore {
  /** The ways that runs have taken through their weights. */
  readonly paths: PathStore;
  /** Marks that `id` is being written: what is left of it after a crash is swept. */
  begin(id: string): Promise<void>;
  write(id: string, index: number, chunk: StoredChunk): Promise<void>;
  /** The data set is there from now on. */
  finish(record: StoredDataRecord, dictionaries: Dictionaries): Promise<void>;
  /** Removes whatever is there of it. */
  drop(id: string): Promise<void>;
  /** Whether there is one, whole and not removed. */
  has(id: string): Promise<boolean>;
  /** Null when there is none, as for `has`. */
  read(id: string): Promise<StoredData | null>;
}
