/**
 * What every entry of the catalog has in common: side-effect-free facts that the page may load at once, and a
 * lazy door to the implementation, which only the training thread opens.
 */
import { z } from "zod";
import type { Text } from "../language/text.ts";

/** What a form needs to know of a field beyond its type, range and default, which the schema holds itself. */
export interface FieldHelp {
  readonly label: Text;
  readonly help?: Text;
  /** Printed after the value, e.g. "%" or "px". */
  readonly unit?: Text;
  /** "log" when useful values span orders of magnitude. */
  readonly scale?: "linear" | "log";
  /** What a form begins with when the thing is picked or switched on, where that is not the default. */
  readonly start?: number | string;
  /** Labels of an enum's values; a value left out shows as itself. */
  readonly choices?: Readonly<Record<string, Text>>;
}

declare module "zod" {
  interface GlobalMeta {
    field?: FieldHelp;
  }
}

export type ConfigSchema = z.ZodObject;

export interface Definition<Config extends ConfigSchema = ConfigSchema> {
  readonly id: string;
  readonly title: Text;
  /** One or two sentences: what it is and when to pick it. */
  readonly summary: Text;
  readonly config: Config;
}

/** The definition's config with its id as the discriminating field `key`; unknown fields are refused by name. */
export type Selection<D extends Definition, Key extends string, Common> = z.ZodObject<
  { [K in Key]: z.ZodLiteral<D["id"]> } & D["config"]["shape"] & Common,
  z.core.$strict
>;

type Selections<D extends readonly Definition[], Key extends string, Common> = {
  [I in keyof D]: Selection<D[I], Key, Common>;
};

/** A discriminated union over `definitions`: `{ [key]: id, ...config }`; `common`: fields that each may have beside its own. */
export function selectionOf<
  const D extends readonly [Definition, ...Definition[]],
  Key extends string,
  Common = unknown,
>(key: Key, definitions: D, common?: Common & z.ZodRawShape): z.ZodDiscriminatedUnion<Selections<D, Key, Common>, Key> {
  const option = (definition: Definition) =>
    z.strictObject({ [key]: z.literal(definition.id), ...definition.config.shape, ...common });
  const [first, ...others] = definitions;
  // A tuple mapped over loses its element types; `Selections` restates exactly what stands here.
  return z.discriminatedUnion(key, [option(first), ...others.map(option)]) as never;
}

/** The ids that a table of titles lists, in the order written, as an enum takes them. */
export function idsOf<Id extends string>(titles: Readonly<Record<Id, Text>>): readonly [Id, ...Id[]] {
  // An object's keys are what its type says where it was written out, and one at least.
  return Object.keys(titles) as unknown as readonly [Id, ...Id[]];
}

/** The entry with this id. Throws when there is none: ids reach here only through a parsed schema. */
export function findDefinition<D extends Definition>(definitions: readonly D[], id: string): D {
  const found = definitions.find((definition) => definition.id === id);
  if (found === undefined) throw new Error(`No catalog entry "${id}"`);
  return found;
}
