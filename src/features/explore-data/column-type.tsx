import type { ReactNode } from "react";
import type { ColumnType } from "../../catalog/datasets/dataset.ts";
import type { ColumnFigures } from "../../project/data-summary.ts";
import type { StoredDataRecord } from "../../project/stored-data.ts";
import { readAgain } from "../../studio/data/own-data.ts";
import { useStudio } from "../../studio/use-studio.ts";
import { useText } from "../../ui/language.tsx";
import { Select } from "../../ui/select.tsx";
import { typeOf } from "./report-texts.ts";
import { typeNames } from "./texts.ts";

interface ColumnTypeProps {
  readonly column: Pick<ColumnFigures, "name" | "type">;
  /** Undefined for data that is not the user's. */
  readonly record: StoredDataRecord | undefined;
}

const choosable = ["number", "category", "text", "time"] as const satisfies readonly ColumnType[];

/** What a column was taken for; in a file that is at hand it can be said better, and the file is read again. */
export function ColumnType({ column, record }: ColumnTypeProps): ReactNode {
  const t = useText();
  const isBusy = useStudio((state) => state.adding.some((each) => each.problem === null));
  const isReadable = useStudio(({ readable }) => record !== undefined && readable.includes(record.id));
  const types = record?.reading.options["types"];
  if (record === undefined || !Array.isArray(types) || column.type === "image" || !isReadable) {
    return <span className="column-type">{t(typeNames[column.type])}</span>;
  }
  return (
    <Select<ColumnType>
      label={t(typeOf(column.name))}
      isLabelHidden
      value={column.type}
      isDisabled={isBusy}
      choices={choosable.map((value) => ({ value, label: t(typeNames[value]) }))}
      onChange={(type) => {
        const others: readonly unknown[] = types;
        const next = [...others, { column: column.name, type }];
        void readAgain(record, { ...record.reading.options, types: next });
      }}
    />
  );
}
