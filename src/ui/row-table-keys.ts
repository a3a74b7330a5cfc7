/** Where a key leads in a grid of cells. */
export interface CellPlace {
  /** -1: the headings. */
  readonly row: number;
  /** 0: the row's own head. */
  readonly column: number;
}

interface GridSize {
  readonly rows: number;
  /** Without the row's head. */
  readonly columns: number;
  /** Rows that Page Down goes on by. */
  readonly page: number;
}

interface Key {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
}

/** The keys of the ARIA authoring practices' data grid; null for a key that leads nowhere. */
export function moved({ row, column }: CellPlace, { key, ctrlKey, metaKey }: Key, size: GridSize): CellPlace | null {
  const isFar = ctrlKey || metaKey;
  const last = { row: size.rows - 1, column: size.columns };
  switch (key) {
    case "ArrowDown":
      return { row: Math.min(last.row, row + 1), column };
    case "ArrowUp":
      return { row: Math.max(-1, row - 1), column };
    case "ArrowRight":
      return { row, column: Math.min(last.column, column + 1) };
    case "ArrowLeft":
      return { row, column: Math.max(0, column - 1) };
    case "PageDown":
      return { row: Math.min(last.row, row + size.page), column };
    case "PageUp":
      return { row: row <= 0 ? -1 : Math.max(0, row - size.page), column };
    case "Home":
      return isFar ? { row: 0, column: 0 } : { row, column: 0 };
    case "End":
      return isFar ? last : { row, column: last.column };
    default:
      return null;
  }
}
