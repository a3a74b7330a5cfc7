/** Single rows of the data with what the model made of them: pictures side by side, other rows as a table. */
import { useEffect, useState, type ReactNode } from "react";
import { problemOf, type Problem } from "../../language/studio-error.ts";
import type { Cell, RowPage } from "../../project/data-summary.ts";
import type { EvaluatedOn } from "../../project/model-evaluation.ts";
import type { InputColumn, ModelRecord } from "../../project/records.ts";
import { rowsOfModel } from "../../studio/models/evaluate-model.ts";
import { useFormats, useText } from "../../ui/language.tsx";
import { Pixels } from "../../ui/plots/pixels.tsx";
import { ProblemPanel } from "../../ui/problem-panel.tsx";
import { seenBefore, texts } from "./texts.ts";

export interface Example {
  /** Its place in the data set, from 0. */
  readonly row: number;
  readonly isWrong: boolean;
  /** Under a picture. */
  readonly caption: string;
  /** In a table, beside the row's own. */
  readonly cells: readonly string[];
}

interface ExampleRowsProps {
  readonly model: ModelRecord;
  /** What the rows are of. */
  readonly on: EvaluatedOn;
  readonly examples: readonly Example[];
  /** Of the examples' own cells. */
  readonly header: readonly string[];
}

const PICTURE_SIDE = 56;
/** More columns would hide what the rows are shown for. */
const MOST_COLUMNS = 8;

export function ExampleRows({ model, on, examples, header }: ExampleRowsProps): ReactNode {
  const t = useText();
  const format = useFormats();
  const page = useRows(
    model,
    on,
    examples.map(({ row }) => row),
  );
  if (examples.length === 0) return null;
  if (page !== null && "code" in page) return <ProblemPanel problem={page} />;
  const cellsOf = (row: number): readonly Cell[] => page?.cells[page.places.indexOf(row)] ?? [];
  const [first] = model.inputs;
  if (first?.type === "image") {
    return (
      <ul className="example-pictures">
        {examples.map(({ row, isWrong, caption, cells }) => {
          const [pixels] = cellsOf(row);
          return (
            <li
              key={row}
              className={isWrong ? "example-wrong" : ""}
              title={`${t(texts.row)} ${format.integer(row + 1)}`}
            >
              <span className="example-picture">
                {pixels instanceof Uint8Array && (
                  <Pixels
                    pixels={pixels}
                    shape={first.shape}
                    size={PICTURE_SIDE * Math.min(1, first.shape[1] / first.shape[0])}
                  />
                )}
              </span>
              <span>{caption}</span>
              <small>{cells.at(-1)}</small>
            </li>
          );
        })}
      </ul>
    );
  }
  const columns = model.inputs.slice(0, MOST_COLUMNS);
  const [window] = model.inputs.flatMap((input) => ("window" in input && input.window ? [input.window] : []));
  return (
    <>
      {window !== undefined && (
        <p className="plot-note">{t(seenBefore(format.integer(window.length), window.horizon))}</p>
      )}
      <div className="example-table" role="region" aria-label={t(texts.rows)} tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t(texts.row)}</th>
              {header.map((name) => (
                <th key={name} scope="col" className="example-own">
                  {name}
                </th>
              ))}
              {columns.map(({ name }) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {examples.map(({ row, cells }) => (
              <tr key={row}>
                <th scope="row">{format.integer(row + 1)}</th>
                {cells.map((cell, at) => (
                  <td key={at} className="example-own">
                    {cell}
                  </td>
                ))}
                {columns.map((column, at) => (
                  <td key={column.name} className={column.type === "text" ? "example-text" : ""}>
                    {shown(cellsOf(row)[at], column, format)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function shown(cell: Cell | undefined, { type }: InputColumn, format: ReturnType<typeof useFormats>): string {
  if (cell === null || cell === undefined || typeof cell === "object") return "–";
  if (typeof cell === "string") return cell;
  return type === "time" ? format.moment(cell) : format.number(cell);
}

/** The rows at these places; null while they are on their way. */
function useRows(model: ModelRecord, on: EvaluatedOn, places: readonly number[]): RowPage | Problem | null {
  const [page, setPage] = useState<RowPage | Problem | null>(null);
  const key = places.join();
  useEffect(() => {
    let isWanted = true;
    const wanted = key === "" ? [] : key.split(",").map(Number);
    rowsOfModel(model, on, wanted).then(
      (rows) => {
        if (isWanted) setPage(rows);
      },
      (thrown: unknown) => {
        if (isWanted) setPage(problemOf(thrown));
      },
    );
    return () => {
      isWanted = false;
    };
  }, [model, on, key]);
  return page;
}
