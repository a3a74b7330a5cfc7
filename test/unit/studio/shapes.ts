import { expect } from "vitest";

/** Stand in for any text, or any number, in an expected value; typed, where vitest's own matchers are `any`. */
export const aString: unknown = expect.any(String);
export const aNumber: unknown = expect.any(Number);
