import { tableOf } from "../csv.ts";

export const loadPenguins = tableOf("penguins");
