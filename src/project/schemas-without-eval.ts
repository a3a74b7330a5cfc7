/**
 * Tells zod not to compile its schemas with `new Function`, which the content policy forbids: even its look whether
 * it may is reported as a violation. Imported first by each script that begins something, before any schema is made.
 */
import { config } from "zod";

config({ jitless: true });
