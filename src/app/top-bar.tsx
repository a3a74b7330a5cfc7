import { useState, type ReactNode } from "react";
import { editProject, redoEdit, undoEdit } from "../studio/project/edit-project.ts";
import { notify } from "../studio/notices.ts";
import { setLanguage, setTheme } from "../studio/preferences.ts";
import { shareLink } from "../studio/project/share-project.ts";
import type { Theme } from "../studio/state.ts";
import { useStudio } from "../studio/use-studio.ts";
import { Button, IconButton } from "../ui/button.tsx";
import { Mark, type IconName } from "../ui/icons.tsx";
import { useFormats, useText } from "../ui/language.tsx";
import { texts, themeNames } from "./texts.ts";
import "./top-bar.css";

const nextTheme: Readonly<Record<Theme, Theme>> = { system: "light", light: "dark", dark: "system" };
const themeIcons: Readonly<Record<Theme, IconName>> = { system: "system", light: "sun", dark: "moon" };

export function TopBar(): ReactNode {
  const t = useText();
  const language = useStudio((state) => state.language);
  const theme = useStudio((state) => state.theme);
  const canUndo = useStudio((state) => state.canUndo);
  const canRedo = useStudio((state) => state.canRedo);
  return (
    <header className="top-bar">
      <a className="top-mark" href="#/gallery" aria-label={t(texts.studio)}>
        <Mark size={28} />
      </a>
      <ProjectName />
      <Autosave />
      <div className="top-tools">
        <IconButton
          icon="undo"
          label={t(texts.undo)}
          aria-keyshortcuts="Control+Z Meta+Z"
          disabled={!canUndo}
          onClick={undoEdit}
        />
        <IconButton
          icon="redo"
          label={t(texts.redo)}
          aria-keyshortcuts="Control+Shift+Z Meta+Shift+Z"
          disabled={!canRedo}
          onClick={redoEdit}
        />
        <ShareButton />
        <Button
          look="quiet"
          lang={language === "en" ? "zh-Hans" : "en"}
          aria-label={t(texts.languageLabel)}
          onClick={() => {
            setLanguage(language === "en" ? "zh" : "en");
          }}
        >
          {t(texts.language)}
        </Button>
        <IconButton
          icon={themeIcons[theme]}
          label={t(themeNames[theme])}
          onClick={() => {
            setTheme(nextTheme[theme]);
          }}
        />
      </div>
    </header>
  );
}

function ProjectName(): ReactNode {
  const t = useText();
  const name = useStudio((state) => state.project.name);
  const [draft, setDraft] = useState<string | null>(null);
  return (
    <input
      className="top-name"
      aria-label={t(texts.projectName)}
      value={draft ?? name}
      maxLength={200}
      size={Math.max(6, Math.min(28, (draft ?? name).length + 1))}
      onChange={(event) => {
        const typed = event.target.value;
        setDraft(typed);
        if (typed.trim() !== "") editProject((project) => ({ ...project, name: typed }));
      }}
      onBlur={() => {
        setDraft(null);
      }}
      onKeyDown={(event) => {
        if (event.key === "Enter") event.currentTarget.blur();
      }}
    />
  );
}

function Autosave(): ReactNode {
  const t = useText();
  const { status } = useStudio((state) => state.autosave);
  const storageProblem = useStudio((state) => state.storageProblem);
  const word = { saved: texts.saved, saving: texts.saving, failed: texts.notSaved }[status];
  return (
    <span
      className={`top-save top-save-${status}`}
      title={storageProblem === null ? undefined : t(storageProblem.text)}
      role="status"
    >
      {t(word)}
    </span>
  );
}

/** Characters; what mail and chat programs take whole. */
const LONG_LINK = 8000;

function ShareButton(): ReactNode {
  const t = useText();
  const { integer } = useFormats();
  const project = useStudio((state) => state.project);
  const share = async (): Promise<void> => {
    const link = shareLink(project);
    try {
      await navigator.clipboard.writeText(link);
      const isLong = link.length > LONG_LINK;
      const text = isLong ? (await import("./long-link.ts")).longLink(integer(link.length)) : texts.shared;
      notify({ tone: isLong ? "info" : "success", text });
    } catch {
      // Without permission for the clipboard the link can still be copied by hand.
      notify({
        tone: "info",
        text: { en: `${texts.shareByHand.en} ${link}`, zh: `${texts.shareByHand.zh}${link}` },
      });
    }
  };
  return <IconButton icon="share" label={t(texts.share)} onClick={() => void share()} />;
}
