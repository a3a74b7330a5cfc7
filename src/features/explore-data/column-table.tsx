import { useState, type ReactNode } from "react";
import type { ColumnSummary, DataSummary } from "../../project/records.ts";
import { editProject } from "../../studio/edit-project.ts";
import { useFormats, useText } from "../../ui/language.tsx";
import { Histogram } from "../../ui/plots/histogram.tsx";
import { Section } from "../../ui/room.tsx";
import { Select } from "../../ui/select.tsx";
import { rangeOf, texts, typeNames, featureSwitch } from "./texts.ts";

/** What was understood of each column, and which of them the model gets. */
export function ColumnTable({ data }: { readonly data: DataSummary }): ReactNode {
  const t = useText();
  const [hasRefused, setRefused] = useState(false);
  const features = new Set(data.inputs.map((input) => input.name));
  const possibleTargets = data.columns.filter(
    (column) => (column.type === "number" || column.type === "category") && column.distinct > 1,
  );
  const toggle = (name: string): void => {
    const next = data.columns
      .filter((column) => column.name !== data.target.name && features.has(column.name) !== (column.name === name))
      .map((column) => column.name);
    setRefused(next.length === 0);
    if (next.length > 0) editProject((project) => ({ ...project, data: { ...project.data, features: next } }));
  };
  return (
    <Section
      title={t(texts.columns)}
      actions={
        <Select
          label={t(texts.targetColumn)}
          value={data.target.name}
          choices={possibleTargets.map((column) => ({
            value: column.name,
            label: column.name,
            summary: t(typeNames[column.type]),
          }))}
          onChange={(target) => {
            editProject((project) => {
              // What was a target cannot stay a feature; features left out means every other column.
              const { features: _old, ...rest } = project.data;
              return { ...project, data: { ...rest, target } };
            });
          }}
        />
      }
    >
      {hasRefused && (
        <p className="field-problem" role="alert">
          {t(texts.pickOne)}
        </p>
      )}
      <div className="column-scroll" role="group" aria-label={t(texts.columns)} tabIndex={0}>
        <table className="column-table">
          <thead>
            <tr>
              <th scope="col">{t(texts.use)}</th>
              <th scope="col">{t(texts.column)}</th>
              <th scope="col">{t(texts.type)}</th>
              <th scope="col" className="column-number">
                {t(texts.missing)}
              </th>
              <th scope="col" className="column-number">
                {t(texts.distinct)}
              </th>
              <th scope="col">{t(texts.distribution)}</th>
            </tr>
          </thead>
          <tbody>
            {data.columns.map((column) => (
              <ColumnRow
                key={column.name}
                column={column}
                role={column.name === data.target.name ? "target" : features.has(column.name) ? "feature" : "unused"}
                onToggle={() => {
                  toggle(column.name);
                }}
              />
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}

function ColumnRow(props: {
  readonly column: ColumnSummary;
  readonly role: "target" | "feature" | "unused";
  readonly onToggle: () => void;
}): ReactNode {
  const t = useText();
  const format = useFormats();
  const { column, role } = props;
  const { range } = column;
  return (
    <tr className={role === "unused" ? "column-unused" : ""}>
      <td>
        {role === "target" ? (
          <span className="column-target">{t(texts.target)}</span>
        ) : (
          <input
            type="checkbox"
            className="column-use"
            checked={role === "feature"}
            aria-label={t(featureSwitch(column.name))}
            onChange={props.onToggle}
          />
        )}
      </td>
      <th scope="row">{column.name}</th>
      <td>{t(typeNames[column.type])}</td>
      <td className={column.missing > 0 ? "column-number column-missing" : "column-number"}>
        {column.missing === 0 ? "–" : format.integer(column.missing)}
      </td>
      <td className="column-number">{column.type === "image" ? "–" : format.integer(column.distinct)}</td>
      <td>
        <div className="column-distribution">
          {column.histogram.length > 0 && <Histogram bins={column.histogram} width={120} height={28} />}
          <span className="small quiet">
            {range !== undefined
              ? t(rangeOf(format.number(range.minimum), format.number(range.mean), format.number(range.maximum)))
              : column.histogram
                  .slice(0, 4)
                  .map((bin) => `${bin.label}: ${format.integer(bin.count)}`)
                  .join(", ")}
          </span>
        </div>
      </td>
    </tr>
  );
}
