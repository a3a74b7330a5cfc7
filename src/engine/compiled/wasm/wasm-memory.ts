/** One growing memory that all programs of a run share; what is taken stays taken. */
import { StudioError } from "../../../language/studio-error.ts";
import type { MemoryPages } from "./wasm-module.ts";

const PAGE = 65_536;
const MOST_PAGES = 65_536;
/** Vectors begin at multiples of it. */
const ALIGNMENT = 64;

export class WasmMemory {
  readonly memory: WebAssembly.Memory;
  readonly isShared: boolean;
  #end = PAGE;

  /** Shared with other threads where that is wanted and the browser gives such a memory. */
  constructor(isShared: boolean) {
    const shared = isShared ? sharedMemory() : null;
    this.memory = shared ?? new WebAssembly.Memory({ initial: 1, maximum: MOST_PAGES });
    this.isShared = shared !== null;
  }

  /** Address of so many bytes, all 0. Throws a `StudioError` when the browser gives no more. */
  take(bytes: number): number {
    const at = this.#end;
    const end = at + ALIGNMENT * Math.ceil(bytes / ALIGNMENT);
    const missing = Math.ceil(end / PAGE) - this.memory.buffer.byteLength / PAGE;
    if (missing > 0) {
      if (end > MOST_PAGES * PAGE) throw tooLarge(end);
      try {
        this.memory.grow(missing);
      } catch {
        throw tooLarge(end);
      }
    }
    this.#end = end;
    return at;
  }

  /** Views hold until more is taken. */
  floats(at: number, count: number): Float32Array {
    return new Float32Array(this.memory.buffer, at, count);
  }

  bytes(at: number, count: number): Uint8Array {
    return new Uint8Array(this.memory.buffer, at, count);
  }

  /** As modules that use it have to declare it. */
  get pages(): MemoryPages {
    return { initial: 1, maximum: MOST_PAGES, isShared: this.isShared };
  }

  get byteLength(): number {
    return this.memory.buffer.byteLength;
  }
}

/** Null where the browser does not set so many addresses aside for one. */
function sharedMemory(): WebAssembly.Memory | null {
  try {
    return new WebAssembly.Memory({ initial: 1, maximum: MOST_PAGES, shared: true });
  } catch {
    return null;
  }
}

function tooLarge(bytes: number): StudioError {
  const megabytes = Math.ceil(bytes / 2 ** 20);
  return new StudioError({
    code: "memory",
    text: {
      en: `the browser does not give WebAssembly the ${megabytes} MB that it takes`,
      zh: `浏览器无法为 WebAssembly 提供所需的 ${megabytes} MB 内存`,
    },
  });
}
