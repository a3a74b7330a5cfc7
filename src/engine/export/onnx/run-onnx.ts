/** ONNX Runtime, which has nothing in common with what wrote the file: the only door to it. Loaded when it is asked for. */
import { StudioError } from "../../../language/studio-error.ts";
import type * as Runtime from "onnxruntime-web/wasm";
import type { Feed } from "./raw-inputs.ts";

const runtimeMissing = {
  code: "onnx-runtime-missing",
  text: {
    en: "ONNX Runtime, which reads the file before it is handed over, could not be loaded. Connect to the studio's server once and export again.",
    zh: "无法加载用于校验文件的 ONNX Runtime。请连接到本应用的服务器后重新导出。",
  },
};

/** For a verification. */
export const ONNX_RUNTIME = "ONNX Runtime";

/** The output named `output` for these inputs. `wasmUrl`: where the runtime's binary is served; left out, beside its script. */
export async function runOnnx(
  file: Uint8Array,
  feeds: Readonly<Record<string, Feed>>,
  output: string,
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
    const tensors = Object.entries(feeds).map(([name, feed]) => [name, tensorOf(runtime, feed)] as const);
    const answers = await session.run(Object.fromEntries(tensors));
    const values = answers[output]!.data;
    if (!(values instanceof Float32Array)) throw new Error(`${output} has other than float32 numbers`);
    return values;
  } finally {
    await session.release();
  }
}

function tensorOf({ Tensor }: typeof Runtime, { values, shape }: Feed): Runtime.Tensor {
  if (Array.isArray(values)) return new Tensor("string", values, shape);
  if (values instanceof Uint8Array) return new Tensor("uint8", values, shape);
  if (values instanceof Float64Array) return new Tensor("float64", values, shape);
  return new Tensor("float32", values, shape);
}
