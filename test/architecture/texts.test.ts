/** Everything that a reader sees exists in both languages: the type says so, and here it is said of its content. */
import { describe, expect, test } from "vitest";
import { codeFiles, isNode, type Node, nodesOf, type SourceFile, stringOf } from "./source-files.ts";

const CHINESE = /\p{Script=Han}/u;
/** A word of a language; "PNG" and "×" are none. */
const WORD = /\p{Ll}{2,}|\p{Script=Han}/u;
/** Attributes that are read out or shown. */
const SPOKEN = new Set(["aria-label", "aria-description", "aria-placeholder", "alt", "title", "placeholder", "label"]);
/** Names that are the same in every language. */
const NAMES = new Set(["Descent Studio", "WebGPU", "English", "中文"]);

/** A sentence for each text that is empty, in the wrong language, or written where only one language can stand. */
function faultyTexts(file: SourceFile): string[] {
  return nodesOf(file).flatMap((node) => {
    const fault = faultOf(node);
    return fault === undefined ? [] : [`${file.path}: ${fault}`];
  });
}

function faultOf(node: Node): string | undefined {
  switch (node.type) {
    case "ObjectExpression":
      return faultOfPair(wordingOf(node, "en"), wordingOf(node, "zh"));
    case "JSXText":
      return loneText(node["value"]);
    case "JSXAttribute": {
      const name = isNode(node["name"]) ? node["name"]["name"] : undefined;
      return typeof name === "string" && SPOKEN.has(name) ? loneText(stringOf(node["value"])) : undefined;
    }
    default:
      return undefined;
  }
}

function faultOfPair(en: string | undefined, zh: string | undefined): string | undefined {
  if (en === undefined || zh === undefined) return undefined;
  if ((en.trim() === "") !== (zh.trim() === "")) return `an empty text beside "${en}${zh}"`;
  // The language switch offers each language in the other's place.
  if (CHINESE.test(en) && !CHINESE.test(zh)) return undefined;
  if (CHINESE.test(en)) return `Chinese in the English text "${en}"`;
  // Names, formulas and units may be the same; a sentence may not.
  const isSentence = /\p{Ll}{2,} \p{Ll}{2,} \p{Ll}{2,}/u.test(en);
  return isSentence && !CHINESE.test(zh) ? `no Chinese in the translation of "${en}"` : undefined;
}

function loneText(text: unknown): string | undefined {
  if (typeof text !== "string" || !WORD.test(text) || NAMES.has(text.trim())) return undefined;
  return `"${text.trim()}" stands in one language only`;
}

/** What is written under `key`: a string, or the fixed parts of a template. */
function wordingOf(object: Node, key: string): string | undefined {
  const properties: unknown = object["properties"];
  if (!Array.isArray(properties)) return undefined;
  const property: unknown = properties.find(
    (candidate: unknown) => isNode(candidate) && isNode(candidate["key"]) && candidate["key"]["name"] === key,
  );
  const value = isNode(property) ? property["value"] : undefined;
  if (!isNode(value) || value.type !== "TemplateLiteral") return stringOf(value);
  const parts: unknown = value["quasis"];
  // A gap counts as a character, so that a text made of gaps alone is not taken for an empty one.
  return Array.isArray(parts) ? parts.map(rawText).join("…") : undefined;
}

function rawText(part: unknown): string {
  const value: unknown = isNode(part) ? part["value"] : undefined;
  return typeof value === "object" && value !== null && "raw" in value ? String(value.raw) : "";
}

test("all texts of the sources are there in both languages", () => {
  const files = codeFiles("src").filter(({ path }) => !path.startsWith("src/serve/"));
  expect(files.length).toBeGreaterThan(50);
  expect(files.flatMap(faultyTexts)).toEqual([]);
});

describe("the check catches", () => {
  test.each([
    ["an empty translation", 'const t = { en: "Train", zh: "" };'],
    ["a sentence left in English", 'const t = { en: "There is no such model.", zh: "There is no such model." };'],
    ["a template left in English", "const t = { en: `all ${n} rows are there`, zh: `all ${n} rows are there` };"],
    ["Chinese in English", 'const t = { en: "训练", zh: "训练" };'],
    ["a word in the markup", "const t = <p>Train</p>;"],
    ["a spoken attribute", 'const t = <button aria-label="Train" />;'],
  ])("%s", (_name, text) => {
    expect(faultyTexts({ path: "src/features/a.tsx", text })).toHaveLength(1);
  });

  test("but not names, numbers and whole texts", () => {
    const text = 'const t = [{ en: "ReLU", zh: "ReLU" }, { en: "Train", zh: "训练" }, <p id="train">3 × {x}</p>];';
    expect(faultyTexts({ path: "src/features/a.tsx", text })).toEqual([]);
  });
});
