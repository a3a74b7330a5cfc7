/** Paths to a project's fields, and what the schema knows at each: for sentences that name a field. */
import { z } from "zod";
import { projectSchema } from "./project.ts";

export type FieldPath = readonly PropertyKey[];

/** "training.optimizer.learningRate", "model.layers[1].units"; the root is "project". */
export function printPath(path: FieldPath): string {
  const printed = path.map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`)).join("");
  return printed === "" ? "project" : printed.replace(/^\./, "");
}

/** What stands at `path` in anything, as far as it goes. */
export function valueAt(input: unknown, path: FieldPath): unknown {
  let value = input;
  for (const key of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    value = Reflect.get(value, key);
  }
  return value;
}

/** The fields that the project's schema allows at `path`, given what stands there (it decides between alternatives). */
export function fieldsAt(path: FieldPath, input: unknown): readonly string[] {
  const schema = wholeSchema();
  return fieldsOf(schema, path, input, schema);
}

/** As `fieldsAt`, for one schema on its own. */
export function fieldsOfSchema(schema: z.ZodType, path: FieldPath, input: unknown): readonly string[] {
  const json = z.toJSONSchema(schema, { io: "input" });
  return fieldsOf(json, path, input, json);
}

type Node = z.core.JSONSchema._JSONSchema | undefined;

let whole: Node;

function wholeSchema(): Node {
  whole ??= z.toJSONSchema(projectSchema, { io: "input" });
  return whole;
}

function fieldsOf(at: Node, path: FieldPath, input: unknown, root: Node): readonly string[] {
  const node = referred(at, root);
  if (node === undefined || typeof node === "boolean") return [];
  const alternatives = node.anyOf ?? node.oneOf;
  if (alternatives !== undefined) {
    const named = alternatives.filter((alternative) => isMeant(alternative, input));
    return (named.length > 0 ? named : alternatives).flatMap((alternative) => fieldsOf(alternative, path, input, root));
  }
  const [key, ...rest] = path;
  if (key === undefined) return Object.keys(node.properties ?? {});
  const child = typeof key === "number" ? elementOf(node.items) : node.properties?.[String(key)];
  return fieldsOf(child, rest, valueAt(input, [key]), root);
}

/** What "#/$defs/name" stands for: a schema that holds itself, as lists of layers do. */
function referred(node: Node, root: Node): Node {
  if (node === undefined || typeof node === "boolean" || node.$ref === undefined) return node;
  const name = node.$ref.slice(node.$ref.lastIndexOf("/") + 1);
  return typeof root === "object" ? root.$defs?.[name] : undefined;
}

function elementOf(items: Node | Node[]): Node {
  return Array.isArray(items) ? items[0] : items;
}

/** Whether the input bears the constant by which this alternative is told from the others. */
function isMeant(alternative: Node, input: unknown): boolean {
  if (alternative === undefined || typeof alternative === "boolean") return false;
  return Object.entries(alternative.properties ?? {}).some(
    ([key, property]) =>
      typeof property !== "boolean" && property.const !== undefined && property.const === valueAt(input, [key]),
  );
}
