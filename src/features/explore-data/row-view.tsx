import { useCallback, useMemo, useState, type ReactNode } from "react";
import type { Cell, ColumnStatistics, DatasetSummary, RowOrder } from "../../project/data-summary.ts";
import { readRows } from "../../studio/data/read-rows.ts";
import { Button } from "../../ui/button.tsx";
import { useFormats, useText } from "../../ui/language.tsx";
import { Pixels } from "../../ui/plots/pixels.tsx";
import { ProblemPanel } from "../../ui/problem-panel.tsx";
import { Section } from "../../ui/room.tsx";
import { RowTable } from "../../ui/row-table.tsx";
import { rowsHint, texts } from "./texts.ts";

interface Row {
  /** In the data set, from 0. */
  readonly place: number;
  readonly cells: readonly Cell[];
}

const PICTURE_SIDE = 40;
/** Pixels: a longer name is cut off in the heading. */
const WIDEST_NAME = 240;
const widths: Readonly<Record<ColumnStatistics["type"], number>> = {
  number: 120,
  category: 160,
  text: 320,
  time: 160,
  image: 72,
};

/** Every row of the data set, in its own order or a column's. */
export function RowView({ dataset }: { readonly dataset: DatasetSummary }): ReactNode {
  const t = useText();
  const format = useFormats();
  const [order, setOrder] = useState<RowOrder | null>(null);
  const { columns } = dataset;
  const shape = useMemo(() => columns.find((column) => column.type === "image")?.shape, [columns]);
  const readPage = useCallback(
    async (from: number, count: number): Promise<readonly Row[]> => {
      const { places, cells } = await readRows(from, count, order);
      return places.map((place, index) => ({ place, cells: cells[index] ?? [] }));
    },
    [order],
  );
  return (
    <Section title={t(texts.rows)} actions={<p className="small quiet">{t(rowsHint)}</p>}>
      <RowTable<Row>
        label={t(texts.rows)}
        columns={columns.map(({ name, type }) => ({
          name,
          width: Math.max(widths[type], Math.min(WIDEST_NAME, 24 + 8 * name.length)),
          isNumber: type === "number",
          isSortable: type !== "image",
        }))}
        rows={dataset.rows}
        rowHeight={shape === undefined ? 32 : PICTURE_SIDE + 8}
        rowsInSight={shape === undefined ? 12 : 8}
        order={order}
        onOrder={setOrder}
        readPage={readPage}
        headLabel={t(texts.row)}
        renderHead={({ place }) => format.integer(place + 1)}
        renderCell={({ cells }, index) => {
          const cell = cells[index];
          if (cell === null || cell === undefined) return <span className="cell-empty">{t(texts.empty)}</span>;
          if (typeof cell === "number")
            return columns[index]?.type === "time" ? format.moment(cell) : format.number(cell);
          if (typeof cell === "string") return cell;
          return shape === undefined ? null : (
            <Pixels pixels={cell} shape={shape} size={PICTURE_SIDE * Math.min(1, shape[1] / shape[0])} />
          );
        }}
        renderProblem={(problem, retry) => (
          <ProblemPanel problem={problem}>
            <Button icon="retry" onClick={retry}>
              {t(texts.retry)}
            </Button>
          </ProblemPanel>
        )}
      />
    </Section>
  );
}
