import { selectionOf } from "../definition.ts";
import { constant } from "./constant/definition.ts";

export const schedules = [constant] as const;

/** `{ id, ... }` */
export const scheduleSelection = selectionOf("id", schedules);
