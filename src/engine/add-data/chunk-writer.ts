/** Takes batches as a reader gives them, builds the columns and stores them in chunks of a size that memory bears. */
import type { Column } from "../../catalog/datasets/dataset.ts";
import { sizeOf } from "../../catalog/layers/layer.ts";
import { MOST_ROWS, MOST_STORED_BYTES } from "../../catalog/readers/limits.ts";
import type { Batch, OpenedData } from "../../catalog/readers/reader.ts";
import { StudioError } from "../../language/studio-error.ts";
import type { DataStore, Dictionaries, StoredChunk, StoredValues } from "../../project/stored-data.ts";
import { fingerprintOf } from "../data/fingerprint.ts";
import { buildColumn } from "./build-column.ts";
import type { ColumnBuilder } from "./column-builder.ts";
import type { ReadingConfig } from "./choose-reader.ts";
import type { ColumnReading } from "./guess-types.ts";
import { picturesBuilder } from "./pictures-builder.ts";
import type { NamedColumn } from "./suggest-roles.ts";
import type { Warnings } from "./warnings.ts";

const MOST_CHUNK_ROWS = 65_536;
const MOST_CHUNK_BYTES = 16 * 2 ** 20;

export interface WrittenData {
  readonly columns: readonly NamedColumn[];
  readonly dictionaries: Dictionaries;
  readonly fingerprint: string;
  readonly bytes: number;
}

export class ChunkWriter {
  readonly #id: string;
  readonly #store: DataStore;
  readonly #opened: OpenedData<ReadingConfig>;
  readonly #builders: readonly ColumnBuilder[];
  readonly #chunkRows: number;
  readonly #prints: string[] = [];
  /** The chunk that is on its way to the disk while the next one is read. */
  #writing: Promise<void> = Promise.resolve();
  #filled = 0;
  #chunks = 0;
  #bytes = 0;
  #rows = 0;

  /** `readings`: by column how its cells are read; null for pictures. */
  constructor(
    id: string,
    opened: OpenedData<ReadingConfig>,
    readings: readonly (ColumnReading | null)[],
    store: DataStore,
  ) {
    this.#id = id;
    this.#store = store;
    this.#opened = opened;
    const width = opened.columns.reduce((sum, { shape }) => sum + (shape === undefined ? 8 : sizeOf(shape)), 0);
    this.#chunkRows = Math.max(1, Math.min(MOST_CHUNK_ROWS, Math.floor(MOST_CHUNK_BYTES / width)));
    this.#builders = opened.columns.map(({ shape }, index) => {
      const reading = readings[index] ?? null;
      if (shape !== undefined) return picturesBuilder(sizeOf(shape), this.#chunkRows);
      if (reading === null) throw new Error("a column without a reading");
      return buildColumn(reading, this.#chunkRows, opened.options.decimal ?? ".");
    });
  }

  get rows(): number {
    return this.#rows;
  }

  /** Names of the columns whose cells are mostly not what they were taken for. */
  get misread(): readonly string[] {
    return this.#opened.columns.filter((_, index) => this.#builders[index]!.isMisread).map(({ name }) => name);
  }

  async add(batch: Batch): Promise<void> {
    const rows = batch.type === "rows" ? batch.rows.length : batch.rows;
    if (this.#rows + rows > MOST_ROWS) throw tooMany();
    for (let from = 0; from < rows;) {
      const to = Math.min(rows, from + this.#chunkRows - this.#filled);
      this.#builders.forEach((builder, index) => {
        if (batch.type === "rows") builder.addRows(batch.rows, index, from, to, this.#rows + 1);
        else builder.addTyped(batch.columns[index]!, from, to, this.#rows + 1);
      });
      this.#filled += to - from;
      this.#rows += to - from;
      from = to;
      if (this.#filled === this.#chunkRows) await this.#flush();
    }
    const characters = this.#builders.reduce((sum, builder) => sum + builder.waitingCharacters, 0);
    if (2 * characters > MOST_CHUNK_BYTES) await this.#flush();
  }

  /** Stores what is left. `warnings` hears of cells that count as missing, and of columns that hold nothing. */
  async finish(warnings: Warnings): Promise<WrittenData> {
    if (this.#filled > 0) await this.#flush();
    await this.#writing;
    const columns = this.#opened.columns.map(({ name, shape }, index): NamedColumn => {
      const built = this.#builders[index]!.finish();
      warnOf(name, built, this.#rows, warnings);
      return { ...built, name, ...(shape === undefined ? {} : { shape: [...shape] }) };
    });
    const dictionaries = columns.map(({ dictionary }) => dictionary);
    const meaning = JSON.stringify(columns.map(({ name, type, shape }) => [name, type, shape]));
    const whole = [meaning, JSON.stringify(dictionaries), ...this.#prints];
    return {
      columns,
      dictionaries,
      bytes: this.#bytes + 2 * dictionaries.flat().reduce((sum, word) => sum + (word?.length ?? 0), 0),
      fingerprint: fingerprintOf([{ type: "text", name: "", values: whole }]),
    };
  }

  /** Waits for the write that is under way, whatever becomes of it: nothing is written after this. */
  async settle(): Promise<void> {
    await this.#writing.catch(() => undefined);
  }

  async #flush(): Promise<void> {
    const chunk: StoredChunk = { rows: this.#filled, columns: this.#builders.map((builder) => builder.take()) };
    this.#filled = 0;
    this.#prints.push(fingerprintOf(chunk.columns.map(asColumn)));
    this.#bytes += chunk.columns.reduce((sum, values) => sum + bytesOf(values), 0);
    if (this.#bytes > MOST_STORED_BYTES) throw tooLarge();
    await this.#writing;
    this.#writing = this.#store.write(this.#id, this.#chunks++, chunk);
    // Heard by whoever waits next; without a listener meanwhile, the browser would report it as unheard.
    this.#writing.catch(() => undefined);
  }
}

function asColumn(values: StoredValues): Column {
  switch (values.type) {
    case "number":
      return { type: "number", name: "", values: values.values };
    case "codes":
      return { type: "category", name: "", codes: values.codes, categories: [] };
    case "text":
      return { type: "text", name: "", values: values.values };
    case "image":
      return { type: "image", name: "", pixels: values.pixels, shape: [1, values.pixels.length, 1], scale: 1 };
  }
}

function bytesOf(values: StoredValues): number {
  switch (values.type) {
    case "number":
      return values.values.byteLength;
    case "codes":
      return values.codes.byteLength;
    case "image":
      return values.pixels.byteLength;
    case "text":
      // As the browser stores strings of two-byte characters.
      return values.values.reduce((sum, text) => sum + 2 * (text?.length ?? 0), 0);
  }
}

function warnOf(name: string, column: ReturnType<ColumnBuilder["finish"]>, rows: number, warnings: Warnings): void {
  const { strays, type, missing } = column;
  if (strays !== null) {
    const cell = strays.cell.length > 40 ? `${strays.cell.slice(0, 40)}…` : strays.cell;
    const [en, zh] = type === "time" ? ["no point in time", "不是时间"] : ["no number", "不是数值"];
    const [more, moreZh] =
      strays.count === 1
        ? ["It counts as missing.", "已视为缺失。"]
        : [
            `It counts as missing, as do ${strays.count - 1} more.`,
            `该单元格及另外 ${strays.count - 1} 个均视为缺失。`,
          ];
    warnings.add("stray-cell", {
      en: `Row ${strays.row}, column "${name}": "${cell}" is ${en}. ${more}`,
      zh: `第 ${strays.row} 行“${name}”列：“${cell}”${zh}。${moreZh}`,
    });
  }
  if (missing === rows) {
    warnings.add("empty-column", {
      en: `The column "${name}" has no value in any row.`,
      zh: `“${name}”列没有任何值。`,
    });
  }
}

function tooLarge(): StudioError {
  const gigabytes = MOST_STORED_BYTES / 1e9;
  return new StudioError({
    code: "data-too-large",
    text: {
      en: `This is more than the ${gigabytes} GB of values that the studio stores of one data set. Keep a part of the rows or fewer columns; make pictures smaller with the options width and height.`,
      zh: `数据超过 ${gigabytes} GB，即单个数据集的存储上限。请减少行数或列数；图像可通过 width 和 height 选项缩小。`,
    },
  });
}

function tooMany(): StudioError {
  const rows = MOST_ROWS.toLocaleString("en");
  return new StudioError({
    code: "too-many-rows",
    text: {
      en: `The studio holds up to ${rows} rows, and this file has more. Keep a part of them.`,
      zh: `最多可容纳 ${rows} 行，而该文件超出了上限。请减少行数。`,
    },
  });
}
