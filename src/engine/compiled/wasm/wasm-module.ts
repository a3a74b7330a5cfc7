/** A WebAssembly module as bytes: functions over one imported memory. */
import { type Code, I32, V128, type ValueType, flow, i32, unsigned } from "./instructions.ts";

export interface MemoryPages {
  readonly initial: number;
  readonly maximum: number;
}

export class ModuleWriter {
  readonly #functions: FunctionWriter[] = [];
  readonly #exports: (readonly [string, FunctionWriter])[] = [];

  /** A function of so many whole numbers; its body may be written later. */
  function(parameters: number): FunctionWriter {
    const made = new FunctionWriter(this.#functions.length, parameters);
    this.#functions.push(made);
    return made;
  }

  export(name: string, written: FunctionWriter): void {
    this.#exports.push([name, written]);
  }

  bytes(memory: MemoryPages): Uint8Array<ArrayBuffer> {
    const arities = [...new Set(this.#functions.map(({ parameters }) => parameters))];
    const types = arities.map((count): Code => [0x60, vector(Array.from({ length: count }, () => [I32])), 0]);
    const imported: Code = [text("host"), text("memory"), 2, 1, unsigned(memory.initial), unsigned(memory.maximum)];
    const sections: readonly (readonly [number, Code])[] = [
      [1, vector(types)],
      [2, vector([imported])],
      [3, vector(this.#functions.map(({ parameters }) => unsigned(arities.indexOf(parameters))))],
      [7, vector(this.#exports.map(([name, { index }]): Code => [text(name), 0, unsigned(index)]))],
      [10, vector(this.#functions.map((each) => sized(each.code())))],
    ];
    const header = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
    return Uint8Array.from(flat([header, ...sections.map(([id, content]): Code => [id, sized(content)])]));
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

function sized(content: Code): Code {
  const bytes = flat(content);
  return [unsigned(bytes.length), bytes];
}

function flat(code: Code, into: number[] = []): number[] {
  for (const part of code) {
    if (typeof part === "number") into.push(part);
    else flat(part, into);
  }
  return into;
}

/** Whether a function with this in its body is valid here. */
export function isKnown(code: Code): boolean {
  const writer = new ModuleWriter();
  const tried = writer.function(0);
  tried.local(V128);
  tried.add(flow.set(0, code));
  return WebAssembly.validate(writer.bytes({ initial: 1, maximum: 1 }));
}
