/** What can join: whole line-ups, the settings as they stand in Train, one optimizer, or several rates of one. */
import { useRef, useState, type ReactNode, type RefObject } from "react";
import {
  Button as AriaButton,
  Header,
  Menu,
  MenuItem,
  MenuSection,
  MenuTrigger,
  Popover,
  Text as Words,
} from "react-aria-components";
import { type Entrant, lineUps, usualEntrant } from "../../project/race-line-ups.ts";
import { useStudio } from "../../studio/use-studio.ts";
import { Icon } from "../../ui/icons.tsx";
import { useText } from "../../ui/language.tsx";
import { SweepForm } from "./sweep-form.tsx";
import { texts } from "./texts.ts";

interface AddLanesProps {
  readonly button: RefObject<HTMLButtonElement | null>;
  readonly isFull: boolean;
  readonly onAdd: (entrants: readonly Entrant[]) => void;
  /** Null: there is nothing that could be removed. */
  readonly onClear: (() => void) | null;
}

export function AddLanes({ button, isFull, onAdd, onClear }: AddLanesProps): ReactNode {
  const t = useText();
  const training = useStudio((state) => state.project.training);
  const [isSweeping, setSweeping] = useState(false);
  const anchor = useRef<HTMLDivElement>(null);
  const act = (key: string): void => {
    const lineUp = lineUps.find(({ id }) => id === key);
    if (lineUp !== undefined) onAdd(lineUp.entrants(training));
    else if (key === "mine") onAdd([{ optimizer: training.optimizer, schedule: training.schedule }]);
    else if (key === "one") onAdd([usualEntrant("adam")]);
    else if (key === "sweep") setSweeping(true);
    else onClear?.();
  };
  return (
    <div ref={anchor}>
      <MenuTrigger>
        <AriaButton ref={button} className="button button-plain button-small" isDisabled={isFull && onClear === null}>
          <Icon name="plus" size={16} />
          {t(texts.add)}
        </AriaButton>
        <Popover className="select-popover lanes-menu" placement="bottom end">
          <Menu
            className="select-list"
            aria-label={t(texts.add)}
            disabledKeys={isFull ? [...lineUps.map(({ id }) => id), "mine", "one", "sweep"] : []}
            onAction={(key) => {
              act(String(key));
            }}
          >
            <MenuSection>
              <Header className="select-section">{t(texts.single)}</Header>
              <Item id="mine" label={t(texts.mySettings)} summary={t(texts.mySettingsHelp)} />
              <Item id="one" label={t(texts.oneOptimizer)} summary={t(texts.oneOptimizerHelp)} />
              <Item id="sweep" label={t(texts.sweep)} summary={t(texts.sweepHelp)} />
            </MenuSection>
            <MenuSection>
              <Header className="select-section">{t(texts.fillInstead)}</Header>
              {lineUps.map(({ id, title, summary }) => (
                <Item key={id} id={id} label={t(title)} summary={t(summary)} />
              ))}
            </MenuSection>
            {onClear !== null && (
              <MenuSection>
                <Header className="select-section">{t(texts.lanes)}</Header>
                <Item id="clear" label={t(texts.clear)} />
              </MenuSection>
            )}
          </Menu>
        </Popover>
      </MenuTrigger>
      <Popover
        className="hint-popover lanes-sweep"
        triggerRef={anchor}
        placement="bottom end"
        isOpen={isSweeping}
        onOpenChange={setSweeping}
      >
        <SweepForm
          onAdd={onAdd}
          onClose={() => {
            setSweeping(false);
            button.current?.focus();
          }}
        />
      </Popover>
    </div>
  );
}

function Item(props: { readonly id: string; readonly label: string; readonly summary?: string }): ReactNode {
  return (
    <MenuItem id={props.id} textValue={props.label} className="select-item">
      <Words slot="label" className="select-item-label">
        {props.label}
      </Words>
      {props.summary !== undefined && (
        <Words slot="description" className="select-item-summary">
          {props.summary}
        </Words>
      )}
    </MenuItem>
  );
}
