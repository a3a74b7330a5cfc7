/** Machines of a device's kind, for one data set. */
import type { Device } from "../tensor/backends.ts";
import type { Layout } from "./compiled/layout.ts";
import type { Machine } from "./compiled/machine.ts";
import { WasmMachine, type WasmPlace } from "./compiled/wasm/wasm-machine.ts";
import { type GpuData, largestBinding, placeData } from "./compiled/wgsl/gpu-data.ts";
import { GpuMachine, canHalve } from "./compiled/wgsl/gpu-machine.ts";
import { memoryLimits } from "./data/assemble-dataset.ts";
import type { PreparedData } from "./data/prepare-data.ts";

export interface Machines {
  /** All that live at one time read one copy of the data set. */
  readonly createMachine: (layout: Layout, population?: number) => Machine;
  /** The same with products in half precision; null where the device has none. */
  readonly createHalved: ((layout: Layout) => Machine) | null;
  /** Whether examples come with the steps, because they are too many to be held where it computes. */
  readonly isStreamed: boolean;
}

/** Null where the device has none. */
export function machinesOn(device: Device, data: Pick<PreparedData, "examples" | "targets">): Machines | null {
  const { backend, gpu, failure, isSoftware, maximumTensorBytes, tileCosts, threads } = device;
  if (gpu !== null) {
    const isStreamed = largestBinding(data) > maximumTensorBytes;
    const shared = sharedData(() => placeData(gpu, data, isStreamed));
    const target = { gpu, failure, isSoftware, tileCosts };
    return {
      isStreamed,
      createMachine: (layout, population = 1) => new GpuMachine(target, layout, shared(), { population }),
      createHalved: canHalve(gpu) ? (layout) => new GpuMachine({ ...target, inHalves: true }, layout, shared()) : null,
    };
  }
  if (backend !== "wasm") return null;
  let beside: WasmPlace | undefined;
  // Its memory ends at 4 GB, and what is read from the disk is not to be held in any.
  const isStreamed = largestBinding(data) > Math.min(memoryLimits.heldBytes, maximumTensorBytes);
  return {
    isStreamed,
    createHalved: null,
    createMachine: (layout, population = 1) => {
      const machine = new WasmMachine(layout, data, { population, beside, threads, isStreamed });
      beside = machine.place;
      return machine;
    },
  };
}

/** Placed for the first who asks, and let go of by the last who disposes it. */
function sharedData(place: () => GpuData): () => GpuData {
  let held: GpuData | null = null;
  let users = 0;
  return () => {
    const data = (held ??= place());
    users++;
    const dispose = (): void => {
      users--;
      if (users > 0) return;
      data.dispose();
      held = null;
    };
    return { ...data, dispose };
  };
}
