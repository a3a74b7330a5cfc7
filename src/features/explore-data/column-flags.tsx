import type { ReactNode } from "react";
import type { ColumnFlag, ColumnStatistics } from "../../project/data-summary.ts";
import type { Project } from "../../project/project.ts";
import { editProject } from "../../studio/project/edit-project.ts";
import { useStudio } from "../../studio/use-studio.ts";
import { Button } from "../../ui/button.tsx";
import { useFormats, useText } from "../../ui/language.tsx";
import type { ColumnRole } from "./column-roles.ts";
import { type Mend, flagText, mendName, mendNameOf } from "./flag-texts.ts";
import { clips, fillsMissing, withClipped, withFilledGaps } from "./preparation-edits.ts";

interface ColumnFlagsProps {
  readonly column: ColumnStatistics;
  readonly role: ColumnRole;
  readonly onIgnore: () => void;
}

/** What is worth a sentence about this column in its role, each with the one click that mends it. */
export function ColumnFlags({ column, role, onIgnore }: ColumnFlagsProps): ReactNode {
  const t = useText();
  const formats = useFormats();
  const data = useStudio((state) => state.project.data);
  const isFilled = role === "target" || fillsMissing(data);
  const isWorthSaying = (flag: ColumnFlag): boolean => {
    // Of a column that is left out, why nothing is lost by that.
    if (role === "ignore") return flag === "constant" || flag === "identifier";
    return flag === "has-missing" ? !isFilled : flag === "outliers" ? !clips(data, column.name) : true;
  };
  return column.flags.filter(isWorthSaying).map((flag) => {
    const mend = role === "target" || role === "ignore" ? null : mendOf(flag);
    return (
      <div key={flag} className="column-flag">
        <p>{t(flagText(flag, column, formats))}</p>
        {mend !== null && (
          <Button
            size="small"
            aria-label={t(mendNameOf(mend, column.name))}
            onClick={() => {
              if (mend === "ignore") onIgnore();
              else editProject((project) => ({ ...project, data: mended(project.data, mend, column.name) }));
            }}
          >
            {t(mendName(mend))}
          </Button>
        )}
      </div>
    );
  });
}

function mended(data: Project["data"], mend: "fill" | "clip", column: string): Project["data"] {
  return mend === "fill" ? withFilledGaps(data) : withClipped(data, column);
}

function mendOf(flag: ColumnFlag): Mend {
  switch (flag) {
    case "constant":
    case "identifier":
    case "mostly-missing":
    case "many-classes":
    case "leak":
      return "ignore";
    case "has-missing":
      return "fill";
    case "outliers":
      return "clip";
  }
}
