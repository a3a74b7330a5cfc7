import type { Ops, Tensor } from "../../tensor/ops.ts";

/** x [..., in] times kernel [in, out], plus bias [out] where there is one: [..., out]. */
export function project(ops: Ops, x: Tensor, kernel: Tensor, bias?: Tensor): Tensor {
  const [inputs, outputs] = [kernel.shape[0]!, kernel.shape[1]!];
  const leading = x.shape.slice(0, -1);
  const rows = leading.reduce((product, extent) => product * extent, 1);
  const flat = leading.length === 1 ? x : ops.reshape(x, [rows, inputs]);
  const product = ops.matmul(flat, kernel);
  const sum = bias === undefined ? product : ops.add(product, bias);
  return leading.length === 1 ? sum : ops.reshape(sum, [...leading, outputs]);
}
