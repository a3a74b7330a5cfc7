import { StudioError } from "../language/studio-error.ts";

/** An error about the data: `code` is stable, the texts say which column or field and what to do. */
export function dataProblem(code: string, en: string, zh: string): StudioError {
  return new StudioError({ code, text: { en, zh } });
}

/** Names as a sentence lists them, not too many. */
export function listed(names: readonly string[]): string {
  return names.length <= 12 ? names.join(", ") : `${names.slice(0, 12).join(", ")}, …`;
}
