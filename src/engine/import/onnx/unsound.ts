import type { Text } from "../../../language/text.ts";
import { refuse } from "../refuse.ts";

/** Throws the sentence that says what of an ONNX file is not as it has to be. */
export function unsound(what: Text, cause?: unknown): never {
  return refuse(
    "onnx",
    `This is no sound ONNX file: ${what.en}. Export or copy it again.`,
    `ONNX 文件有误或不完整：${what.zh}。请重新导出或复制。`,
    cause,
  );
}
