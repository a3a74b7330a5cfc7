import { keras } from "./keras/definition.ts";
import { kerasH5 } from "./keras-h5/definition.ts";
import { npz } from "./npz/definition.ts";
import { onnx } from "./onnx/definition.ts";
import { projectFile } from "./project-file/definition.ts";
import { safetensors } from "./safetensors/definition.ts";
import { tensorflowJs } from "./tensorflow-js/definition.ts";

/** In the order in which they are asked whether a file is theirs: the surest signs first. */
export const importers = [keras, projectFile, npz, kerasH5, safetensors, tensorflowJs, onnx] as const;
export type ImporterId = (typeof importers)[number]["id"];
