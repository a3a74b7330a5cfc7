import { memo, useMemo, useRef, type ReactNode } from "react";
import { findDefinition } from "../../catalog/definition.ts";
import type { LineData } from "../../catalog/landscapes/landscape.ts";
import { optimizers } from "../../catalog/optimizers/index.ts";
import { MOST_WALKERS, type Walker } from "../../project/landscape-settings.ts";
import { addWalker, editWalker, fitWalker, removeWalker } from "../../studio/explore-landscape.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { Swatch } from "../../ui/charts/swatch.tsx";
import { checkNumber } from "../../ui/form/check-number.ts";
import { readSchema } from "../../ui/form/read-schema.ts";
import { SchemaForm } from "../../ui/form/schema-form.tsx";
import { TypedInput } from "../../ui/form/typed-input.tsx";
import { useText } from "../../ui/language.tsx";
import { Select } from "../../ui/select.tsx";
import { batchSaid, fitOf, removeOf, texts } from "./texts.ts";
import type { Walking } from "./use-walks.ts";

interface WalkerListProps {
  readonly walkers: readonly Walker[];
  readonly walking: readonly Walking[];
  /** What they are fitted to; null: a formula. */
  readonly data: LineData | null;
  readonly focus: string | null;
  readonly onFocus: (id: string | null) => void;
  /** Somebody new is about to walk. */
  readonly onAdd: () => void;
}

const positive = {
  type: "number",
  isInteger: false,
  minimum: 0,
  maximum: 1e30,
  isMinimumExcluded: true,
  isMaximumExcluded: false,
} as const;

/** Who walks: a line each, with its rate; the other knobs unfold. */
export const WalkerList = memo(function WalkerList({
  walkers,
  walking,
  data,
  focus,
  onFocus,
  onAdd,
}: WalkerListProps): ReactNode {
  const t = useText();
  const panel = useRef<HTMLElement>(null);
  const others = optimizers.filter(({ id }) => walkers.every(({ optimizer }) => optimizer.id !== id));
  return (
    <section className="landscape-panel" aria-label={t(texts.optimizers)} ref={panel} tabIndex={-1}>
      <h2>{t(texts.optimizers)}</h2>
      {walkers.length === 0 && <p className="landscape-summary">{t(texts.none)}</p>}
      <ul className="walker-list">
        {walking.map((each) => {
          const walker = walkers[each.index];
          return walker === undefined ? null : (
            <li
              key={each.id}
              className={focus !== null && focus !== each.id ? "walker walker-dim" : "walker"}
              onPointerEnter={() => {
                onFocus(each.id);
              }}
              onPointerLeave={() => {
                onFocus(null);
              }}
            >
              <WalkerRow
                walker={walker}
                walking={each}
                data={data}
                onRemove={() => {
                  onFocus(null);
                  removeWalker(each.index);
                  panel.current?.focus();
                }}
              />
            </li>
          );
        })}
      </ul>
      {walkers.length < MOST_WALKERS ? (
        <Select<string>
          label={t(texts.addOptimizer)}
          isLabelHidden
          value={t(texts.addOptimizer)}
          choices={others.map(({ id, title, summary }) => ({
            value: id,
            label: t(title),
            summary: t(summary),
          }))}
          onChange={(id) => {
            addWalker(id);
            onAdd();
          }}
        />
      ) : (
        <p className="landscape-summary">{t(texts.full)}</p>
      )}
    </section>
  );
});

interface WalkerRowProps extends Pick<WalkerListProps, "data"> {
  readonly walker: Walker;
  readonly walking: Walking;
  readonly onRemove: () => void;
}

function WalkerRow({ walker, walking, data, onRemove }: WalkerRowProps): ReactNode {
  const t = useText();
  const { title, look, index, walked } = walking;
  const definition = findDefinition(optimizers, walker.optimizer.id);
  const fields = useMemo(
    () =>
      readSchema(definition.config).filter(({ name }) => !["learningRate", "iterations", "evaluations"].includes(name)),
    [definition],
  );
  const rate = walker.isFitted ? (walked?.config.learningRate ?? 0) : walker.optimizer.learningRate;
  return (
    <div role="group" aria-label={t(title)}>
      <div className="walker-head">
        <Swatch {...look} />
        <span className="walker-name">{t(title)}</span>
        <IconButton icon="close" label={t(removeOf(title))} onClick={onRemove} />
      </div>
      <div className="walker-rate">
        <TypedInput<number>
          label={t(texts.rate)}
          isInline
          value={rate}
          show={(value) => (value === 0 ? "" : String(value))}
          check={(typed) => checkNumber(typed, positive)}
          onChange={(value) => editWalker(index, "learningRate", value)?.text ?? null}
        />
        {walker.isFitted ? (
          <span className="walker-note">{t(texts.fitted)}</span>
        ) : (
          <Button
            look="quiet"
            size="small"
            aria-label={t(fitOf(title))}
            onClick={() => {
              fitWalker(index);
            }}
          >
            {t(texts.fit)}
          </Button>
        )}
      </div>
      {data !== null && walked !== null && (
        <p className="walker-note">{t(batchSaid(walked.path.rowsAt?.(1).length ?? data.x.length, data.x.length))}</p>
      )}
      <details className="landscape-more">
        <summary>{t(texts.settings)}</summary>
        <SchemaForm
          fields={fields}
          values={walker.optimizer}
          onChange={(name, value) => editWalker(index, name, value)?.text ?? null}
        />
      </details>
    </div>
  );
}
