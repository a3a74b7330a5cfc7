import { useState, type ReactNode } from "react";
import type { Problem } from "../../language/studio-error.ts";
import type { ColumnStatistics, DatasetSummary } from "../../project/data-summary.ts";
import { editProject } from "../../studio/project/edit-project.ts";
import { useStudio } from "../../studio/use-studio.ts";
import { Button } from "../../ui/button.tsx";
import { Hint } from "../../ui/hint.tsx";
import { useFormats, useText } from "../../ui/language.tsx";
import { Section } from "../../ui/room.tsx";
import { Select } from "../../ui/select.tsx";
import { ColumnFlags } from "./column-flags.tsx";
import { ColumnType } from "./column-type.tsx";
import { ColumnUnit } from "./column-unit.tsx";
import { type ColumnRole, possibleRoles, roleOf, withRole } from "./column-roles.ts";
import { Distribution } from "./distribution.tsx";
import {
  associationText,
  distinctOf,
  measureNames,
  missingOf,
  moreColumns,
  roleNames,
  roleOfColumn,
  texts,
} from "./texts.ts";
import "./column-cards.css";

const noFeature: Problem = { code: "no-features", text: texts.pickOne };

/** Cards shown at first; each has controls of its own. */
const AT_ONCE = 24;

/** A card for each column: what was understood, what it is for, and what to mend. */
export function ColumnCards({ dataset }: { readonly dataset: DatasetSummary }): ReactNode {
  const t = useText();
  const { integer } = useFormats();
  const [shown, setShown] = useState(AT_ONCE);
  const left = dataset.columns.length - shown;
  return (
    <Section title={t(texts.columns)} actions={<Hint subject={t(texts.columns)}>{t(texts.columnsHelp)}</Hint>}>
      <ul className="column-cards">
        {dataset.columns.slice(0, shown).map((column) => (
          <ColumnCard key={column.name} column={column} dataset={dataset} />
        ))}
      </ul>
      {left > 0 && (
        <Button
          onClick={() => {
            setShown(shown + 4 * AT_ONCE);
          }}
        >
          {t(moreColumns(integer(left)))}
        </Button>
      )}
    </Section>
  );
}

function ColumnCard(props: { readonly column: ColumnStatistics; readonly dataset: DatasetSummary }): ReactNode {
  const { column, dataset } = props;
  const t = useText();
  const format = useFormats();
  const project = useStudio((state) => state.project.data);
  const record = useStudio((state) => state.datasets.find(({ id }) => id === dataset.id));
  const role = roleOf(column, project, dataset);
  const { association } = column;
  const [problem, setProblem] = useState<Problem | null>(null);
  const setRole = (next: ColumnRole): void => {
    const data = withRole(project, dataset, column.name, next);
    setProblem(data.features?.length === 0 ? noFeature : editProject((whole) => ({ ...whole, data })));
  };
  return (
    <li className={`column-card column-${role}`}>
      <div className="column-head">
        <h3 title={column.name}>{column.name}</h3>
        <ColumnType column={column} record={record} />
      </div>
      <Select<ColumnRole>
        label={t(roleOfColumn(column.name))}
        isLabelHidden
        value={role}
        choices={possibleRoles(column).map((value) => ({ value, label: t(roleNames[value]) }))}
        onChange={setRole}
      />
      {problem !== null && (
        <p className="field-problem" role="alert">
          {t(problem.text)}
        </p>
      )}
      <Distribution column={column} />
      <p className="column-facts">
        <span className={column.missing > 0 ? "column-missing" : ""}>
          {t(missingOf(column.missing, format.integer(column.missing), format.percent(column.missing / dataset.rows)))}
        </span>
        {column.type !== "image" && <span>{t(distinctOf(format.integer(column.distinct)))}</span>}
        {column.type === "number" && <ColumnUnit column={column.name} />}
      </p>
      {association !== undefined && dataset.roles.target !== null && (
        <p className="column-association">
          <span className="column-strength" aria-hidden="true">
            <i style={{ width: `${100 * Math.abs(association.value)}%` }} />
          </span>
          <span>
            {t(associationText(dataset.roles.target, format.number(Math.round(association.value * 100) / 100)))}
          </span>
          <Hint subject={t(measureNames[association.measure].name)}>{t(measureNames[association.measure].help)}</Hint>
        </p>
      )}
      <ColumnFlags
        column={column}
        role={role}
        onIgnore={() => {
          setRole("ignore");
        }}
      />
    </li>
  );
}
