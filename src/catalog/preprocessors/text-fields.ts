/** Settings that steps on texts share. */
import { z } from "zod";

export const lowerCaseField = z
  .boolean()
  .default(true)
  .meta({ field: { label: { en: "Ignore capitals", zh: "忽略大小写" } } });
