import type { ReactNode } from "react";
import type { DataSummary } from "../../project/data-summary.ts";
import type { Balance } from "../../project/project.ts";
import { editProject } from "../../studio/project/edit-project.ts";
import { useStudio } from "../../studio/use-studio.ts";
import { FieldHead } from "../../ui/form/field-head.tsx";
import { useFormats, useText } from "../../ui/language.tsx";
import { Select } from "../../ui/select.tsx";
import { ClassWeights } from "./class-weights.tsx";
import { balanceChoices, imbalanceOf, splitTexts } from "./split-texts.ts";
import { othersOf, texts } from "./texts.ts";

const MOST_CLASSES = 12;
/** From here on the rarest class is easily overlooked. */
const UNEVEN = 3;
const parts = ["train", "validation", "test"] as const;

/** Each class in each part, and what can be done where classes are uneven. */
export function ClassBalance({ data }: { readonly data: DataSummary }): ReactNode {
  const t = useText();
  const { integer, percent } = useFormats();
  const chosen = useStudio((state) => state.project.data.balance);
  const { balance, target } = data;
  if (balance === undefined || target.task !== "classification") return null;
  const rows = target.classes
    .map((name, code) => ({ name, counts: parts.map((part) => balance[part][code] ?? 0) }))
    .filter(({ counts }) => counts.some((count) => count > 0))
    .toSorted((first, second) => (second.counts[0] ?? 0) - (first.counts[0] ?? 0));
  const [most, least] = [rows[0], rows.at(-1)];
  const ratio = (most?.counts[0] ?? 0) / Math.max(1, least?.counts[0] ?? 0);
  const isUneven = ratio >= UNEVEN && most !== undefined && least !== undefined;
  return (
    <div className="class-balance">
      <table className="class-table">
        <caption className="visually-hidden">{t(splitTexts.classes)}</caption>
        <thead>
          <tr>
            <th scope="col">{target.name}</th>
            {[texts.train, texts.validation, texts.test].map((name) => (
              <th key={name.en} scope="col">
                {t(name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, MOST_CLASSES).map(({ name, counts }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {counts.map((count, part) => (
                // The three parts stay in their order.
                <td key={part} className={count === 0 ? "class-none" : ""}>
                  {integer(count)}{" "}
                  <span className="quiet">{percent(count / Math.max(1, data.parts[parts[part] ?? "train"]))}</span>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > MOST_CLASSES && <p className="small quiet">{t(othersOf(integer(rows.length - MOST_CLASSES)))}</p>}
      {isUneven && <p className="small">{t(imbalanceOf(most.name, least.name, integer(Math.round(ratio))))}</p>}
      <div className="class-mend">
        <FieldHead label={t(splitTexts.balance)} help={t(splitTexts.balanceHelp)} />
        <Select<Balance["by"] | "none">
          label={t(splitTexts.balance)}
          isLabelHidden
          value={chosen?.by ?? "none"}
          choices={balanceChoices.map(({ value, label, summary }) => ({
            value,
            label: t(label),
            summary: t(summary),
          }))}
          onChange={(by) => {
            editProject((project) => {
              const { balance: _old, ...rest } = project.data;
              return { ...project, data: by === "none" ? rest : { ...rest, balance: { by } } };
            });
          }}
        />
      </div>
      {chosen?.by === "weights" && target.classes.length <= MOST_CLASSES && (
        <ClassWeights classes={target.classes} rows={balance.train} weights={chosen.weights} />
      )}
    </div>
  );
}
