/** One lane's optimizer, its knobs, its schedule and its name; made from the schemas that check them. */
import { useMemo, type ReactNode } from "react";
import { findDefinition } from "../../catalog/definition.ts";
import { optimizers } from "../../catalog/optimizers/index.ts";
import { schedules } from "../../catalog/schedules/index.ts";
import type { Text } from "../../language/text.ts";
import { type Lane, ownTitle } from "../../project/race.ts";
import { editDraft } from "../../studio/races/race-draft.ts";
import { firstValues } from "../../ui/form/first-value.ts";
import { readSchema } from "../../ui/form/read-schema.ts";
import { SchemaForm } from "../../ui/form/schema-form.tsx";
import { TypedInput } from "../../ui/form/typed-input.tsx";
import { useText } from "../../ui/language.tsx";
import { Select } from "../../ui/select.tsx";
import { texts } from "./texts.ts";

export function LaneForm({ lane }: { readonly lane: Lane }): ReactNode {
  const t = useText();
  const optimizer = findDefinition(optimizers, lane.optimizer.id);
  const schedule = findDefinition(schedules, lane.schedule.id);
  const knobs = useMemo(() => readSchema(optimizer.config), [optimizer]);
  const course = useMemo(() => readSchema(schedule.config), [schedule]);
  const edit = (change: (lane: Lane) => unknown): Text | null =>
    editDraft((draft) => ({
      ...draft,
      lanes: draft.lanes.map((each) => (each.id === lane.id ? change(each) : each)),
    }))?.text ?? null;
  const { label: _, ...unnamed } = lane;
  return (
    <div className="form lanes-form">
      <Select
        label={t(texts.optimizer)}
        value={optimizer.id}
        choices={optimizers.map(({ id, title, summary }) => ({ value: id, label: t(title), summary: t(summary) }))}
        onChange={(id) => {
          const first = firstValues(readSchema(findDefinition(optimizers, id).config));
          edit((now) => ({ ...now, optimizer: { id, ...first } }));
        }}
      />
      <SchemaForm
        key={optimizer.id}
        fields={knobs}
        values={lane.optimizer}
        onChange={(name, value) => edit((now) => ({ ...now, optimizer: { ...now.optimizer, [name]: value } }))}
      />
      {optimizer.isWhole !== true && (
        <Select
          label={t(texts.schedule)}
          value={schedule.id}
          choices={schedules.map(({ id, title, summary }) => ({ value: id, label: t(title), summary: t(summary) }))}
          onChange={(id) => {
            edit((now) => ({ ...now, schedule: { id } }));
          }}
        />
      )}
      <SchemaForm
        key={schedule.id}
        fields={course}
        values={lane.schedule}
        onChange={(name, value) => edit((now) => ({ ...now, schedule: { ...now.schedule, [name]: value } }))}
      />
      <TypedInput<string>
        label={t(texts.label)}
        keys="text"
        value={lane.label ?? ""}
        placeholder={t(ownTitle(unnamed))}
        show={(label) => label}
        check={(typed) => ({ isValid: true, value: typed })}
        onChange={(label) =>
          edit(({ label: __, ...now }) => (label.trim() === "" ? now : { ...now, label: label.trim() }))
        }
      />
    </div>
  );
}
