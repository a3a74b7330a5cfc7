import { selectionOf } from "../definition.ts";
import { averaging } from "./averaging/definition.ts";
import { lookahead } from "./lookahead/definition.ts";
import { sharpness } from "./sharpness/definition.ts";

export const wrappers = [averaging, lookahead, sharpness] as const;

/** `{ id, ... }` */
export const wrapperSelection = selectionOf("id", wrappers);
