import { csv } from "./csv/definition.ts";

/** In the order in which they are asked whether a file is theirs. */
export const readers = [csv] as const;
