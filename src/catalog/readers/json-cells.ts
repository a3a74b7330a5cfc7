/** Records as JSON has them, into rows of cells. */
import { MOST_COLUMNS, checkColumns } from "./limits.ts";
import type { Cell } from "./reader.ts";
import { refusalOf } from "./refuse.ts";

/** Fields within fields become columns such as "size.height", this deep; what lies deeper stays JSON. */
const DEEPEST = 4;

/** Which columns records have, in the order in which they turn up. */
export class RecordColumns {
  readonly #indexOf = new Map<string, number>();

  get names(): readonly string[] {
    return [...this.#indexOf.keys()];
  }

  /** Takes note of a record's fields. Throws a `StudioError` when there are too many. */
  learn(record: unknown): void {
    eachField(record, "", 0, (name) => {
      if (this.#indexOf.has(name)) return;
      this.#indexOf.set(name, this.#indexOf.size);
      if (this.#indexOf.size > MOST_COLUMNS) checkColumns(this.#indexOf.size);
    });
  }

  /** A record's cells in the order of `names`. */
  row(record: unknown): Cell[] {
    const cells: Cell[] = Array.from({ length: this.#indexOf.size }, () => null);
    eachField(record, "", 0, (name, value) => {
      const index = this.#indexOf.get(name);
      if (index !== undefined) cells[index] = cellOf(value);
    });
    return cells;
  }
}

function eachField(value: unknown, name: string, depth: number, visit: (name: string, value: unknown) => void): void {
  if (!isFields(value) || depth > DEEPEST) return visit(name === "" ? "value" : name, value);
  for (const [key, inner] of Object.entries(value)) {
    eachField(inner, name === "" ? key : `${name}.${key}`, depth + 1, visit);
  }
}

/** Lists and what lies too deep are kept as JSON text. */
export function cellOf(value: unknown): Cell {
  if (value === null || value === undefined) return null;
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  if (typeof value === "bigint") return Number(value);
  if (value instanceof Date) return value;
  try {
    return JSON.stringify(value, (_key, inner: unknown) => (typeof inner === "bigint" ? Number(inner) : inner));
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw refusalOf(
      "json-too-deep",
      "A value lies thousands of levels deep, which no table does. Check how this file was written.",
      "某个值嵌套了数千层，不像正常的表格数据。请检查该文件的生成方式。",
      cause,
    );
  }
}

export function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date);
}
