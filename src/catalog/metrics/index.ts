import { accuracy } from "./accuracy/definition.ts";
import { mae } from "./mae/definition.ts";
import { r2 } from "./r2/definition.ts";

/** In the order in which they are shown. */
export const metrics = [accuracy, r2, mae] as const;
