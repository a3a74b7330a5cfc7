import { type z } from "zod";
import { selectionOf } from "../definition.ts";
import { conv2d } from "./conv2d/definition.ts";
import { dense } from "./dense/definition.ts";
import { dropout } from "./dropout/definition.ts";
import { flatten } from "./flatten/definition.ts";
import { maxPooling2d } from "./max-pooling2d/definition.ts";

export const layers = [dense, flatten, conv2d, maxPooling2d, dropout] as const;

/** `{ type, ... }` */
export const layerSelection = selectionOf("type", layers);
export type LayerSelection = z.infer<typeof layerSelection>;
/** As a person or a preset writes it: what has a default may be left out. */
export type LayerInput = z.input<typeof layerSelection>;
