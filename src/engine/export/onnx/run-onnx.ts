/** An exported file as ONNX Runtime answers it. */
import type { Text } from "../../../language/text.ts";
import type * as Runtime from "onnxruntime-web/wasm";
import { openSession } from "./open-session.ts";
import type { Feed } from "./raw-inputs.ts";

/** For a verification. */
export const ONNX_RUNTIME: Text = { en: "ONNX Runtime", zh: "ONNX Runtime" };

/** The output named `output` for these inputs. `wasmUrl`: where the runtime's binary is served; left out, beside its script. */
export async function runOnnx(
  file: Blob,
  feeds: Readonly<Record<string, Feed>>,
  output: string,
  wasmUrl?: string,
): Promise<Float32Array> {
  const { session, runtime } = await openSession(new Uint8Array(await file.arrayBuffer()), wasmUrl);
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
