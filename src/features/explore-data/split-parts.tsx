import type { ReactNode } from "react";
import { datasets } from "../../catalog/datasets/index.ts";
import type { Text } from "../../language/text.ts";
import { splitSchema, type Split } from "../../project/project.ts";
import type { DataSummary } from "../../project/data-summary.ts";
import { editProject } from "../../studio/edit-project.ts";
import { useStudio } from "../../studio/use-studio.ts";
import { checkNumber } from "../../ui/form/check-number.ts";
import type { NumberKind } from "../../ui/form/read-schema.ts";
import { TypedInput } from "../../ui/form/typed-input.tsx";
import { Hint } from "../../ui/hint.tsx";
import { useFormats, useText } from "../../ui/language.tsx";
import { Section } from "../../ui/room.tsx";
import { partOf, texts } from "./texts.ts";

const percent: NumberKind = {
  type: "number",
  isInteger: false,
  minimum: 0,
  maximum: 90,
  isMinimumExcluded: false,
  isMaximumExcluded: false,
};

/** Which rows train, which watch, which grade. */
export function SplitParts({ data }: { readonly data: DataSummary | null }): ReactNode {
  const t = useText();
  const format = useFormats();
  const project = useStudio((state) => state.project.data);
  const suggested = datasets.find(({ id }) => id === project.id)?.suggested?.split;
  const split = project.split ?? splitSchema.parse(suggested ?? {});
  const parts = [
    { name: texts.train, rows: data?.parts.train ?? 0, series: 1 },
    { name: texts.validation, rows: data?.parts.validation ?? 0, series: 2 },
    { name: texts.test, rows: data?.parts.test ?? 0, series: 4 },
  ];
  const change = (edit: Partial<Split>): Text | null => {
    const next = { ...split, ...edit };
    const rest = 1 - next.validation - (next.by === "row" ? next.test : 0);
    // Rounded to a millionth, so that three tenths are not 0.30000000000000004 in the file.
    const train = Math.max(0, Math.round(rest * 1e6) / 1e6);
    const problem = editProject((whole) => ({ ...whole, data: { ...whole.data, split: { ...next, train } } }));
    return problem?.text ?? null;
  };
  const share = (label: Text, value: number, set: (share: number) => Text | null): ReactNode => (
    <TypedInput<number>
      label={t(label)}
      value={Math.round(value * 1000) / 10}
      show={String}
      check={(typed) => checkNumber(typed, percent)}
      step={(from, direction) => Math.min(90, Math.max(0, Math.round(from) + direction))}
      onChange={(typed) => set(Math.round(typed * 1e4) / 1e6)}
    />
  );
  return (
    <Section title={t(texts.split)} actions={<Hint subject={t(texts.split)}>{t(texts.splitHelp)}</Hint>}>
      <div className="split-bar" aria-hidden="true">
        {parts.map((part) => (
          <div
            key={part.series}
            style={{ flexGrow: part.rows, background: `var(--series-${part.series})`, flexBasis: 0 }}
          />
        ))}
      </div>
      <ul className="split-parts small">
        {parts.map((part) => (
          <li key={part.series}>
            <i style={{ background: `var(--series-${part.series})` }} />
            {t(partOf(part.name, format.integer(part.rows), format.percent(part.rows / Math.max(1, data?.rows ?? 1))))}
          </li>
        ))}
      </ul>
      <div className="split-fields">
        {share(texts.validationShare, split.validation, (validation) => change({ validation }))}
        {split.by === "row" && share(texts.testShare, split.test, (test) => change({ test }))}
      </div>
      {split.by === "source" && <p className="small quiet">{t(texts.bySource)}</p>}
    </Section>
  );
}
