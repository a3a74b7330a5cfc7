/** Weights by our own names in an ONNX file that the studio has written, whichever way they were made smaller. */
import type { SavedTensor } from "../../../project/records.ts";
import type { OnnxWeight } from "./read-onnx.ts";

export function ownWeights(weights: ReadonlyMap<string, OnnxWeight>): readonly SavedTensor[] {
  return [...weights].flatMap(([path, { shape, values }]): readonly SavedTensor[] => {
    if (!/^(?:parameter|state)\//.test(path) || path.endsWith("/scale")) return [];
    const name = path.replace(/\/(?:float16|int8)$/, "");
    const scales = path.endsWith("/int8") ? weights.get(`${name}/scale`)?.values : undefined;
    const whole = scales === undefined ? values : values.map((value, at) => value * scales[at % scales.length]!);
    return [{ name, shape, values: whole }];
  });
}
