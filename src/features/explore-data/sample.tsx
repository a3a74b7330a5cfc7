import type { ReactNode } from "react";
import type { DataSummary } from "../../project/records.ts";
import { useFormats, useText } from "../../ui/language.tsx";
import { Pixels } from "../../ui/plots/pixels.tsx";
import { PointPlot } from "../../ui/plots/point-plot.tsx";
import { Section } from "../../ui/room.tsx";
import { useWidth } from "../../ui/use-width.ts";
import { texts } from "./texts.ts";

const MOST_ROWS = 8;
const HEIGHT = 320;

/** The data itself: pictures, points, rows. */
export function Sample({ data }: { readonly data: DataSummary }): ReactNode {
  const t = useText();
  const picture = data.inputs.find((input) => input.type === "image");
  if (picture !== undefined) return <Pictures data={data} shape={picture.shape} name={picture.name} />;
  return (
    <>
      {data.points !== undefined && <Scatter data={data} points={data.points} />}
      <Section title={t(texts.sample)}>
        <Rows data={data} />
      </Section>
    </>
  );
}

function Pictures(props: {
  readonly data: DataSummary;
  readonly shape: readonly [number, number, number];
  readonly name: string;
}): ReactNode {
  const t = useText();
  const { data } = props;
  const place = data.columns.findIndex((column) => column.name === props.name);
  const target = data.columns.findIndex((column) => column.name === data.target.name);
  return (
    <Section title={t(texts.pictures)}>
      <ul className="sample-pictures">
        {data.sample.map((row, index) => {
          const pixels = row[place];
          return (
            // Rows have no identity but their place.
            <li key={index}>
              {pixels instanceof Uint8Array && <Pixels pixels={pixels} shape={props.shape} size={64} />}
              <span>{String(row[target])}</span>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}

function Scatter(props: {
  readonly data: DataSummary;
  readonly points: NonNullable<DataSummary["points"]>;
}): ReactNode {
  const t = useText();
  const [measure, width] = useWidth();
  const { data, points } = props;
  const numbers = data.inputs.filter((input) => input.type === "number");
  const classes = data.target.task === "classification" && points.group !== undefined ? data.target.classes : [];
  const [xLabel, yLabel] = [numbers[0]?.name ?? "", numbers[1]?.name ?? data.target.name];
  return (
    <Section
      title={t(texts.points)}
      actions={
        <ul className="sample-classes">
          {classes.map((name, index) => (
            <li key={name}>
              <i style={{ background: `var(--series-${(index % 8) + 1})` }} />
              {/^\d+$/.test(name) ? `${data.target.name} ${name}` : name}
            </li>
          ))}
        </ul>
      }
    >
      <div ref={measure} style={{ minHeight: HEIGHT }}>
        {width > 0 && (
          <PointPlot
            label={`${xLabel}, ${yLabel}`}
            points={points}
            xLabel={xLabel}
            yLabel={yLabel}
            width={width}
            height={HEIGHT}
          />
        )}
      </div>
    </Section>
  );
}

function Rows({ data }: { readonly data: DataSummary }): ReactNode {
  const t = useText();
  const format = useFormats();
  return (
    <div className="column-scroll" role="group" aria-label={t(texts.sample)} tabIndex={0}>
      <table className="column-table">
        <thead>
          <tr>
            {data.columns.map((column) => (
              <th key={column.name} scope="col" className={column.type === "number" ? "column-number" : ""}>
                {column.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data.sample.slice(0, MOST_ROWS).map((row, index) => (
            // Rows have no identity but their place.
            <tr key={index}>
              {row.map((cell, column) => (
                <td key={column} className={data.columns[column]?.type === "number" ? "column-number" : ""}>
                  {cell === null ? (
                    <span className="column-empty">{t(texts.empty)}</span>
                  ) : typeof cell === "number" ? (
                    format.number(cell)
                  ) : typeof cell === "string" ? (
                    cell
                  ) : null}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
