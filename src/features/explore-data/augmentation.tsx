import { useMemo, useState, type ReactNode } from "react";
import { augmentationSelection, augmentations } from "../../catalog/augmentations/index.ts";
import type { Problem } from "../../language/studio-error.ts";
import type { DataSummary, PictureSample } from "../../project/data-summary.ts";
import { editProject } from "../../studio/project/edit-project.ts";
import { useStudio } from "../../studio/use-studio.ts";
import { PickRows } from "../../ui/form/pick-rows.tsx";
import { readSchema } from "../../ui/form/read-schema.ts";
import { SchemaForm } from "../../ui/form/schema-form.tsx";
import { Hint } from "../../ui/hint.tsx";
import { useText } from "../../ui/language.tsx";
import { Pixels } from "../../ui/plots/pixels.tsx";
import { Section } from "../../ui/room.tsx";
import { texts } from "./texts.ts";

const PICTURE_SIDE = 48;

/** Small random changes of the training pictures, and what some of them become. */
export function Augmentation(props: {
  readonly data: DataSummary | null;
  readonly shape: PictureSample["shape"];
}): ReactNode {
  const t = useText();
  const picked = useStudio((state) => state.project.data.augment) ?? [];
  const [problem, setProblem] = useState<Problem | null>(null);
  const options = useMemo(
    () => augmentations.map(({ id, title, config }) => ({ id, label: title, fields: readSchema(config) })),
    [],
  );
  const change = (next: unknown) => {
    const list = augmentationSelection.array().parse(next);
    const refused = editProject((project) => {
      const { augment: _old, ...rest } = project.data;
      return { ...project, data: list.length === 0 ? rest : { ...rest, augment: list } };
    });
    setProblem(refused);
    return refused?.text ?? null;
  };
  return (
    <Section title={t(texts.augment)} actions={<Hint subject={t(texts.augment)}>{t(texts.augmentHelp)}</Hint>}>
      <PickRows
        label={t(texts.augment)}
        isLabelHidden
        options={options}
        picked={picked}
        isDisabled={false}
        onChange={change}
        renderForm={(fields, values, onChange) => <SchemaForm fields={fields} values={values} onChange={onChange} />}
      />
      {problem !== null && (
        <p className="field-problem" role="alert">
          {t(problem.text)}
        </p>
      )}
      {props.data?.augmented !== undefined && (
        <ul className="augmented">
          {props.data.augmented.map(({ original, changed }, row) => (
            // Always the same training rows in the same places.
            <li key={row}>
              {[original, ...changed].map((pixels, place) => (
                <Pixels key={place} pixels={pixels} shape={props.shape} size={PICTURE_SIDE} />
              ))}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
