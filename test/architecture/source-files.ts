/** The sources as the architecture tests read them: text, syntax tree and every import, whatever its form. */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseSync } from "vite";

const root = fileURLToPath(new URL("../../", import.meta.url));

export interface SourceFile {
  /** From the project's folder, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

export interface Import {
  readonly from: string;
  /** A path from the project's folder for a file of ours, else the specifier as written. */
  readonly target: string;
  readonly isOurs: boolean;
  /** `import()` in an expression: loaded later, when it is needed. */
  readonly isLazy: boolean;
}

/** A node of the syntax tree (ESTree with TypeScript's additions). */
export type Node = Readonly<Record<string, unknown>> & { readonly type: string };

/** All files under `folder` whose name ends in one of `endings`. */
export function filesUnder(folder: string, endings: readonly string[]): SourceFile[] {
  return readdirSync(`${root}${folder}`, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && endings.some((ending) => entry.name.endsWith(ending)))
    .map((entry) => `${entry.parentPath.slice(root.length)}/${entry.name}`.replaceAll("\\", "/"))
    .toSorted()
    .map((path) => ({ path, text: readFileSync(`${root}${path}`, "utf8") }));
}

/** The code of the application and of its commands; `.d.ts` files only declare. */
export function codeFiles(folder: string): SourceFile[] {
  return filesUnder(folder, [".ts", ".tsx", ".mjs"]).filter(({ path }) => !path.endsWith(".d.ts"));
}

/** Every node of the file's syntax tree. Throws when it does not parse: an unread file must not pass. */
export function nodesOf({ path, text }: SourceFile): Node[] {
  const { program, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path}: ${errors.map((error) => error.message).join("; ")}`);
  const nodes: Node[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit);
    else if (isNode(value)) {
      nodes.push(value);
      Object.values(value).forEach(visit);
    }
  };
  visit(program);
  return nodes;
}

export function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
}

/** The string that a literal node holds. */
export function stringOf(node: unknown): string | undefined {
  return isNode(node) && node.type === "Literal" && typeof node["value"] === "string" ? node["value"] : undefined;
}

/** Value, type and lazy imports, re-exports and `import("...")` types. The address of a worker is not an import. */
export function importsOf(file: SourceFile): Import[] {
  return nodesOf(file).flatMap((node) => {
    const specifier = specifierOf(node);
    if (specifier === undefined || specifier.includes("?worker")) return [];
    const isOurs = specifier.startsWith(".");
    const target = isOurs ? new URL(specifier, `file:///${file.path}`).pathname.slice(1) : specifier;
    return [{ from: file.path, target, isOurs, isLazy: node.type === "ImportExpression" }];
  });
}

function specifierOf(node: Node): string | undefined {
  switch (node.type) {
    case "ImportDeclaration":
    case "ExportNamedDeclaration":
    case "ExportAllDeclaration":
    case "ImportExpression":
    case "TSImportType": {
      const specifier = stringOf(node["source"]);
      if (node.type === "ImportExpression" && specifier === undefined) {
        throw new Error("An import() whose module is computed cannot be checked");
      }
      return specifier;
    }
    default:
      return undefined;
  }
}
