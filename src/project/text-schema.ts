import { z } from "zod";

/** A text as it stands in a record. */
export const textSchema = z.strictObject({ en: z.string(), zh: z.string() });
