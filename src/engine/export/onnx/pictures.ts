/** What steps do to pictures [n, height, width, channels], as ONNX operators. */
import { resizeValues, sidesOf } from "../../../catalog/preprocessors/resize/resize.ts";
import type { PictureEntry, Table } from "./table.ts";

/** Two products, one a side: across as the step does it, then down, and to whole numbers. */
export function resizedPicture(table: Table, values: unknown, entry: PictureEntry): PictureEntry {
  const size = resizeValues.parse(values);
  const { across, down } = sidesOf(entry.shape, size);
  const [height, width, channels] = entry.shape;
  const matrix = ({ from, shares }: ReturnType<typeof sidesOf>["down"], old: number): string => {
    const weights = new Float64Array(shares.length * old);
    shares.forEach((own, to) => own.forEach((share, index) => (weights[to * old + from[to]! + index] = share)));
    return table.onnx.float64s([...weights], [shares.length, old]);
  };
  const { onnx } = table;
  const reshaped = (value: string, shape: readonly number[]): string =>
    onnx.node("Reshape", [value, onnx.int64s([-1, ...shape])]);
  const wide = table.apply("MatMul", matrix(across, width), reshaped(entry.value, [height, width, channels]));
  const small = table.apply("MatMul", matrix(down, height), reshaped(wide, [height, size.width * channels]));
  const whole = table.apply("Floor", table.apply("Add", small, table.doubles(0.5)));
  const value = table.apply("Min", table.apply("Max", whole, table.doubles(0)), table.doubles(255));
  const shape = [size.height, size.width, channels] as const;
  return { ...entry, value: reshaped(value, shape), shape };
}

/** As they enter the network: byte × scale, then by channel less its mean and through its deviation. */
export function enteringPicture(table: Table, { value, scale, channels }: PictureEntry): string {
  const deviations = channels?.map(({ deviation }) => deviation) ?? [1];
  const offsets = channels?.map(({ mean, deviation }) => -mean / deviation) ?? [0];
  const scaled = table.apply("Mul", value, table.doubles(...deviations.map((deviation) => scale / deviation)));
  return table.cast(table.apply("Add", scaled, table.doubles(...offsets)), "float32");
}
