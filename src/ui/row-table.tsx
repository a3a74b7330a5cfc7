/**
 * A table of any length: only the rows and columns in sight are drawn, rows come in pages as they are needed. A grid in
 * the words of ARIA: one stop in the tab order, arrows walk its cells, Enter on a heading sorts. The focus stays on the
 * grid itself, so that it is not lost when its cell scrolls away.
 */
import { useCallback, useId, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { type CellPlace, moved } from "./row-table-keys.ts";
import { Heading, type TableColumn, type TableOrder } from "./row-table-heading.tsx";
import type { Problem } from "../language/studio-error.ts";
import { usePages, type ReadPage } from "./use-pages.ts";
import { useWidth } from "./use-width.ts";
import "./row-table.css";

interface RowTableProps<Row> {
  readonly label: string;
  readonly columns: readonly TableColumn[];
  readonly rows: number;
  readonly rowHeight: number;
  /** Rows in sight when there are as many. */
  readonly rowsInSight: number;
  readonly order: TableOrder | null;
  readonly onOrder: (order: TableOrder | null) => void;
  readonly readPage: ReadPage<Row>;
  /** What stands at the row's head. */
  readonly renderHead: (row: Row) => string;
  readonly renderCell: (row: Row, column: number) => ReactNode;
  readonly headLabel: string;
  /** Rows could not be read; shown in the table's place. */
  readonly renderProblem: (problem: Problem, retry: () => void) => ReactNode;
}

const HEAD_HEIGHT = 34;
const HEAD_WIDTH = 72;
/** No browser lays out much more; a longer table scrolls several rows a pixel. */
const MOST_PIXELS = 8_000_000;

export function RowTable<Row>(props: RowTableProps<Row>): ReactNode {
  const { columns, rows, rowHeight, order } = props;
  const id = useId();
  const scroller = useRef<HTMLDivElement | null>(null);
  const [measure, width] = useWidth();
  const attach = useCallback(
    (element: HTMLDivElement | null) => {
      scroller.current = element;
      return measure(element);
    },
    [measure],
  );
  const [scroll, setScroll] = useState({ top: 0, left: 0 });
  const [active, setActive] = useState<CellPlace>({ row: -1, column: 0 });

  const inSight = Math.min(rows, props.rowsInSight);
  const bodyHeight = inSight * rowHeight;
  const space = Math.min(rows * rowHeight, MOST_PIXELS);
  // At the end of the scrollbar stands the last row, however many rows a pixel is.
  const rowsPerPixel = space > bodyHeight ? (rows - inSight) / (space - bodyHeight) : 0;
  const position = Math.min(rows - inSight, Math.max(0, scroll.top * rowsPerPixel));
  const first = Math.floor(position);
  const end = Math.min(rows, first + inSight + 1);
  const { rowAt, problem, retry } = usePages(props.readPage, first, end);

  const edges = edgesOf(columns);
  const shown = columns
    .map((column, index) => ({ column, index }))
    .filter(({ index }) => edges[index + 1]! > scroll.left && edges[index]! < scroll.left + Math.max(width, 1));

  const reveal = (place: CellPlace): void => {
    const element = scroller.current;
    if (element === null) return;
    if (place.row >= 0 && rowsPerPixel > 0) {
      const lowest = place.row - inSight + 1;
      const target = Math.min(place.row, Math.max(lowest, position));
      if (target !== position) element.scrollTop = target / rowsPerPixel;
    }
    const [from, to] = [place.column === 0 ? 0 : edges[place.column - 1]! - HEAD_WIDTH, edges[place.column]!];
    if (from < element.scrollLeft) element.scrollLeft = from;
    else if (to > element.scrollLeft + element.clientWidth) element.scrollLeft = to - element.clientWidth;
  };

  const sort = (index: number): void => {
    const column = columns[index];
    if (column?.isSortable !== true) return;
    if (order?.column !== column.name) props.onOrder({ column: column.name, isDescending: false });
    else props.onOrder(order.isDescending ? null : { column: column.name, isDescending: true });
  };

  const press = (event: KeyboardEvent): void => {
    if ((event.key === "Enter" || event.key === " ") && active.row === -1 && active.column > 0) {
      event.preventDefault();
      sort(active.column - 1);
      return;
    }
    const next = moved(active, event, { rows, columns: columns.length, page: inSight });
    if (next === null) return;
    event.preventDefault();
    setActive(next);
    reveal(next);
  };

  const cellId = (place: CellPlace): string => `${id}-${place.row}-${place.column}`;
  const cellProps = (place: CellPlace) => ({
    id: cellId(place),
    "aria-colindex": place.column + 1,
    "data-active": place.row === active.row && place.column === active.column ? true : undefined,
    style: { width: place.column === 0 ? HEAD_WIDTH : columns[place.column - 1]?.width },
  });

  // In place of the columns left of those in sight.
  const gap = <div role="presentation" style={{ width: (edges[shown[0]?.index ?? 0] ?? HEAD_WIDTH) - HEAD_WIDTH }} />;

  if (problem !== null) return props.renderProblem(problem, retry);
  return (
    <div
      className="row-table"
      role="grid"
      aria-label={props.label}
      aria-rowcount={rows + 1}
      aria-colcount={columns.length + 1}
      aria-readonly="true"
      aria-activedescendant={cellId(active)}
      tabIndex={0}
      style={{ height: bodyHeight + HEAD_HEIGHT }}
      ref={attach}
      onScroll={(event) => {
        setScroll({ top: event.currentTarget.scrollTop, left: event.currentTarget.scrollLeft });
      }}
      onKeyDown={press}
      onClick={(event) => {
        const place = placeAt(event.target);
        if (place === null) return;
        setActive(place);
        if (place.row === -1 && place.column > 0) sort(place.column - 1);
      }}
    >
      <div className="row-table-space" style={{ height: space + HEAD_HEIGHT, width: edges[edges.length - 1] }}>
        <div className="row-table-window" style={{ height: bodyHeight + HEAD_HEIGHT }}>
          <div role="row" aria-rowindex={1} className="row-table-row row-table-head" style={{ height: HEAD_HEIGHT }}>
            <div role="columnheader" className="row-table-mark" {...cellProps({ row: -1, column: 0 })}>
              {props.headLabel}
            </div>
            {gap}
            {shown.map(({ column, index }) => (
              <Heading
                key={column.name}
                column={column}
                order={order}
                cell={cellProps({ row: -1, column: index + 1 })}
              />
            ))}
          </div>
          <div className="row-table-body" role="rowgroup">
            <div style={{ transform: `translateY(${-(position - first) * rowHeight}px)` }}>
              {Array.from({ length: end - first }, (_, offset) => {
                const at = first + offset;
                const row = rowAt(at);
                return (
                  <div
                    key={at}
                    role="row"
                    aria-rowindex={at + 2}
                    aria-busy={row === undefined}
                    className="row-table-row"
                    style={{ height: rowHeight }}
                  >
                    <div role="rowheader" className="row-table-mark" {...cellProps({ row: at, column: 0 })}>
                      {row === undefined ? "" : props.renderHead(row)}
                    </div>
                    {gap}
                    {shown.map(({ column, index }) => (
                      <div
                        key={column.name}
                        role="gridcell"
                        className={column.isNumber ? "row-table-number" : ""}
                        {...cellProps({ row: at, column: index + 1 })}
                      >
                        <span className="row-table-text">{row === undefined ? "" : props.renderCell(row, index)}</span>
                      </div>
                    ))}
                  </div>
                );
              })}
            </div>
          </div>
        </div>
      </div>
    </div>
  );
}

/** Where each column begins, and where the last one ends. */
function edgesOf(columns: readonly TableColumn[]): readonly number[] {
  let at = HEAD_WIDTH;
  return [at, ...columns.map(({ width }) => (at += width))];
}

/** The cell that was clicked, by the places that it is announced with. */
function placeAt(target: EventTarget): CellPlace | null {
  const cell = target instanceof Element ? target.closest("[aria-colindex]") : null;
  const row = cell?.closest("[aria-rowindex]") ?? null;
  if (cell === null || row === null) return null;
  return { row: Number(row.getAttribute("aria-rowindex")) - 2, column: Number(cell.getAttribute("aria-colindex")) - 1 };
}
