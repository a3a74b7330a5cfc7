import type { ReactNode } from "react";
import "./data-table.css";

interface DataTableProps {
  readonly label: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Pixels; longer tables scroll inside. */
  readonly height: number;
}

/** More rows than this would make the page slow; the CSV has them all. */
const MOST_ROWS = 500;

/** A chart's figures as a table that scrolls by itself and can be reached by keyboard. */
export function DataTable(props: DataTableProps): ReactNode {
  const stride = Math.max(1, Math.ceil(props.rows.length / MOST_ROWS));
  const rows = props.rows.filter((_, index) => index % stride === 0 || index === props.rows.length - 1);
  return (
    <div className="data-table" role="region" aria-label={props.label} tabIndex={0} style={{ maxHeight: props.height }}>
      <table>
        <thead>
          <tr>
            {props.header.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            // Rows have no identity but their place.
            <tr key={index}>
              {row.map((cell, column) => (
                <td key={column}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
