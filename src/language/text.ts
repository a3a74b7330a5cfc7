/**
 * The two languages of the studio. A text that a user can read is a value that holds both, so that a missing
 * translation is a type error, a catalog entry stays in one folder, and an error can cross the worker boundary
 * and still be read in whichever language is on when it is shown.
 */
export type Language = "en" | "zh";

export const languages: readonly Language[] = ["en", "zh"];

export type Text = Readonly<Record<Language, string>>;

/** The text in one language. */
export function read(text: Text, language: Language): string {
  return text[language];
}

/** Picks the language that the browser asks for; anything but Chinese reads English. */
export function preferredLanguage(tags: readonly string[]): Language {
  for (const tag of tags) {
    if (/^zh\b/i.test(tag)) return "zh";
    if (/^en\b/i.test(tag)) return "en";
  }
  return "en";
}

/** One after the other, as one text: in Chinese no space follows a full stop. */
export function sentences(...texts: readonly Text[]): Text {
  return { en: texts.map(({ en }) => en).join(" "), zh: texts.map(({ zh }) => zh).join("") };
}

/** Between facts in a row; it stays with what it follows where the line breaks. */
export const DOT = "\u00a0· ";
