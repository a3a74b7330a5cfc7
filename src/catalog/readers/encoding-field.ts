import { z } from "zod";
import { encodingNames, encodings } from "./text-encoding.ts";

export const encodingField = z
  .enum(encodings)
  .exactOptional()
  .meta({ field: { label: { en: "Encoding", zh: "编码" }, choices: encodingNames } });
