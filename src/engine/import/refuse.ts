import { StudioError } from "../../language/studio-error.ts";

/** Throws the sentence that says why a model cannot be taken: what, where, and what to do. */
export function refuse(code: string, en: string, zh: string, cause?: unknown): never {
  throw new StudioError({ code, text: { en, zh } }, ...(cause === undefined ? [] : [{ cause }]));
}
