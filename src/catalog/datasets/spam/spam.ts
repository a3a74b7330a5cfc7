import { tableOf } from "../csv.ts";

export const loadSpam = tableOf("spam", { texts: ["mail"] });
