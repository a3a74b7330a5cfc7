import { StudioError } from "../../language/studio-error.ts";

/** An error about the data: `code` is stable, the texts say which column or field and what to do. */
export function dataProblem(code: string, en: string, zh: string): StudioError {
  return new StudioError({ code, text: { en, zh } });
}

/** Does `work`, whose `StudioError`s then begin with the project's field that they are about. */
export function inField<Result>(field: string, work: () => Result): Result {
  try {
    return work();
  } catch (thrown) {
    if (!(thrown instanceof StudioError)) throw thrown;
    const { text, ...others } = thrown.problem;
    throw new StudioError({ ...others, text: { en: `${field}: ${text.en}`, zh: `${field}：${text.zh}` } });
  }
}

/** Names as a sentence lists them, not too many. */
export function listed(names: readonly string[]): string {
  return names.length <= 12 ? names.join(", ") : `${names.slice(0, 12).join(", ")}, …`;
}
