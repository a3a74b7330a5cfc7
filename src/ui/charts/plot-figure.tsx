import { useRef, useState, type ReactNode } from "react";
import { useWidth } from "../use-width.ts";
import { ChartMenu } from "./chart-menu.tsx";
import { DataTable } from "./data-table.tsx";
import type { NamedLook } from "./export-chart.ts";
import "./plot-figure.css";

interface PlotFigureProps {
  readonly title: string;
  /** Used in file names. */
  readonly name: string;
  /** A sentence under the title. */
  readonly note?: ReactNode;
  readonly header: readonly string[];
  /** As a file has them. */
  readonly rows: readonly (readonly (string | number)[])[];
  readonly showNumber: (value: number) => string;
  /** Draws in so many pixels; an svg, for the files, unless `picture` is one. */
  readonly children: (width: number) => ReactNode;
  /** The svg for the files, where what is shown is made of other things; null: there is none. */
  readonly picture?: ReactNode;
  /** Of lines that bear no names in the drawing, for the files. */
  readonly names?: readonly NamedLook[];
}

/** A picture with its name, its figures as a table, and both as files. */
export function PlotFigure(props: PlotFigureProps): ReactNode {
  const { title, header, rows, picture } = props;
  const [isTable, setTable] = useState(false);
  const [measure, width] = useWidth();
  const drawing = useRef<HTMLDivElement>(null);
  return (
    <figure className="plot-figure" aria-label={title}>
      <figcaption>
        <h2>{title}</h2>
        <div className="plot-tools">
          <ChartMenu
            title={title}
            name={props.name}
            isTable={isTable}
            isEmpty={rows.length === 0}
            drawing={picture === null ? null : () => drawing.current?.querySelector("svg") ?? null}
            names={props.names}
            header={header}
            rows={() => rows}
            onTable={setTable}
          />
        </div>
      </figcaption>
      {props.note !== undefined && <p className="plot-note">{props.note}</p>}
      <div ref={measure}>
        {isTable ? (
          <DataTable
            label={title}
            height={320}
            header={header}
            rows={rows.map((row) => row.map((cell) => (typeof cell === "number" ? props.showNumber(cell) : cell)))}
          />
        ) : (
          <div ref={picture === undefined ? drawing : undefined}>{width > 0 && props.children(width)}</div>
        )}
      </div>
      {picture !== undefined && picture !== null && (
        <div ref={drawing} className="plot-picture" aria-hidden="true">
          {picture}
        </div>
      )}
    </figure>
  );
}
