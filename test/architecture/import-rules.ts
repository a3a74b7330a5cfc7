/** Who may import whom: the table of `src/ARCHITECTURE.md` as code. Anything absent is forbidden. */
import type { Import } from "./source-files.ts";

/**
 * A room of the house. The page enters the catalog by its entry points (indexes and interfaces); what entries of one
 * kind share (fields, readers) stands beside them. Both sides of the thread boundary live in `worker/`, so its files are told apart.
 */
export type Zone =
  | "app"
  | "features"
  | "ui"
  | "studio"
  | "storage"
  | "storage thread door"
  | "worker client"
  | "worker protocol"
  | "worker thread"
  | "worker helpers"
  | "trusted script"
  | "benchmark client"
  | "benchmark thread"
  | "engine"
  | "project"
  | "catalog entry points"
  | "catalog shared"
  | "catalog definitions"
  | "catalog implementations"
  | "tensor"
  | "language"
  | "standalone"
  | "serve";

export const table: Readonly<Record<Zone, readonly Zone[]>> = {
  app: ["features", "ui", "studio", "storage", "worker client", "trusted script", "project", "catalog entry points"],
  features: ["studio", "ui", "benchmark client", "project", "catalog entry points"],
  ui: [],
  studio: ["storage", "worker client", "worker protocol", "benchmark client", "project", "catalog entry points"],
  storage: ["project"],
  "storage thread door": ["storage", "project"],
  "worker client": ["worker protocol", "trusted script", "project"],
  "worker protocol": ["project"],
  "worker helpers": ["trusted script", "engine", "tensor"],
  "trusted script": [],
  "worker thread": [
    "worker helpers",
    "worker protocol",
    "storage thread door",
    "engine",
    "tensor",
    "project",
    "catalog entry points",
    "catalog shared",
    "catalog definitions",
    "catalog implementations",
  ],
  "benchmark client": ["worker client", "trusted script", "project", "catalog entry points"],
  "benchmark thread": ["benchmark client", "worker helpers", "engine", "tensor", "project", "catalog entry points"],
  engine: [
    "catalog entry points",
    "catalog shared",
    "catalog definitions",
    "catalog implementations",
    "project",
    "tensor",
  ],
  project: ["catalog entry points"],
  "catalog entry points": ["catalog shared", "catalog definitions", "tensor"],
  "catalog shared": ["catalog entry points", "tensor"],
  "catalog definitions": ["catalog entry points", "catalog shared"],
  "catalog implementations": ["catalog entry points", "catalog shared", "catalog definitions", "tensor"],
  tensor: [],
  language: [],
  standalone: ["engine", "project", "catalog entry points", "catalog shared", "ui"],
  serve: [],
};

/** A big package and the folders whose business it is. */
const doors: readonly { readonly packages: RegExp; readonly folders: readonly string[] }[] = [
  { packages: /^@tensorflow\//, folders: ["src/tensor/", "src/benchmark/fit.worker.ts"] },
  { packages: /^(?:@jax-js|convnetjs)/, folders: ["src/benchmark/"] },
  { packages: /^onnxruntime/, folders: ["src/engine/export/onnx/"] },
  { packages: /^h5wasm/, folders: ["src/engine/hdf5.ts"] },
  { packages: /^dexie/, folders: ["src/storage/"] },
  { packages: /^recharts/, folders: ["src/ui/charts/"] },
  { packages: /^zustand/, folders: ["src/studio/"] },
  { packages: /^(?:react|@react)/, folders: ["src/app/", "src/features/", "src/ui/"] },
  { packages: /^(?:node:|vite|vitest|playwright|virtual:)/, folders: ["src/serve/"] },
  { packages: /^virtual:prepared-files$/, folders: ["src/worker/"] },
  { packages: /^virtual:standalone-page$/, folders: ["src/engine/export/html/"] },
];

/** The page's side of the thread boundary; every other file of `worker/` belongs to the thread. */
const pageSide = new Set(["src/worker/client.ts", "src/worker/open-thread.ts"]);

/** What a thread opens threads of its own with. */
const helperSide = new Set(
  ["helper-threads", "compute.worker", "ask-layers-model", "layers-model.worker"].map(
    (name) => `src/worker/${name}.ts`,
  ),
);

/** The page's side of a race; every other file of `benchmark/` belongs to an engine's thread. */
const raceSide = new Set(["contest.ts", "names.ts", "open-engine.ts", "race.ts", "workloads.ts"]);

/** A kind's interface stands beside its index under the kind's name in the singular. */
const interfaces = new Set(
  [
    "architecture",
    "augmentation",
    "backbone",
    "dataset",
    "exporter",
    "importer",
    "landscape",
    "layer",
    "loss",
    "metric",
    "optimizer",
    "preprocessor",
    "reader",
    "schedule",
  ].map((name) => `${name}.ts`),
);

function zoneOf(path: string): Zone | undefined {
  const [, folder, kind, ...rest] = path.split("/");
  switch (folder) {
    case "app":
    case "features":
    case "ui":
    case "studio":
    case "engine":
    case "project":
    case "tensor":
    case "language":
    case "standalone":
    case "serve":
      return folder;
    case "storage":
      return path === "src/storage/data-store.ts" ? "storage thread door" : folder;
    case "worker":
      if (path === "src/worker/protocol.ts") return "worker protocol";
      if (path === "src/worker/trusted-script.ts") return "trusted script";
      if (helperSide.has(path)) return "worker helpers";
      return pageSide.has(path) ? "worker client" : "worker thread";
    case "benchmark":
      return raceSide.has(kind ?? "") ? "benchmark client" : "benchmark thread";
    case "catalog":
      if (kind === "definition.ts" || rest[0] === "index.ts") return "catalog entry points";
      if (rest.length === 1) return interfaces.has(rest[0] ?? "") ? "catalog entry points" : "catalog shared";
      return rest.at(-1) === "definition.ts" ? "catalog definitions" : "catalog implementations";
    default:
      return undefined;
  }
}

/** A sentence for each import that the table or a door forbids. */
export function forbiddenImports(imports: readonly Import[]): string[] {
  return imports.flatMap((found) => {
    const reason = found.isOurs ? wrongRoom(found) : wrongDoor(found);
    return reason === undefined ? [] : [`${found.from} imports ${found.target}: ${reason}`];
  });
}

function wrongRoom({ from, target, isLazy }: Import): string | undefined {
  // Its version is the studio's.
  if (target === "package.json") return undefined;
  const here = zoneOf(from);
  const there = zoneOf(target);
  if (here === undefined) return "the importing file is in no folder of the table";
  if (there === undefined) return "the imported file is in no folder of the table";
  if (here === "features" && there === "features") {
    return featureOf(from) === featureOf(target) ? undefined : "a feature never imports its sibling";
  }
  if (here === there || there === "language") return undefined;
  // A definition's `load` opens its own implementation, and nothing else does so early.
  if (here === "catalog definitions" && there === "catalog implementations" && isLazy) return undefined;
  return table[here].includes(there) ? undefined : `${here} may not import ${there}`;
}

function featureOf(path: string): string | undefined {
  return path.split("/")[2];
}

function wrongDoor({ from, target }: Import): string | undefined {
  const applying = doors.filter(({ packages }) => packages.test(target));
  if (applying.length === 0) {
    const definition = zoneOf(from) === "catalog definitions" && from.endsWith("/definition.ts");
    return definition && target !== "zod" ? "a definition imports no package but zod" : undefined;
  }
  const folders = applying.flatMap((door) => door.folders);
  return folders.some((folder) => from.startsWith(folder))
    ? undefined
    : `this package is used in ${folders.join(", ")} only`;
}

/** Each cycle of imports as the list of its files; lazy imports end a chain, because they run later. */
export function importCycles(imports: readonly Import[]): string[] {
  const targets = new Map<string, string[]>();
  for (const { from, target, isOurs, isLazy } of imports) {
    if (isOurs && !isLazy) targets.set(from, [...(targets.get(from) ?? []), target]);
  }
  const cycles: string[] = [];
  const done = new Set<string>();
  const visit = (path: string, chain: readonly string[]): void => {
    const start = chain.indexOf(path);
    if (start >= 0) cycles.push([...chain.slice(start), path].join(" -> "));
    if (start >= 0 || done.has(path)) return;
    for (const target of targets.get(path) ?? []) visit(target, [...chain, path]);
    done.add(path);
  };
  for (const path of targets.keys()) visit(path, []);
  return cycles;
}
