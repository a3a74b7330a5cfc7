import { StudioError } from "../../language/studio-error.ts";

/** Throws the sentence that says why a file cannot be read: what, where, and what to do. */
export function refuse(code: string, en: string, zh: string): never {
  throw refusalOf(code, en, zh);
}

export function refusalOf(code: string, en: string, zh: string, cause?: unknown): StudioError {
  return new StudioError(
    { code, text: { en, zh }, ...(cause instanceof Error ? { cause: cause.message } : {}) },
    ...(cause === undefined ? [] : [{ cause }]),
  );
}
