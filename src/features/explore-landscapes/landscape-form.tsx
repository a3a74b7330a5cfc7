import { memo, useMemo, useRef, type ReactNode } from "react";
import { findDefinition } from "../../catalog/definition.ts";
import { landscapes } from "../../catalog/landscapes/index.ts";
import type { Landscape, Place } from "../../catalog/landscapes/landscape.ts";
import type { Problem } from "../../language/studio-error.ts";
import { type LandscapeSettings, walkSchema } from "../../project/landscape-settings.ts";
import { chooseLandscape, editLandscape, editWalk, moveStart } from "../../studio/explore-landscape.ts";
import { Button } from "../../ui/button.tsx";
import { checkNumber, numbersFrom } from "../../ui/form/check-number.ts";
import { readSchema } from "../../ui/form/read-schema.ts";
import { SchemaForm } from "../../ui/form/schema-form.tsx";
import { TypedInput } from "../../ui/form/typed-input.tsx";
import { useText } from "../../ui/language.tsx";
import { Select } from "../../ui/select.tsx";
import { startOf, texts } from "./texts.ts";

/** Which landscape, and its knobs. */
export const LandscapeForm = memo(function LandscapeForm(props: {
  readonly settings: LandscapeSettings;
  readonly problem: Problem | null;
}): ReactNode {
  const t = useText();
  const { landscape: selection } = props.settings;
  const definition = findDefinition(landscapes, selection.id);
  const fields = useMemo(() => readSchema(definition.config), [definition]);
  return (
    <section className="landscape-panel" aria-label={t(texts.landscape)}>
      <Select
        label={t(texts.landscape)}
        value={selection.id}
        choices={landscapes.map(({ id, title, summary }) => ({ value: id, label: t(title), summary: t(summary) }))}
        onChange={chooseLandscape}
      />
      <p className="landscape-summary">{t(definition.summary)}</p>
      {selection.id === "own" && (
        <TypedInput<string>
          label={t(texts.ownFormula)}
          keys="text"
          value={selection.formula}
          show={(formula) => formula}
          check={(typed) => ({ isValid: true, value: typed })}
          onChange={(formula) => editLandscape("formula", formula)?.text ?? null}
          note={
            props.problem !== null && (
              <p className="field-problem" role="alert">
                {t(props.problem.text)}
              </p>
            )
          }
        />
      )}
      <SchemaForm
        key={selection.id}
        fields={fields}
        values={selection}
        onChange={(name, value) => editLandscape(name, value)?.text ?? null}
      />
    </section>
  );
});

const walkFields = readSchema(walkSchema);

/** From where, how far, and how noisily. */
export const WalkForm = memo(function WalkForm(props: {
  readonly settings: LandscapeSettings;
  readonly start: Place;
  /** Null until it is open. */
  readonly landscape: Landscape | null;
  readonly onStart: (start: Place) => void;
}): ReactNode {
  const t = useText();
  const { settings, start, landscape } = props;
  const panel = useRef<HTMLElement>(null);
  const isRandom = settings.walk.noise > 0 || (landscape !== null && landscape.data !== null);
  const fields = walkFields.filter(({ name }) => name !== "seed" || isRandom);
  const [across, up] = landscape?.weights ?? ["x", "y"];
  const field = (label: string, value: number, placed: (value: number) => Place): ReactNode => (
    <TypedInput<number>
      label={label}
      value={Number(value.toPrecision(4))}
      show={String}
      check={(typed) => checkNumber(typed, numbersFrom(-1e9, 1e9))}
      onChange={(next) => {
        props.onStart(placed(next));
        return null;
      }}
    />
  );
  return (
    <section className="landscape-panel" aria-label={t(texts.walk)} ref={panel} tabIndex={-1}>
      <div className="landscape-start">
        {field(t(startOf(across)), start[0], (x) => [x, start[1]])}
        {field(t(startOf(up)), start[1], (y) => [start[0], y])}
      </div>
      {settings.start !== null && (
        <Button
          look="quiet"
          size="small"
          icon="retry"
          onClick={() => {
            moveStart(null);
            // This button goes; the keyboard stays here.
            panel.current?.focus();
          }}
        >
          {t(texts.resetStart)}
        </Button>
      )}
      <SchemaForm
        fields={fields}
        values={settings.walk}
        onChange={(name, value) => editWalk(name, value)?.text ?? null}
      />
    </section>
  );
});
