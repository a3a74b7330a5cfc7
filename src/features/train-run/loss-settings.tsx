/** What the model is taught to make small: it follows the data until somebody picks another. */
import { useMemo, type ReactNode } from "react";
import { loadFormulas, losses, lossesOf, lossFor, lossOf } from "../../catalog/losses/index.ts";
import { type Text, sentences } from "../../language/text.ts";
import { editProject } from "../../studio/project/edit-project.ts";
import type { Project } from "../../project/project.ts";
import { useStudio } from "../../studio/use-studio.ts";
import { Assignments } from "../../ui/formula.tsx";
import { firstValues } from "../../ui/form/first-value.ts";
import { readSchema } from "../../ui/form/read-schema.ts";
import { SchemaForm } from "../../ui/form/schema-form.tsx";
import { useText } from "../../ui/language.tsx";
import { Select } from "../../ui/select.tsx";
import { autoLoss, lossFollows, texts } from "./texts.ts";
import { useLoaded } from "../../ui/use-loaded.ts";

const LOSS = { kind: "symbol", name: "L" } as const;

export function LossSettings(): ReactNode {
  const t = useText();
  const choice = useStudio((state) => state.project.training.loss);
  const target = useStudio((state) => (state.data.status === "ready" ? state.data.value.target : null));
  const hasWeights = useStudio((state) => state.project.data.balance?.by === "weights");
  const formulas = useLoaded(loadFormulas);
  const chosenId = typeof choice === "string" ? choice : choice.id;
  const shownId = chosenId === "auto" ? (target === null ? null : lossFor(target.task)) : chosenId;
  const definition = shownId === null ? null : lossOf(shownId);
  const fields = useMemo(() => (definition === null ? [] : readSchema(definition.config)), [definition]);
  const values = typeof choice === "string" ? {} : choice;
  const suited = target === null ? [] : lossesOf(target.task);
  const change = (chosen: unknown): Text | null => {
    // Edits are held to the schema, which knows what settings a loss has.
    const loss = chosen as Project["training"]["loss"];
    return editProject((project) => ({ ...project, training: { ...project.training, loss } }))?.text ?? null;
  };
  return (
    <div className="settings-loss">
      <Select
        label={t(texts.lossToTeach)}
        value={chosenId}
        choices={[
          {
            value: "auto",
            label: t(target === null ? texts.auto : autoLoss(lossOf(lossFor(target.task)).title)),
            summary: t(target === null ? texts.autoSummary : lossFollows(target)),
          },
          ...(suited.some(({ id }) => id === chosenId) || definition === null || chosenId === "auto"
            ? suited
            : [...suited, definition]
          ).map(({ id, title, summary }) => ({ value: id, label: t(title), summary: t(summary) })),
        ]}
        onChange={(id) => {
          const picked = losses.find((each) => each.id === id);
          change(picked === undefined ? "auto" : { id, ...firstValues(readSchema(picked.config)) });
        }}
      />
      {definition !== null && (
        <p className="run-note">
          {t(
            sentences(
              chosenId === "auto" && target !== null ? lossFollows(target) : definition.summary,
              ...(hasWeights ? [texts.classWeights] : []),
            ),
          )}
        </p>
      )}
      {formulas.status === "ready" && shownId !== null && (
        <Assignments label={t(texts.formula)} lines={[{ symbol: LOSS, value: formulas.value[shownId] }]} />
      )}
      {chosenId !== "auto" && (
        <SchemaForm
          key={chosenId}
          fields={fields}
          values={values}
          onChange={(name, value) => change({ id: chosenId, ...values, [name]: value })}
        />
      )}
    </div>
  );
}
