/** A WebAssembly module as bytes: functions over one imported memory, and numbers imported with it. */
import { type Code, I32, V128, type ValueType, flow, i32, unsigned } from "./instructions.ts";

export interface MemoryPages {
  readonly initial: number;
  readonly maximum: number;
  /** Whether several threads have it. */
  readonly isShared?: boolean;
}

export class ModuleWriter {
  readonly #globals: string[] = [];
  readonly #functions: FunctionWriter[] = [];
  readonly #exports: (readonly [string, FunctionWriter])[] = [];

  /** A function of so many whole numbers; its body may be written later. */
  function(parameters: number): FunctionWriter {
    const made = new FunctionWriter(this.#functions.length, parameters);
    this.#functions.push(made);
    return made;
  }

  /** A whole number that whoever starts the module gives it under this name. */
  given(name: string): Code {
    this.#globals.push(name);
    return flow.global(this.#globals.length - 1);
  }

  export(name: string, written: FunctionWriter): void {
    this.#exports.push([name, written]);
  }

  bytes(memory: MemoryPages): Uint8Array<ArrayBuffer> {
    const arities = [...new Set(this.#functions.map(({ parameters }) => parameters))];
    const types = arities.map((count): Code => [0x60, vector(Array.from({ length: count }, () => [I32])), 0]);
    const imported: readonly Code[] = [
      [text("memory"), 2, memory.isShared === true ? 3 : 1, unsigned(memory.initial), unsigned(memory.maximum)],
      ...this.#globals.map((name): Code => [text(name), 3, I32, 0]),
    ];
    const bodies = new Bytes();
    bodies.code(unsigned(this.#functions.length));
    for (const each of this.#functions) bodies.sized(bytesOf(each.code()));
    const sections: readonly (readonly [number, Bytes])[] = [
      [1, bytesOf(vector(types))],
      [2, bytesOf(vector(imported.map((each): Code => [text("host"), each])))],
      [3, bytesOf(vector(this.#functions.map(({ parameters }) => unsigned(arities.indexOf(parameters)))))],
      [7, bytesOf(vector(this.#exports.map(([name, { index }]): Code => [text(name), 0, unsigned(index)])))],
      [10, bodies],
    ];
    const whole = bytesOf([0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
    for (const [id, content] of sections) {
      whole.code([id]);
      whole.sized(content);
    }
    return whole.written;
  }
}

export class FunctionWriter {
  readonly index: number;
  readonly parameters: number;
  readonly #locals: ValueType[] = [];
  readonly #body: Code[] = [];

  constructor(index: number, parameters: number) {
    this.index = index;
    this.parameters = parameters;
  }

  local(type: ValueType): number {
    this.#locals.push(type);
    return this.parameters + this.#locals.length - 1;
  }

  add(code: Code): void {
    this.#body.push(code);
  }

  /** A local that holds what the code comes to, computed here. */
  held(type: ValueType, code: Code): Code {
    const local = this.local(type);
    this.add(flow.set(local, code));
    return flow.get(local);
  }

  /** `counter` from `from` in steps until it is no longer below `below`; the body at least once. */
  countTo(counter: number, from: Code, below: Code, step: number, body: Code): Code {
    const next = flow.tee(counter, i32.add(flow.get(counter), i32.const(step)));
    return [flow.set(counter, from), flow.doWhile(body, i32.lessThan(next, below))];
  }

  code(): Code {
    const runs: { type: ValueType; count: number }[] = [];
    for (const type of this.#locals) {
      const last = runs.at(-1);
      if (last?.type === type) last.count++;
      else runs.push({ type, count: 1 });
    }
    return [vector(runs.map(({ type, count }): Code => [unsigned(count), type])), this.#body, 0x0b];
  }
}

function vector(items: readonly Code[]): Code {
  return [unsigned(items.length), items];
}

function text(value: string): Code {
  const bytes = new TextEncoder().encode(value);
  return [unsigned(bytes.length), [...bytes]];
}

/** Bytes that grow: modules of many kernels have hundreds of thousands. */
class Bytes {
  #held = new Uint8Array(256);
  #length = 0;

  get written(): Uint8Array<ArrayBuffer> {
    return this.#held.subarray(0, this.#length);
  }

  code(code: Code): void {
    for (const part of code) {
      if (typeof part !== "number") this.code(part);
      else {
        this.#reserve(1);
        this.#held[this.#length++] = part;
      }
    }
  }

  /** Others, after how many they are. */
  sized({ written }: Bytes): void {
    this.code(unsigned(written.length));
    this.#reserve(written.length);
    this.#held.set(written, this.#length);
    this.#length += written.length;
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#held.length) return;
    const held = new Uint8Array(2 * (this.#length + more));
    held.set(this.#held);
    this.#held = held;
  }
}

function bytesOf(code: Code): Bytes {
  const bytes = new Bytes();
  bytes.code(code);
  return bytes;
}

/** Whether a function with this in its body is valid here. */
export function isKnown(code: Code): boolean {
  const writer = new ModuleWriter();
  const tried = writer.function(0);
  tried.local(V128);
  tried.add(flow.set(0, code));
  return WebAssembly.validate(writer.bytes({ initial: 1, maximum: 1 }));
}
