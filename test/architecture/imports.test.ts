import { describe, expect, test } from "vitest";
import { forbiddenImports, importCycles } from "./import-rules.ts";
import { codeFiles, importsOf, type SourceFile } from "./source-files.ts";

function forbiddenIn(path: string, text: string): string[] {
  return forbiddenImports(importsOf({ path, text }));
}

describe("the sources", () => {
  const imports = codeFiles("src").flatMap(importsOf);

  test("are read at all", () => {
    expect(imports.length).toBeGreaterThan(100);
    expect(imports.some(({ isLazy }) => isLazy)).toBe(true);
  });

  test("import only what the table of src/ARCHITECTURE.md allows", () => {
    expect(forbiddenImports(imports)).toEqual([]);
  });

  test("have no import cycle", () => {
    expect(importCycles(imports)).toEqual([]);
  });
});

describe("the rules catch", () => {
  test.each([
    ["a value import", "src/ui/button.tsx", 'import { studioStore } from "../studio/store.ts";'],
    ["a type import", "src/engine/run.ts", 'import type { StudioState } from "../studio/state.ts";'],
    ["an inline type import", "src/storage/a.ts", 'const x: import("../studio/state.ts").Room = "data";'],
    ["a lazy import", "src/features/train-run/a.ts", 'const x = () => import("../../engine/run.ts");'],
    ["a re-export", "src/tensor/a.ts", 'export { x } from "../engine/run.ts";'],
    ["a re-export of everything", "src/tensor/a.ts", 'export * from "../engine/run.ts";'],
    ["a sibling feature", "src/features/predict/a.ts", 'import { x } from "../gallery/a.ts";'],
    ["the page's way into an implementation", "src/studio/a.ts", 'import "../catalog/optimizers/adam/adam.ts";'],
    ["a definition's hasty import", "src/catalog/layers/dense/definition.ts", 'import { x } from "./dense.ts";'],
    ["a definition's package", "src/catalog/layers/dense/definition.ts", 'import Papa from "papaparse";'],
    ["the thread's code on the page's side", "src/worker/client.ts", 'import { x } from "../engine/run.ts";'],
    ["TensorFlow.js outside its door", "src/engine/a.ts", 'import * as tf from "@tensorflow/tfjs-core";'],
    ["a type of TensorFlow.js", "src/engine/a.ts", 'import type { Tensor } from "@tensorflow/tfjs";'],
    ["Dexie outside its door", "src/studio/a.ts", 'const x = import("dexie");'],
    ["recharts outside its door", "src/ui/plots/a.tsx", 'import { Line } from "recharts";'],
    ["zustand outside its door", "src/features/predict/a.ts", 'import { useStore } from "zustand";'],
    ["React in the state", "src/studio/a.ts", 'import { useState } from "react";'],
    ["Node in the page", "src/studio/a.ts", 'import { join } from "node:path";'],
    ["the server in the page", "src/app/a.ts", 'import { securityHeaders } from "../serve/headers.mjs";'],
    ["tests in the application", "src/app/a.ts", 'import { x } from "../support/browser.mjs";'],
  ])("%s", (_name, path, text) => {
    expect(forbiddenIn(path, text)).toHaveLength(1);
  });

  test("a cycle through a type, and not a lazy way back", () => {
    const cycle = (back: string): string[] => {
      const files: SourceFile[] = [
        { path: "src/engine/a.ts", text: 'import { b } from "./b.ts";' },
        { path: "src/engine/b.ts", text: 'export { c } from "./c.ts";' },
        { path: "src/engine/c.ts", text: back },
      ];
      return importCycles(files.flatMap(importsOf));
    };
    expect(cycle('import type { A } from "./a.ts";')).toEqual([
      "src/engine/a.ts -> src/engine/b.ts -> src/engine/c.ts -> src/engine/a.ts",
    ]);
    expect(cycle('const a = () => import("./a.ts");')).toEqual([]);
  });

  test("an import whose module is computed, and a file that does not parse", () => {
    expect(() => forbiddenIn("src/engine/a.ts", "const a = (b: string) => import(b);")).toThrow("computed");
    expect(() => forbiddenIn("src/engine/a.ts", "const a = ;")).toThrow("src/engine/a.ts");
  });
});

test("the rules let through what the table allows", () => {
  expect(forbiddenIn("src/features/predict/a.ts", 'import { x } from "../../studio/predict-rows.ts";')).toEqual([]);
  expect(forbiddenIn("src/catalog/layers/dense/definition.ts", 'const l = () => import("./dense.ts");')).toEqual([]);
  expect(forbiddenIn("src/worker/client.ts", 'import url from "./training.worker.ts?worker&url";')).toEqual([]);
});
