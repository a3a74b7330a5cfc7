import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { isTooOld } from "../../../src/serve/check-node.mjs";

test.each(["0.12.18", "18.20.8", "20.9.0", "20.18.3"])("Node %s is refused", (version) => {
  expect(isTooOld(version)).toBe(true);
});

test.each(["20.19.0", "20.20.2", "22.0.0", "100.1.0"])("Node %s will do", (version) => {
  expect(isTooOld(version)).toBe(false);
});

test("package.json names the same bound", () => {
  const text = readFileSync(fileURLToPath(new URL("../../../package.json", import.meta.url)), "utf8");
  expect(JSON.parse(text)).toMatchObject({ engines: { node: ">=20.19" } });
});
