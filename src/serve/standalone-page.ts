/**
 * The Vite plugin behind `virtual:standalone-page`: the program of an exported page as one script without imports, and
 * its style, both as texts. Made once per process, when it is first asked for.
 */
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { type Plugin, build } from "vite";

const MODULE = "virtual:standalone-page";
const RESOLVED = `\0${MODULE}`;
const [MAIN, ...STYLES] = ["../standalone/main.ts", "../ui/tokens.css", "../standalone/style.css"].map((path) =>
  fileURLToPath(new URL(path, import.meta.url)),
);

export function standalonePage(): Plugin {
  return {
    name: "standalone-page",
    resolveId: (id) => (id === MODULE ? RESOLVED : null),
    async load(id) {
      if (id !== RESOLVED) return null;
      const [script, ...styles] = await (making ??= Promise.all([
        bundled(),
        ...STYLES.map((path) => readFile(path, "utf8")),
      ]));
      return `export const script = ${JSON.stringify(script)};\nexport const style = ${JSON.stringify(styles.join(""))};`;
    },
  };
}

let making: Promise<readonly string[]> | undefined;

async function bundled(): Promise<string> {
  const made = await build({
    configFile: false,
    logLevel: "warn",
    build: {
      write: false,
      target: "es2023",
      modulePreload: false,
      rolldownOptions: {
        input: MAIN!,
        output: { format: "iife", codeSplitting: false },
        // Nothing is preloaded here, but for which Vite's code for it would ask where it lies.
        transform: { define: { "import.meta": "{}" } },
      },
    },
  });
  const outputs = (Array.isArray(made) ? made : [made]).flatMap((each) => ("output" in each ? each.output : []));
  const chunks = outputs.filter((each) => each.type === "chunk");
  if (chunks.length !== 1) throw new Error(`The page's program is ${chunks.length} scripts instead of one`);
  return chunks[0]!.code;
}
