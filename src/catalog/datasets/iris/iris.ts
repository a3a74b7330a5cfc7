import { tableOf } from "../csv.ts";

export const loadIris = tableOf("iris");
