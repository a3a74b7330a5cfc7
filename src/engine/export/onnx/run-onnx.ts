/** ONNX Runtime, which has nothing in common with what wrote the file: the only door to it. Loaded when it is asked for. */
import { StudioError } from "../../../language/studio-error.ts";
import type { Shape } from "../../../tensor/ops.ts";

const runtimeMissing = {
  code: "onnx-runtime-missing",
  text: {
    en: "ONNX Runtime, which reads the file before it is handed over, could not be loaded. Connect to the studio's server once and export again.",
    zh: "无法加载用于校验文件的 ONNX Runtime。请连接到本应用的服务器后重新导出。",
  },
};

/** For a verification. */
export const ONNX_RUNTIME = "ONNX Runtime";

/** What the file answers to examples [rows, ...shape]. `wasmUrl`: where the runtime's binary is served; left out, beside its script. */
export async function runOnnx(
  file: Uint8Array,
  at: { readonly input: string; readonly output: string; readonly shape: Shape },
  examples: Float32Array<ArrayBuffer>,
  wasmUrl?: string,
): Promise<Float32Array> {
  const runtime = await import("onnxruntime-web/wasm");
  // Threads would be started from a blob, which the content policy forbids.
  runtime.env.wasm.numThreads = 1;
  runtime.env.logLevel = "error";
  if (wasmUrl !== undefined) runtime.env.wasm.wasmPaths = { wasm: wasmUrl };
  const session = await runtime.InferenceSession.create(file).catch((cause: unknown) => {
    // What it says where its binary could not be fetched; anything else is a fault of the file.
    if (String(cause).includes("no available backend")) throw new StudioError(runtimeMissing, { cause });
    throw cause;
  });
  try {
    const input = new runtime.Tensor("float32", examples, [...at.shape]);
    const answers = await session.run({ [at.input]: input });
    const values = answers[at.output]!.data;
    if (!(values instanceof Float32Array)) throw new Error(`${at.output} has other than float32 numbers`);
    return values;
  } finally {
    await session.release();
  }
}
