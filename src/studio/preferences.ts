/** Language and theme: remembered on this device, shown on the document's root. */
import { type Language, languages, preferredLanguage } from "../language/text.ts";
import { recall, remember } from "./remember.ts";
import type { Theme } from "./state.ts";
import { studioStore } from "./store.ts";

const themes: readonly Theme[] = ["system", "light", "dark"];

/** Applies what was chosen before, else what the browser asks for. Call before the first paint: nothing flashes then. */
export function startPreferences(): void {
  const language = languages.find((candidate) => candidate === recall("language"));
  const theme = themes.find((candidate) => candidate === recall("theme"));
  studioStore.setState({ language: language ?? preferredLanguage(navigator.languages), theme: theme ?? "system" });
  show();
}

export function setLanguage(language: Language): void {
  remember("language", language);
  studioStore.setState({ language });
  show();
}

export function setTheme(theme: Theme): void {
  remember("theme", theme);
  studioStore.setState({ theme });
  show();
}

/** `lang` is for screen readers, hyphenation and font choice; `data-theme` is what the tokens look at. */
function show(): void {
  const { language, theme } = studioStore.getState();
  const root = document.documentElement;
  root.lang = language === "zh" ? "zh-Hans" : "en";
  if (theme === "system") delete root.dataset["theme"];
  else root.dataset["theme"] = theme;
}
