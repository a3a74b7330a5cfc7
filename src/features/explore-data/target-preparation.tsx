import type { ReactNode } from "react";
import type { DatasetSummary } from "../../project/data-summary.ts";
import { dataSchema } from "../../project/project.ts";
import { editProject } from "../../studio/project/edit-project.ts";
import { useStudio } from "../../studio/use-studio.ts";
import { readSchema } from "../../ui/form/read-schema.ts";
import { SchemaForm } from "../../ui/form/schema-form.tsx";
import { scalesTarget } from "./preparation-edits.ts";

const fields = readSchema(dataSchema.pick({ standardizeTarget: true, targetBins: true })).map((field) =>
  // Left out, it is not off: the studio decides. The form shows what is in force as a plain switch.
  field.kind.type === "boolean" ? { ...field, off: "never" as const } : field,
);

/** What is done to a number that is to be predicted; nothing for classes. */
export function TargetPreparation({ dataset }: { readonly dataset: DatasetSummary }): ReactNode {
  const data = useStudio((state) => state.project.data);
  const target = dataset.columns.find(({ name }) => name === (data.target ?? dataset.roles.target));
  if (target?.type !== "number") return null;
  const { targetBins } = data;
  return (
    <SchemaForm
      // Ranges are classes, and those are not scaled.
      fields={targetBins === undefined ? fields : fields.filter(({ name }) => name === "targetBins")}
      values={{ standardizeTarget: scalesTarget(data), targetBins }}
      onChange={(name, value) =>
        editProject((project) => {
          const others = Object.fromEntries(Object.entries(project.data).filter(([other]) => other !== name));
          // The schema checks what the form puts together.
          const next = { ...others, ...(value === undefined ? {} : { [name]: value }) } as typeof project.data;
          return { ...project, data: next };
        })?.text ?? null
      }
    />
  );
}
