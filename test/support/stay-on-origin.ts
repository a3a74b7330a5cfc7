/** Fails a browser test file when the page or one of its workers asked for anything beyond the page's origin. */
import { afterAll, beforeAll, expect } from "vitest";
import { commands } from "vitest/browser";

beforeAll(async () => {
  await commands.requestsBeyondOrigin();
});

afterAll(async () => {
  expect(await commands.requestsBeyondOrigin(), "requests beyond the origin").toEqual([]);
});
