/** Between a machine's variables and the tensors of a checkpoint. */
import type { SavedTensor } from "../../project/records.ts";
import { sizeOf } from "../../catalog/layers/layer.ts";
import type { Layout } from "./layout.ts";
import type { VariableValues } from "./machine.ts";

/** Variables filled from tensors by name; what `tensors` leaves out is zero. */
export function variablesFrom(layout: Layout, tensors: ReadonlyMap<string, SavedTensor>): VariableValues {
  const variables = new Map(Array.from(layout.variables, ([name, shape]) => [name, new Float32Array(sizeOf(shape))]));
  for (const { name, variable, offset } of layout.slots.values()) {
    const saved = tensors.get(name.replace(/^parameter/, "raw")) ?? tensors.get(name);
    if (saved !== undefined) variables.get(variable)!.set(saved.values, offset);
  }
  return variables;
}

/**
 * All tensors by name. Where `evaluated` names the optimizer's state that stands for the parameters, "parameter/..." is
 * that and "raw/..." what training goes on from.
 */
export function tensorsFrom(layout: Layout, values: VariableValues, evaluated: string | null): SavedTensor[] {
  const named = Array.from(layout.slots.values(), ({ name, shape, variable, offset }) => ({
    name,
    shape: [...shape],
    values: values.get(variable)!.slice(offset, offset + sizeOf(shape)),
  }));
  if (evaluated === null) return named;
  const raw = named.filter(({ name }) => name.startsWith("parameter/"));
  const stands = new Map(named.map((tensor) => [tensor.name, tensor]));
  return [
    ...named.map((tensor) => {
      if (!tensor.name.startsWith("parameter/")) return tensor;
      const other = stands.get(tensor.name.replace("parameter", `optimizer/${evaluated}`));
      return { ...tensor, values: (other ?? tensor).values };
    }),
    ...raw.map((tensor) => ({ ...tensor, name: tensor.name.replace("parameter", "raw") })),
  ];
}
