/** Sizes, names and the bounds of the training thread's world. */
import { describe, expect, test } from "vitest";
import { codeFiles, filesUnder, type SourceFile } from "./source-files.ts";

const MAXIMUM_LINES = 400;
const VAGUE = /(?:^|\/)(?:utils?|helpers?|common|misc)(?:\/|\.)/;
/** Lower-case words with hyphens, then the kind of file: `training.worker.ts`, `button.module.css`. */
const KEBAB_CASE = /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9]+)+$/;

/** A sentence for each file that is too long or badly named. */
function faultyFiles(files: readonly SourceFile[]): string[] {
  return files.flatMap(({ path, text }) => {
    const lines = text.split("\n").length - 1;
    const name = path.split("/").at(-1) ?? "";
    return [
      ...(lines > MAXIMUM_LINES ? [`${path} has ${lines} lines, more than ${MAXIMUM_LINES}`] : []),
      ...(VAGUE.test(path) ? [`${path} does not say what it is about`] : []),
      ...(KEBAB_CASE.test(name) ? [] : [`${path} is not in kebab case`]),
    ];
  });
}

describe("files", () => {
  test("are short and named for what they hold", () => {
    const files = ["src", "test"].flatMap((folder) => [...codeFiles(folder), ...filesUnder(folder, [".css"])]);
    expect(files.length).toBeGreaterThan(100);
    expect(faultyFiles(files)).toEqual([]);
  });

  test.each([
    ["src/engine/long.ts", "x\n".repeat(MAXIMUM_LINES + 1)],
    ["src/utils/list.ts", ""],
    ["src/engine/helpers.ts", ""],
    ["src/engine/trainRun.ts", ""],
  ])("like %s are refused", (path, text) => {
    expect(faultyFiles([{ path, text }])).toHaveLength(1);
  });
});

test("the training thread is compiled without the page's types, so that `document` there is an error", () => {
  const [configuration] = filesUnder("src/engine", ["tsconfig.json"]);
  const { compilerOptions, include } = JSON.parse(configuration?.text ?? "{}") as {
    // What TypeScript defines these two to be.
    readonly compilerOptions: { readonly lib: readonly string[] };
    readonly include: readonly string[];
  };
  expect(compilerOptions.lib).toEqual(["ES2023", "WebWorker"]);
  expect(include.join(" ")).toContain("training.worker.ts");
  expect(include.join(" ")).toContain("tensor");
});
