import { tableOf } from "../csv.ts";

export const loadNames = tableOf("names", { texts: ["name"] });
