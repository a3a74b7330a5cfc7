/** All there is to know of an optimizer, printed and drawn by its own code: a drawer under the loss curve. */
import { useCallback, useEffect, useId, useMemo, useRef, type ReactNode } from "react";
import { findDefinition } from "../../catalog/definition.ts";
import { optimizers } from "../../catalog/optimizers/index.ts";
import { editProject } from "../../studio/project/edit-project.ts";
import { useStudio } from "../../studio/use-studio.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { useText } from "../../ui/language.tsx";
import { cardTexts, chooseOf, nextOf, previousOf, sourceOf } from "./card-texts.ts";
import { OptimizerKnobs } from "./optimizer-knobs.tsx";
import { OptimizerList } from "./optimizer-list.tsx";
import { OptimizerPath } from "./optimizer-path.tsx";
import { OptimizerUpdate } from "./optimizer-update.tsx";
import type { Optimizer } from "./optimizer-drawing.ts";
import "./optimizer-card.css";

interface OptimizerCardProps {
  readonly shownId: string;
  readonly onShow: (id: string) => void;
  readonly onClose: () => void;
}

export function OptimizerCard({ shownId, onShow, onClose }: OptimizerCardProps): ReactNode {
  const t = useText();
  const headingId = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  const chosen = useStudio((state) => state.project.training.optimizer);
  const definition = findDefinition(optimizers, shownId);
  const isInUse = chosen.id === shownId;
  const settings = useSettings(definition, isInUse ? chosen : null);

  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    heading.current?.scrollIntoView({ block: "nearest" });
  }, []);

  return (
    <section
      className="optimizer-card"
      id="optimizer-card"
      aria-labelledby={headingId}
      onKeyDown={(event) => {
        if (event.key === "Escape") onClose();
      }}
    >
      <header className="card-head">
        <h2 id={headingId} ref={heading} tabIndex={-1}>
          {t(definition.title)}
        </h2>
        {isInUse ? (
          <span className="card-tag">{t(cardTexts.inUse)}</span>
        ) : (
          <Button
            look="plain"
            size="small"
            onClick={() => {
              editProject((project) => ({
                ...project,
                training: { ...project.training, optimizer: { id: definition.id } },
              }));
              // This button goes; the keyboard stays in the card.
              heading.current?.focus();
            }}
          >
            {t(chooseOf(definition.title))}
          </Button>
        )}
        <Neighbours definition={definition} onShow={onShow} />
        <IconButton icon="close" label={t(cardTexts.close)} onClick={onClose} />
      </header>
      <p className="card-summary">{t(definition.summary)}</p>
      <div className="card-body">
        <OptimizerUpdate definition={definition} settings={settings} />
        <OptimizerPath definition={definition} settings={settings} />
        <Verdicts definition={definition} />
        <OptimizerKnobs definition={definition} settings={settings} />
      </div>
      <OptimizerList shownId={shownId} usedId={chosen.id} onShow={onShow} />
    </section>
  );
}

/** The project's settings of the optimizer without its id, or none: its defaults. Stable while nothing changes. */
function useSettings(
  definition: Optimizer,
  chosen: Readonly<Record<string, unknown>> | null,
): Readonly<Record<string, unknown>> {
  return useMemo(() => {
    const names = Object.keys(definition.config.shape);
    return Object.fromEntries(Object.entries(chosen ?? {}).filter(([name]) => names.includes(name)));
  }, [definition, chosen]);
}

function Neighbours(props: { readonly definition: Optimizer; readonly onShow: (id: string) => void }): ReactNode {
  const t = useText();
  const at = optimizers.findIndex(({ id }) => id === props.definition.id);
  const neighbour = (offset: number): Optimizer =>
    optimizers[(at + offset + optimizers.length) % optimizers.length] ?? props.definition;
  const [previous, next] = [neighbour(-1), neighbour(1)];
  const show = useCallback(
    (to: Optimizer) => () => {
      props.onShow(to.id);
    },
    [props],
  );
  return (
    <span className="card-neighbours">
      <IconButton icon="previous" label={t(previousOf(previous.title))} onClick={show(previous)} />
      <IconButton icon="next" label={t(nextOf(next.title))} onClick={show(next)} />
    </span>
  );
}

function Verdicts({ definition }: { readonly definition: Optimizer }): ReactNode {
  const t = useText();
  const { card } = definition;
  const { paper } = card;
  return (
    <dl className="card-verdicts">
      <div>
        <dt>{t(cardTexts.shines)}</dt>
        <dd>{t(card.shines)}</dd>
      </div>
      <div>
        <dt>{t(cardTexts.fails)}</dt>
        <dd>{t(card.fails)}</dd>
      </div>
      <div>
        <dt>{t(cardTexts.paper)}</dt>
        <dd>
          {paper.url === undefined ? (
            <cite>{paper.title}</cite>
          ) : (
            <a href={paper.url} target="_blank" rel="noreferrer">
              <cite>{paper.title}</cite>
              <span className="visually-hidden"> {t(cardTexts.newTab)}</span>
            </a>
          )}
          <br />
          {paper.authors}, {paper.year}. {t(sourceOf[card.formula])}
        </dd>
      </div>
    </dl>
  );
}
