/** What a data set is: named columns of equal length, whatever file or formula they came from. */
import { z } from "zod";
import type { Text } from "../../language/text.ts";
import type { ConfigSchema, Definition } from "../definition.ts";

export interface NumberColumn {
  readonly type: "number";
  readonly name: string;
  /** NaN where missing. */
  readonly values: Float64Array;
}

export interface CategoryColumn {
  readonly type: "category";
  readonly name: string;
  /** Index into `categories`; -1 where missing. */
  readonly codes: Int32Array;
  readonly categories: readonly string[];
}

export interface ImageColumn {
  readonly type: "image";
  readonly name: string;
  /** Row after row, each `shape` = [height, width, channels], row-major. */
  readonly pixels: Uint8Array;
  readonly shape: readonly [number, number, number];
  /** What a pixel is multiplied with on its way into the network. */
  readonly scale: number;
  /** What is then subtracted and divided by, by channel. */
  readonly channels?: readonly { readonly mean: number; readonly deviation: number }[];
}

/** Words that are no classes: messages, titles, names. */
export interface TextColumn {
  readonly type: "text";
  readonly name: string;
  /** Null where missing. */
  readonly values: readonly (string | null)[];
}

export interface TimeColumn {
  readonly type: "time";
  readonly name: string;
  /** Milliseconds since the beginning of 1970, UTC; NaN where missing. */
  readonly values: Float64Array;
}

/** What is either true or false is a category column of two categories, the negative one first. */
export type Column = NumberColumn | CategoryColumn | ImageColumn | TextColumn | TimeColumn;
export const columnTypes = ["number", "category", "image", "text", "time"] as const;
export type ColumnType = Column["type"];

/** What is known of a column before its rows are read. */
export interface OfferedColumn {
  readonly name: string;
  readonly type: ColumnType;
  /** Of pictures: height, width, channels. */
  readonly shape?: readonly number[] | undefined;
  /** Of classes beside pictures, where they are known. */
  readonly categories?: readonly string[] | undefined;
}

/** What a data set is mainly made of: it decides how it is shown. */
export const datasetKinds = ["table", "images", "text", "series"] as const;
export type DatasetKind = (typeof datasetKinds)[number];

export interface Dataset {
  readonly rows: number;
  readonly columns: readonly Column[];
  /** Rows from here on are the source's own test set. */
  readonly testFrom?: number;
  /** Where it is a sample of a data set that is larger than memory. */
  readonly sampleOf?: WholeRows;
}

/** A data set that the user has added, with what its reader suggests for it. */
export interface StoredDataset extends Dataset {
  readonly target: string;
  /** Columns that are no features unless the project names them: texts beside numbers, columns of one value. */
  readonly ignored: readonly string[];
}

/** All rows of a data set that is larger than memory, where they are stored. */
export interface WholeRows {
  readonly rows: number;
  readonly testFrom?: number;
  /** Which of all rows the sample holds, ascending. */
  readonly sampled: Int32Array;
  /** A hash of names, kinds and values. */
  readonly fingerprint: string;
  /** All rows of some columns, for what must be seen at once. */
  columns(names: ReadonlySet<string>): Promise<readonly Column[]>;
  /** All columns, some rows at a time, from the first row to the last. */
  stretches(): AsyncIterable<Pick<Dataset, "rows" | "columns">>;
}

/** A file of the training thread's own, gone when the thread ends. Its reads wait for nothing. */
export interface ScratchFile {
  /** Throws a `StudioError` when the disk is full. */
  write(bytes: Uint8Array, at: number): void;
  /** Fills `into`. Throws where nothing has been written. */
  read(into: Uint8Array, at: number): void;
  close(): void;
}

/** How a data set reaches what it is made of, files of the studio's own origin or rows in the browser's database. */
export interface DatasetAccess {
  readonly signal: AbortSignal;
  /** Null when this browser stores no such data set. */
  readStored(id: string): Promise<StoredDataset | null>;
  /** Room for `bytes` on the disk. Throws a `StudioError` when there is none. */
  openScratch(bytes: number): Promise<ScratchFile>;
  /** Is told the share of the data that is ready, 0 to 1. */
  report(fraction: number): void;
  /** The bytes of a file prepared at build time, unpacked, by its name in `prepared-files`. Reports its progress. */
  readFile(name: string): Promise<Uint8Array>;
}

export interface DatasetDefinition<Config extends ConfigSchema = ConfigSchema> extends Definition<Config> {
  readonly kind: DatasetKind;
  /** With the default config. */
  readonly rows: number;
  /** The column to predict unless the project says otherwise. */
  readonly target: string;
  readonly source: { readonly credit: Text; readonly licence: string };
  /** What the studio suggests when the project leaves it out; else it decides by the columns' types. */
  readonly suggested?: {
    /** Columns that are no features unless the project names them. */
    readonly ignored?: readonly string[];
    readonly group?: string;
    readonly time?: string;
    readonly preprocess?: readonly unknown[];
    readonly split?: Readonly<Record<string, unknown>>;
    readonly standardizeTarget?: boolean;
  };
  readonly load: () => Promise<(config: z.infer<Config>, access: DatasetAccess) => Promise<Dataset>>;
}

export function defineDataset<const Id extends string, Config extends ConfigSchema>(
  definition: DatasetDefinition<Config> & { readonly id: Id },
): DatasetDefinition<Config> & { readonly id: Id } {
  return definition;
}

/** Whether a number target is taught standardized where the project leaves it and its preprocessing open. */
export function standardizesTarget(suggested: DatasetDefinition["suggested"]): boolean {
  return suggested?.standardizeTarget ?? suggested?.preprocess === undefined;
}

export function rowsOf(column: Column): number {
  switch (column.type) {
    case "number":
    case "text":
    case "time":
      return column.values.length;
    case "category":
      return column.codes.length;
    case "image":
      return column.pixels.length / (column.shape[0] * column.shape[1] * column.shape[2]);
  }
}

/** Fields that generated data sets share. */
export function rowsField(standard: number) {
  return z
    .int()
    .min(10)
    .max(100_000)
    .default(standard)
    .meta({ field: { label: { en: "Points", zh: "点数" } } });
}

export function noiseField(standard: number) {
  return z
    .number()
    .min(0)
    .max(5)
    .default(standard)
    .meta({
      field: {
        label: { en: "Noise", zh: "噪声" },
        help: { en: "Standard deviation of the normal noise.", zh: "正态噪声的标准差。" },
      },
    });
}

/** `standard` differs from set to set, so that no two are drawn from the same numbers. */
export function seedField(standard: number) {
  return z
    .int()
    .min(0)
    .max(2 ** 31 - 1)
    .default(standard)
    .meta({
      field: {
        label: { en: "Seed", zh: "随机种子" },
        help: { en: "Another number draws other points.", zh: "换一个数，就会生成另一批点。" },
      },
    });
}
