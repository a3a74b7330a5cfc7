/** Reads an exported page again and has it answer: its own data, preparation and weights, as its text holds them. */
import type { Text } from "../../../language/text.ts";
import type { PredictionRow } from "../../../project/records.ts";
import { type OpenedPage, openPage } from "./page.ts";

/** For a verification. */
export const HTML_PROGRAM: Text = { en: "The page's own program", zh: "网页自身的程序" };

export async function readHtml(file: Blob): Promise<OpenedPage> {
  const text = await file.text();
  const part = (id: string): string => {
    const found = text.indexOf(` id="${id}">`);
    const from = text.indexOf(">", found) + 1;
    return text.slice(from, text.indexOf("</script>", from));
  };
  return openPage(part("model"), part("weights"));
}

/** From the rows as they are before any preparation; a text to be gone on with is asked as the data cuts it. */
export async function askHtml(
  file: Blob,
  examples: Float32Array,
  rows: number,
  raw: readonly PredictionRow[],
): Promise<Float32Array> {
  const page = await readHtml(file);
  const isCut = page.model.target.task === "generation" || raw.length === 0;
  return page.answerTo(isCut ? examples : await page.prepare(raw), rows);
}
