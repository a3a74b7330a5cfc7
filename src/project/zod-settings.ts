/**
 * The first import of the page and of the thread, before any schema is made: the content policy forbids making code
 * from text, and zod would probe whether it may, which the browser reports as a violation.
 */
import { z } from "zod";

z.config({ jitless: true });
