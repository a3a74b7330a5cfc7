import { useState, type ReactNode } from "react";
import { unitOf } from "../../project/column-unit.ts";
import { editProject } from "../../studio/project/edit-project.ts";
import { useStudio } from "../../studio/use-studio.ts";
import { useText } from "../../ui/language.tsx";
import { texts, unitOfColumn } from "./texts.ts";

/** Characters, as the project takes them. */
const LONGEST = 24;

/** What a column's numbers are measured in: as its name tells, until it is said otherwise here. */
export function ColumnUnit({ column }: { readonly column: string }): ReactNode {
  const t = useText();
  const unit = useStudio(({ project }) => unitOf(column, project.data));
  const [draft, setDraft] = useState<string | null>(null);
  const keep = (): void => {
    const next = draft?.trim() ?? unit;
    setDraft(null);
    if (next === unit) return;
    editProject(({ data, ...whole }) => ({ ...whole, data: { ...data, units: { ...data.units, [column]: next } } }));
  };
  return (
    <input
      className="input column-unit"
      aria-label={t(unitOfColumn(column))}
      placeholder={t(texts.unit)}
      maxLength={LONGEST}
      autoComplete="off"
      value={draft ?? unit}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={keep}
      onKeyDown={(event) => {
        if (event.key === "Enter") keep();
        if (event.key === "Escape") setDraft(null);
      }}
    />
  );
}
