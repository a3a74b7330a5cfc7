/** The data set on the device: uploaded once, so that a batch is no more than a list of rows. */
import { sizeOf } from "../../../catalog/layers/layer.ts";
import type { PreparedData } from "../../data/prepare-data.ts";

export interface GpuData {
  readonly examples: GPUBuffer;
  readonly targets: GPUBuffer;
  /** What a byte of the examples is worth; null where they are floats. */
  readonly byteScale: number | null;
  readonly memoryBytes: number;
  /** Uploads what has not been; steps need it, and shaders can compile meanwhile. */
  fill(): void;
  dispose(): void;
}

/** Rows are encoded and uploaded so many numbers at a time. */
const CHUNK = 2 ** 20;

/** Bytes that one binding must hold for this data. */
export function largestBinding({ examples }: Pick<PreparedData, "examples">): number {
  return examples.rows * sizeOf(examples.shape) * (examples.bytes === undefined ? 4 : 1);
}

/** Room for it, still to be filled. `isStreamed`: the examples stay where they are. */
export function placeData(
  device: GPUDevice,
  { examples, targets }: Pick<PreparedData, "examples" | "targets">,
  isStreamed = false,
): GpuData {
  const buffer = (label: string, size: number) =>
    device.createBuffer({
      label,
      size: Math.max(4, 4 * Math.ceil(size / 4)),
      usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST,
    });
  const held = buffer("examples", isStreamed ? 0 : largestBinding({ examples }));
  const answers = buffer("targets", 4 * targets.length);
  let isFilled = false;
  return {
    examples: held,
    targets: answers,
    byteScale: examples.bytes?.scale ?? null,
    memoryBytes: held.size + answers.size,
    fill: () => {
      if (isFilled) return;
      isFilled = true;
      if (!isStreamed) upload(device.queue, held, examples);
      device.queue.writeBuffer(answers, 0, Float32Array.from(targets));
    },
    dispose: () => {
      held.destroy();
      answers.destroy();
    },
  };
}

function upload(queue: GPUQueue, to: GPUBuffer, examples: PreparedData["examples"]): void {
  const { bytes, rows, shape } = examples;
  if (bytes === undefined) {
    const width = sizeOf(shape);
    const rowsAtOnce = Math.max(1, Math.floor(CHUNK / width));
    for (let from = 0; from < rows; from += rowsAtOnce) {
      const count = Math.min(rowsAtOnce, rows - from);
      const values = new Float32Array(count * width);
      for (let row = 0; row < count; row++) examples.write(from + row, values, row * width);
      queue.writeBuffer(to, 4 * from * width, values);
    }
    return;
  }
  const whole = bytes.values.length - (bytes.values.length % 4);
  queue.writeBuffer(to, 0, Uint8Array.from(bytes.values.subarray(0, whole)));
  if (whole === bytes.values.length) return;
  const rest = new Uint8Array(4);
  rest.set(bytes.values.subarray(whole));
  queue.writeBuffer(to, whole, rest);
}
