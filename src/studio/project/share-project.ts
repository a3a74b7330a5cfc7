/** A link that carries a whole project in its hash, which never leaves the browser. */
import type { Problem } from "../../language/studio-error.ts";
import { minimalProject } from "../../project/minimal-project.ts";
import type { Project } from "../../project/project.ts";
import { openProject } from "./edit-project.ts";

/** The address that opens this project anywhere: only what differs from the defaults, as base64url of its JSON. */
export function shareLink(project: Project): string {
  const address = new URL(location.href);
  address.hash = `#/train?project=${pack(minimalProject(project))}`;
  return address.href;
}

/** Opens the project of a link, through the schema like any other. */
export function openPackedProject(packed: string): Problem | null {
  const unpacked = unpack(packed);
  return unpacked === null ? brokenLink : openProject(unpacked.value);
}

export function pack(value: unknown): string {
  const bytes = new TextEncoder().encode(JSON.stringify(value));
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** Null when it was cut short or is none of ours. */
export function unpack(packed: string): { readonly value: unknown } | null {
  try {
    const binary = atob(packed.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
    return { value: JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) };
  } catch {
    // atob, UTF-8 and JSON each say in their own words that the link is damaged; the user gets one sentence.
    return null;
  }
}

const brokenLink: Problem = {
  code: "broken-link",
  text: {
    en: "The project in this link cannot be read; the link may have been cut short. Ask for it again. Your own project is unchanged.",
    zh: "无法读取此链接中的项目，链接可能不完整。请重新获取链接。您自己的项目未受影响。",
  },
};
