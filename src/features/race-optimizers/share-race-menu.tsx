import type { ReactNode } from "react";
import { Menu, MenuItem, MenuTrigger, Popover, Button as AriaButton } from "react-aria-components";
import type { RaceRecord } from "../../project/race.ts";
import { notify } from "../../studio/notices.ts";
import { editDraft } from "../../studio/races/race-draft.ts";
import { raceCsv, raceFile, raceLink } from "../../studio/races/share-race.ts";
import { download } from "../../ui/download.ts";
import { Icon } from "../../ui/icons.tsx";
import { useText } from "../../ui/language.tsx";
import { texts } from "./texts.ts";

/** The whole race as a file, its curves as a table, its settings as a link. */
export function ShareRaceMenu({ race }: { readonly race: RaceRecord }): ReactNode {
  const t = useText();
  const act = (key: string): void => {
    if (key === "lineUp") {
      const { lanes, seeds } = race.settings;
      editDraft(() => ({ lanes, seeds }));
    } else if (key === "csv") {
      download(`${race.name}.csv`, new Blob([raceCsv(race)], { type: "text/csv" }));
    } else if (key === "file") {
      const { name, blob } = raceFile(race);
      download(name, blob);
    } else {
      void copyLink(raceLink(race.settings));
    }
  };
  return (
    <MenuTrigger>
      <AriaButton className="button button-quiet button-small">
        <Icon name="share" size={17} />
        {t(texts.share)}
      </AriaButton>
      <Popover className="select-popover" placement="bottom end">
        <Menu
          className="select-list"
          aria-label={t(texts.share)}
          onAction={(key) => {
            act(String(key));
          }}
        >
          {(["lineUp", "csv", "file", "link"] as const).map((kind) => (
            <MenuItem key={kind} id={kind} className="select-item">
              {t(texts[kind])}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

async function copyLink(link: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(link);
    notify({ tone: "success", text: texts.linkCopied });
  } catch {
    // Without permission for the clipboard the link can still be copied by hand.
    const { en, zh } = texts.linkByHand;
    notify({ tone: "info", text: { en: `${en} ${link}`, zh: `${zh}${link}` } });
  }
}
