/** A model that predicts by its own ONNX file, asked as ONNX Runtime takes examples. */
import { sizeOf } from "../../../catalog/layers/layer.ts";
import type { OwnProgram, StoredFile } from "../../../project/records.ts";
import { joined } from "../../../tensor/join-arrays.ts";
import { openSession } from "./open-session.ts";

/** Its numbers for examples [rows, ...shape], laid out as the file has them. Rejects with what the runtime says. */
export async function askOnnxProgram(
  { input, output, shape, element, isOneByOne }: OwnProgram,
  [main, ...data]: readonly StoredFile[],
  examples: Float32Array<ArrayBuffer>,
  wasmUrl?: string,
): Promise<Float32Array> {
  if (main === undefined) throw new Error("the model's own file is gone");
  const { session, runtime } = await openSession(main.bytes, wasmUrl, data);
  const width = sizeOf(shape);
  const rows = examples.length / width;
  const ask = async (values: Float32Array<ArrayBuffer>, count: number): Promise<Float32Array> => {
    const given =
      element === "int64"
        ? BigInt64Array.from(values, (value) => BigInt(Math.round(value)))
        : element === "int32"
          ? Int32Array.from(values)
          : element === "float64"
            ? Float64Array.from(values)
            : values;
    const answers = await session.run({ [input]: new runtime.Tensor(element, given, [count, ...shape]) });
    const answer = answers[output]?.data;
    if (answer instanceof Float32Array) return answer;
    if (answer instanceof Float64Array) return Float32Array.from(answer);
    throw new Error(`its output "${output}" holds no numbers with fractions`);
  };
  try {
    if (!isOneByOne) return await ask(examples, rows);
    const answers: Float32Array[] = [];
    for (let row = 0; row < rows; row++) answers.push(await ask(examples.slice(row * width, (row + 1) * width), 1));
    return joined(Float32Array, answers);
  } finally {
    await session.release();
  }
}
