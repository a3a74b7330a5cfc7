/** A layer's settings in Keras's spelling. */
import type { AnyLayer } from "../../../catalog/layers/layer.ts";
import { snake } from "../../../project/keras/translate-setting.ts";
import type { Shape } from "../../../tensor/ops.ts";

type Config = Readonly<Record<string, unknown>>;

/** As Keras 3 calls a curve; TensorFlow.js knows them by the same names but one. */
export function curveOf(activation: string): string {
  return activation === "silu" ? "swish" : activation.replaceAll("-", "_");
}

/** `training`: how weights begin and are held, in our words, by Keras's names. */
export function settingsOf(layer: AnyLayer, output: Shape): { readonly config: Config; readonly training: Config } {
  const config: Record<string, unknown> = {};
  const training: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(layer)) {
    if (name === "type" || name === "disabled" || value === undefined) continue;
    if (/(?:Initializer|Regularizer|Constraint)$/.test(name)) training[snake(name)] = value;
    else Object.assign(config, settingOf(layer, name, value, output));
  }
  return { config, training };
}

function settingOf(layer: AnyLayer, name: string, value: unknown, output: Shape): Config {
  switch (name) {
    case "activation":
    case "recurrentActivation":
      return { [snake(name)]: curveOf(String(value)) };
    case "keepDims":
      return { keepdims: value };
    case "targetShape":
      return { target_shape: output };
    case "maskZero":
    case "causal":
    case "peepholes":
      // Told where it is used.
      return {};
    case "scale":
      // Always there, and ones where nothing is learnt.
      return layer.type === "rms-normalization" ? {} : { scale: value };
    case "rows":
      return { [marginOf(layer.type)]: [value, layer["columns"]] };
    case "columns":
      return {};
    case "steps":
      return { [marginOf(layer.type)]: value };
    default:
      return { [snake(name)]: value };
  }
}

function marginOf(type: string): string {
  return type.startsWith("cropping") ? "cropping" : "padding";
}
