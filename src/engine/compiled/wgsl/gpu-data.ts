/** The data set on the device: uploaded once, so that a batch is no more than a list of rows. */
import { sizeOf } from "../../../catalog/layers/layer.ts";
import type { PreparedData } from "../../data/prepare-data.ts";

export interface GpuData {
  readonly examples: GPUBuffer;
  readonly targets: GPUBuffer;
  /** What a byte of the examples is worth; null where they are floats. */
  readonly byteScale: number | null;
  readonly memoryBytes: number;
  dispose(): void;
}

/** Rows are encoded and uploaded so many numbers at a time. */
const CHUNK = 2 ** 20;

/** Bytes that one binding must hold for this data. */
export function largestBinding({ examples }: Pick<PreparedData, "examples">): number {
  return examples.rows * sizeOf(examples.shape) * (examples.bytes === undefined ? 4 : 1);
}

/** `isStreamed`: the examples stay where they are. */
export function placeData(
  device: GPUDevice,
  { examples, targets }: Pick<PreparedData, "examples" | "targets">,
  isStreamed = false,
): GpuData {
  const width = sizeOf(examples.shape);
  const { bytes, rows } = examples;
  const buffer = (label: string, size: number) =>
    device.createBuffer({
      label,
      size: Math.max(4, 4 * Math.ceil(size / 4)),
      usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST,
    });
  const held = buffer("examples", isStreamed ? 0 : largestBinding({ examples }));
  if (isStreamed) {
    // Nothing to upload.
  } else if (bytes === undefined) {
    const rowsAtOnce = Math.max(1, Math.floor(CHUNK / width));
    for (let from = 0; from < rows; from += rowsAtOnce) {
      const count = Math.min(rowsAtOnce, rows - from);
      const values = new Float32Array(count * width);
      for (let row = 0; row < count; row++) examples.write(from + row, values, row * width);
      device.queue.writeBuffer(held, 4 * from * width, values);
    }
  } else {
    const whole = bytes.values.length - (bytes.values.length % 4);
    device.queue.writeBuffer(held, 0, Uint8Array.from(bytes.values.subarray(0, whole)));
    const rest = new Uint8Array(4);
    rest.set(bytes.values.subarray(whole));
    if (whole < bytes.values.length) device.queue.writeBuffer(held, whole, rest);
  }
  const answers = buffer("targets", 4 * targets.length);
  device.queue.writeBuffer(answers, 0, Float32Array.from(targets));
  return {
    examples: held,
    targets: answers,
    byteScale: bytes?.scale ?? null,
    memoryBytes: held.size + answers.size,
    dispose: () => {
      held.destroy();
      answers.destroy();
    },
  };
}
