import type { z } from "zod";
import { selectionOf } from "../definition.ts";
import { codeKeras } from "./code-keras/definition.ts";
import { codeTfjs } from "./code-tfjs/definition.ts";
import { codePytorch } from "./code-pytorch/definition.ts";
import { html } from "./html/definition.ts";
import { keras } from "./keras/definition.ts";
import { npz } from "./npz/definition.ts";
import { onnx } from "./onnx/definition.ts";
import { pytorch } from "./pytorch/definition.ts";
import { tfjs } from "./tfjs/definition.ts";
import { safetensors } from "./safetensors/definition.ts";

export const exporters = [
  onnx,
  keras,
  pytorch,
  tfjs,
  html,
  safetensors,
  npz,
  codeKeras,
  codePytorch,
  codeTfjs,
] as const;

/** `{ format, ... }` */
export const exporterSelection = selectionOf("format", exporters);
export type ExporterSelection = z.infer<typeof exporterSelection>;
