/** The language that components read texts in; the shell provides it, and switching it redraws every text. */
import { createContext, useContext, useMemo, type ReactNode } from "react";
import { formatsFor, type Formats } from "../language/format.ts";
import { read, type Language, type Text } from "../language/text.ts";

const LanguageContext = createContext<Language>("en");

export function LanguageProvider(props: { readonly language: Language; readonly children: ReactNode }): ReactNode {
  return <LanguageContext value={props.language}>{props.children}</LanguageContext>;
}

export function useLanguage(): Language {
  return useContext(LanguageContext);
}

/** Gives the function that reads a text in the current language. */
export function useText(): (text: Text) => string {
  const language = useLanguage();
  return useMemo(() => (text: Text) => read(text, language), [language]);
}

export function useFormats(): Formats {
  return formatsFor(useLanguage());
}
