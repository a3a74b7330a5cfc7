import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { isInstalled } from "../../../src/serve/install.mjs";
import { UserFacingError } from "../../../src/serve/user-facing-error.mjs";

const locked = {
  "": { version: "1.0.0" },
  "node_modules/a": { version: "1.2.3", integrity: "sha512-a" },
  "node_modules/b-other-system": { version: "2.0.0", integrity: "sha512-b", optional: true },
};

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "descent-studio-"));
  await writeFile(join(root, "package-lock.json"), JSON.stringify({ packages: locked }));
});

afterEach(() => rm(root, { recursive: true }));

async function record(packages: unknown): Promise<void> {
  await mkdir(join(root, "node_modules"), { recursive: true });
  await writeFile(join(root, "node_modules", ".package-lock.json"), JSON.stringify({ packages }));
}

test("a fresh clone and an interrupted installation are not installed", async () => {
  expect(isInstalled(root)).toBe(false);
  await mkdir(join(root, "node_modules"));
  expect(isInstalled(root)).toBe(false);
});

test("the locked packages are enough, without those of other systems", async () => {
  await record({ "node_modules/a": locked["node_modules/a"] });
  expect(isInstalled(root)).toBe(true);
});

test.each([
  ["a missing package", {}],
  ["another version", { "node_modules/a": { version: "1.2.4", integrity: "sha512-a" } }],
  ["another content", { "node_modules/a": { version: "1.2.3", integrity: "sha512-x" } }],
])("%s is not enough", async (_name, packages) => {
  await record(packages);
  expect(isInstalled(root)).toBe(false);
});

test("a clone without its lock file is told so", async () => {
  await rm(join(root, "package-lock.json"));
  expect(() => isInstalled(root)).toThrow(UserFacingError);
});
