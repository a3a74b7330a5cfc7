/** ONNX Runtime, which has nothing in common with what wrote the files: the only door to it. Loaded when it is asked for. */
import type * as Runtime from "onnxruntime-web/wasm";
import { StudioError } from "../../../language/studio-error.ts";

const runtimeMissing = {
  code: "onnx-runtime-missing",
  text: {
    en: "ONNX Runtime, which computes ONNX files, could not be loaded. Connect to the studio's server once and try again.",
    zh: "无法加载用于计算 ONNX 文件的 ONNX Runtime。请连接到本应用的服务器后重试。",
  },
};

export interface OpenedSession {
  readonly session: Runtime.InferenceSession;
  readonly runtime: typeof Runtime;
}

/**
 * `wasmUrl`: where the runtime's binary is served; left out, beside its script. `data`: files of weights beside the model's.
 * Rejects with what the runtime says of a file that it cannot read.
 */
export async function openSession(
  file: Uint8Array,
  wasmUrl?: string,
  data: readonly { readonly name: string; readonly bytes: Uint8Array }[] = [],
): Promise<OpenedSession> {
  const runtime = await import("onnxruntime-web/wasm");
  // Threads would be started from a blob, which the content policy forbids.
  runtime.env.wasm.numThreads = 1;
  runtime.env.logLevel = "error";
  if (wasmUrl !== undefined) runtime.env.wasm.wasmPaths = { wasm: wasmUrl };
  const externalData = data.map(({ name, bytes }) => ({ path: name, data: bytes }));
  const session = await runtime.InferenceSession.create(file, { externalData }).catch((cause: unknown) => {
    // What it says where its binary could not be fetched; anything else is a fault of the file.
    if (String(cause).includes("no available backend")) throw new StudioError(runtimeMissing, { cause });
    throw cause;
  });
  return { session, runtime };
}
