import type { ReactNode } from "react";

export interface TableColumn {
  readonly name: string;
  /** Pixels. */
  readonly width: number;
  readonly isNumber: boolean;
  readonly isSortable: boolean;
}

export interface TableOrder {
  readonly column: string;
  readonly isDescending: boolean;
}

interface HeadingProps {
  readonly column: TableColumn;
  readonly order: TableOrder | null;
  readonly cell: Readonly<Record<string, unknown>>;
}

/** A column's heading; the grid sorts by the one that is clicked. */
export function Heading({ column, order, cell }: HeadingProps): ReactNode {
  const isOrdering = order?.column === column.name;
  const direction = order?.isDescending === true ? "descending" : "ascending";
  return (
    <div
      role="columnheader"
      className={column.isNumber ? "row-table-number" : ""}
      aria-sort={!column.isSortable ? undefined : isOrdering ? direction : "none"}
      data-sortable={column.isSortable || undefined}
      title={column.name}
      {...cell}
    >
      <span className="row-table-text">{column.name}</span>
      {isOrdering && <span aria-hidden="true">{order.isDescending ? " ↓" : " ↑"}</span>}
    </div>
  );
}
