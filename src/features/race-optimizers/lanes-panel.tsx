/** The line-up: what races, with how many seeds. While a race is under way, who may leave it and who may join. */
import { useRef, useState, type ReactNode } from "react";
import type { Text } from "../../language/text.ts";
import { type Lane, laneTitle, MOST_LANES, MOST_SEEDS } from "../../project/race.ts";
import { type Entrant, withEntrants } from "../../project/race-line-ups.ts";
import { editDraft } from "../../studio/races/race-draft.ts";
import { addLane } from "../../studio/races/steer-race.ts";
import type { RaceDraft } from "../../studio/state.ts";
import { IconButton } from "../../ui/button.tsx";
import { lookOf } from "../../ui/charts/dash.ts";
import { Swatch } from "../../ui/charts/swatch.tsx";
import { numbersFrom } from "../../ui/form/check-number.ts";
import { NumberField } from "../../ui/form/number-field.tsx";
import { Icon } from "../../ui/icons.tsx";
import { useText } from "../../ui/language.tsx";
import { AddLanes } from "./add-lanes.tsx";
import { LaneForm } from "./lane-form.tsx";
import type { Focus } from "./race-charts.tsx";
import { duplicateOf, editLaneOf, removeOf, texts } from "./texts.ts";
import "./lanes-panel.css";

interface LanesPanelProps extends Pick<Focus, "onFocus"> {
  readonly draft: RaceDraft;
  /** Those of the race that is under way. */
  readonly racing: readonly Lane[] | null;
  /** The race that is shown had others. */
  readonly isOther: boolean;
}

const seedCount = numbersFrom(1, MOST_SEEDS, true);

export function LanesPanel({ draft, racing, isOther, onFocus }: LanesPanelProps): ReactNode {
  const t = useText();
  const [openId, setOpenId] = useState<string | null>(null);
  const addButton = useRef<HTMLButtonElement>(null);
  const setLanes = (change: (lanes: readonly Lane[]) => readonly Lane[]): void => {
    editDraft((now) => ({ ...now, lanes: change(now.lanes) }));
  };
  const add = (entrants: readonly Entrant[]): void => {
    if (racing === null) {
      setLanes((lanes) => withEntrants(lanes, entrants));
      return;
    }
    // Whatever cannot be done is told in a notice.
    for (const lane of withEntrants(racing, entrants).slice(racing.length)) void addLane(lane);
  };
  const lanes = racing ?? draft.lanes;
  return (
    <section className="lanes" aria-label={t(texts.lanes)}>
      <header className="lanes-head">
        <h2>{t(texts.lanes)}</h2>
        <AddLanes
          button={addButton}
          isFull={lanes.length >= MOST_LANES}
          onAdd={add}
          onClear={
            racing !== null || lanes.length === 0
              ? null
              : () => {
                  setLanes(() => []);
                }
          }
        />
      </header>
      {racing !== null && <p className="race-note">{t(texts.joins)}</p>}
      {isOther && <p className="race-note">{t(texts.older)}</p>}
      {lanes.length === 0 && <p className="race-note">{t(texts.noLanes)}</p>}
      {lanes.length >= MOST_LANES && <p className="race-note">{t(texts.full)}</p>}
      {racing === null && (
        <ul className="lanes-list">
          {lanes.map((lane) => (
            <LaneRow
              key={lane.id}
              lane={lane}
              title={laneTitle(lane, lanes)}
              isOpen={lane.id === openId}
              onOpen={(isOpen) => {
                setOpenId(isOpen ? lane.id : null);
              }}
              onFocus={onFocus}
              onDuplicate={() => {
                const { id: _, colour: __, ...entrant } = lane;
                setLanes((all) => withEntrants(all, [entrant]));
              }}
              onRemove={() => {
                setLanes((all) => all.filter(({ id }) => id !== lane.id));
                // Its row goes; the keyboard stays with the list.
                addButton.current?.focus();
              }}
            />
          ))}
        </ul>
      )}
      {racing === null && (
        <NumberField
          label={t(texts.seeds)}
          help={t(texts.seedsHelp)}
          kind={seedCount}
          scale="linear"
          standard={3}
          value={draft.seeds}
          isDisabled={false}
          onChange={(seeds) => editDraft((now) => ({ ...now, seeds }))?.text ?? null}
        />
      )}
    </section>
  );
}

interface LaneRowProps extends Pick<Focus, "onFocus"> {
  readonly lane: Lane;
  readonly title: Text;
  readonly isOpen: boolean;
  readonly onOpen: (isOpen: boolean) => void;
  readonly onDuplicate: () => void;
  readonly onRemove: () => void;
}

function LaneRow({ lane, title, isOpen, onOpen, onFocus, onDuplicate, onRemove }: LaneRowProps): ReactNode {
  const t = useText();
  const name = t(title);
  return (
    <li
      className="lanes-row"
      onPointerEnter={() => {
        onFocus(lane.id);
      }}
      onPointerLeave={() => {
        onFocus(null);
      }}
    >
      <div className="lanes-line">
        <button
          type="button"
          className="lanes-open"
          aria-expanded={isOpen}
          aria-label={t(editLaneOf(name))}
          onClick={() => {
            onOpen(!isOpen);
          }}
        >
          <Swatch {...lookOf(lane.colour)} />
          <span>{name}</span>
          <Icon name="chevron" size={16} />
        </button>
        <IconButton icon="copy" label={t(duplicateOf(name))} onClick={onDuplicate} />
        <IconButton icon="close" label={t(removeOf(name))} onClick={onRemove} />
      </div>
      {isOpen && <LaneForm lane={lane} />}
    </li>
  );
}
