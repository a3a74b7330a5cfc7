/** The races of earlier, each to be opened, renamed or deleted. */
import { useRef, useState, type ReactNode } from "react";
import type { RaceSummary } from "../../project/race.ts";
import { importRace } from "../../studio/races/share-race.ts";
import { openRace, removeRace, renameRace } from "../../studio/races/keep-races.ts";
import { useStudio } from "../../studio/use-studio.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { RenameField } from "../../ui/rename-field.tsx";
import { useFormats, useText } from "../../ui/language.tsx";
import { lanesOf, statusNames, texts } from "./texts.ts";

export function KeptRaces({
  shownId,
  isHeld,
}: {
  readonly shownId: string | null;
  readonly isHeld: boolean;
}): ReactNode {
  const t = useText();
  const races = useStudio((state) => state.races);
  const file = useRef<HTMLInputElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  return (
    <section className="kept" aria-label={t(texts.saved)}>
      <header className="lanes-head">
        <h2 ref={heading} tabIndex={-1}>
          {t(texts.saved)}
        </h2>
        <Button
          size="small"
          disabled={isHeld}
          onClick={() => {
            file.current?.click();
          }}
        >
          {t(texts.openFile)}
        </Button>
        <input
          ref={file}
          type="file"
          hidden
          accept=".json,application/json"
          onChange={(event) => {
            const [chosen] = event.target.files ?? [];
            event.target.value = "";
            // What is wrong with a file is told in a notice.
            if (chosen !== undefined) void importRace(chosen);
          }}
        />
      </header>
      {races.length === 0 && <p className="race-note">{t(texts.savedNote)}</p>}
      <ul className="kept-list">
        {races.map((race) => (
          <KeptRace
            key={race.id}
            race={race}
            isShown={race.id === shownId}
            isHeld={isHeld}
            onGone={() => heading.current?.focus()}
          />
        ))}
      </ul>
    </section>
  );
}

interface KeptRaceProps {
  readonly race: RaceSummary;
  readonly isShown: boolean;
  /** Another race is under way. */
  readonly isHeld: boolean;
  readonly onGone: () => void;
}

function KeptRace({ race, isShown, isHeld, onGone }: KeptRaceProps): ReactNode {
  const t = useText();
  const format = useFormats();
  const [isRenaming, setRenaming] = useState(false);
  const renameButton = useRef<HTMLButtonElement>(null);
  return (
    <li className="kept-race" aria-current={isShown ? "true" : undefined}>
      {isRenaming ? (
        <RenameField
          label={t(texts.newName)}
          name={race.name}
          onSave={async (name) => (await renameRace(race.id, name))?.text ?? null}
          onDone={() => {
            setRenaming(false);
            // The field goes; the keyboard goes back to where it came from.
            renameButton.current?.focus();
          }}
        />
      ) : (
        <button
          type="button"
          className="kept-open"
          disabled={isHeld}
          onClick={() => {
            // What cannot be read is told in a notice.
            void openRace(race.id);
          }}
        >
          <b>
            <span className="visually-hidden">{t(texts.open)}: </span>
            {race.name}
          </b>
          <small>
            {t(lanesOf(format.integer(race.settings.lanes.length)))} · {format.date(race.createdAt)}
            {race.status !== "finished" && ` · ${t(statusNames[race.status])}`}
          </small>
        </button>
      )}
      <IconButton
        ref={renameButton}
        icon="rename"
        label={`${t(texts.rename)}: ${race.name}`}
        onClick={() => {
          setRenaming(true);
        }}
      />
      <IconButton
        icon="trash"
        label={`${t(texts.delete)}: ${race.name}`}
        onClick={() => {
          // It tells of its own trouble in a notice.
          void removeRace(race.id);
          onGone();
        }}
      />
    </li>
  );
}
