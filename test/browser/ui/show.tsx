/** Puts a component on the page of a browser test as the shell would: styles, language, strict mode. */
import { StrictMode, type ReactNode } from "react";
import { createRoot, type Root } from "react-dom/client";
import { onTestFinished } from "vitest";
import type { Language } from "../../../src/language/text.ts";
import { LanguageProvider } from "../../../src/ui/language.tsx";
import "../../../src/ui/tokens.css";
import "../../../src/ui/base.css";

export interface Shown {
  again(content: ReactNode, language?: Language): void;
}

/** Shows `content`; it goes when the test ends. */
export function show(content: ReactNode, language: Language = "en"): Shown {
  const place = document.createElement("main");
  document.body.append(place);
  const root: Root = createRoot(place);
  const again = (next: ReactNode, nextLanguage: Language = language): void => {
    root.render(
      <StrictMode>
        <LanguageProvider language={nextLanguage}>{next}</LanguageProvider>
      </StrictMode>,
    );
  };
  again(content);
  onTestFinished(() => {
    root.unmount();
    place.remove();
  });
  return { again };
}
