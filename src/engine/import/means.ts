/** What those who ask a model need of the thread. */
import type { BackendId } from "../../project/records.ts";
import type { Device } from "../../tensor/backends.ts";

export interface Means {
  /** Runs work on a device of this thread, on this backend where it is there; left out, on the quickest that every browser has. */
  readonly onDevice: <Result>(work: (device: Device) => Promise<Result>, backend?: BackendId) => Promise<Result>;
  /** Where ONNX Runtime's binary is served; left out where it finds it by itself. */
  readonly onnxRuntimeUrl: string | undefined;
}
