/** Texts that follow each other. */
import { expect, test } from "vitest";
import { sentences } from "../../../src/language/text.ts";

test("sentences follow each other with a space, and in Chinese without one", () => {
  const first = { en: "It rains.", zh: "下雨了。" };
  const second = { en: "We stay in.", zh: "我们不出门。" };
  expect(sentences(first, second)).toEqual({ en: "It rains. We stay in.", zh: "下雨了。我们不出门。" });
  expect(sentences(first)).toEqual(first);
});
