import type { OpenedPage } from "../engine/export/html/page.ts";
import type { Formats } from "../language/format.ts";
import type { Text } from "../language/text.ts";

/** Who looks at the page: the model, and texts and numbers in the language that is on. */
export interface Reader {
  readonly page: OpenedPage;
  readonly t: (text: Text) => string;
  readonly format: Formats;
}

/** A part of the page: what to put in it, and what must stop when it goes. */
export interface Panel {
  readonly nodes: readonly Node[];
  readonly leave?: () => void;
}

/** What stands in the form; undefined where it makes no sense. */
export type Value = number | string | null | undefined | readonly (number | string | null)[];

/** Kept while the language changes. */
export type Row = Map<string, Value>;
