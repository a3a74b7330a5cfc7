/** Python as it is put together: a value with the lines that make it, and a class with what it holds. */
import type { Shape } from "../../../tensor/ops.ts";

/** How one of the network's tensors in PyTorch comes from the studio's of that name. */
export interface TensorEntry {
  /** "parameter/dense-1/kernel" */
  readonly name: string;
  /** In the studio. */
  readonly shape: Shape;
  /** "dense_1.weight" */
  readonly module: string;
  /** The studio's axes in PyTorch's order; left out: the same. */
  readonly axes?: readonly number[];
  /** The reset gate comes before the update gate. */
  readonly gates?: true;
  /** Of a tensor that PyTorch has as several. */
  readonly row?: number;
}

/** An expression and what is known of it. */
export interface Value {
  readonly code: string;
  /** Without the batch, channels last, as the studio has it. */
  readonly shape: Shape;
  /** Whether channels come right after the batch, as PyTorch's convolutions have them. */
  readonly isChannelsFirst: boolean;
  /** The name of the mask [n, t] that goes with it. */
  readonly mask: string | null;
}

/** The classes and functions of the whole file, each once. */
export class PythonFile {
  /** Snippets of `python/modules` in use. */
  readonly used = new Set<string>();
  readonly tensors: TensorEntry[] = [];
  readonly #classes = new Map<string, string>();

  /** The name of the class with this body; the same body is the same class. */
  classFor(title: string, body: string): string {
    const held = this.#classes.get(body);
    if (held !== undefined) return held;
    const alike = [...this.#classes.values()].filter((name) => name.replace(/\d+$/, "") === title).length;
    const name = alike === 0 ? title : `${title}${alike + 1}`;
    this.#classes.set(body, name);
    return name;
  }

  get classes(): readonly string[] {
    return Array.from(this.#classes, ([body, name]) => `class ${name}(nn.Module):\n${body}`);
  }
}

/** A class while it is written; `studio` and `module` are where its tensors are, with their last separator. */
export class ClassScope {
  readonly file: PythonFile;
  readonly studio: string;
  readonly module: string;
  readonly init: string[] = [];
  readonly lines: string[] = [];
  usesMask = false;

  constructor(file: PythonFile, studio: string, module: string) {
    this.file = file;
    this.studio = studio;
    this.module = module;
  }

  body(summary: string, result: string): string {
    const init = ["super().__init__()", ...this.init].map((line) => `        ${line}`);
    const forward = [...this.lines, `return ${result}`].map((line) => `        ${line}`);
    return [
      `    """${summary}"""`,
      "",
      ...(this.init.length === 0 ? [] : ["    def __init__(self):", ...init, ""]),
      `    def forward(self, x${this.usesMask ? ", mask=None" : ""}):`,
      ...forward,
    ].join("\n");
  }
}

/** A file of Python; `constants` may be none. */
export function pythonFile(
  summary: string,
  imports: readonly string[],
  constants: readonly string[],
  definitions: readonly string[],
): string {
  const header = [`"""${summary}"""`, imports.join("\n"), ...(constants.length === 0 ? [] : [constants.join("\n")])];
  return `${header.join("\n\n")}\n\n\n${definitions.map((each) => each.trim()).join("\n\n\n")}\n`;
}

/** A call with what is left at its default left out. */
export function call(name: string, given: readonly unknown[], named: Readonly<Record<string, unknown>> = {}): string {
  const settings = Object.entries(named).flatMap(([key, value]) =>
    value === undefined ? [] : [`${key}=${python(value)}`],
  );
  return `${name}(${[...given.map(python), ...settings].join(", ")})`;
}

/** Code as it stands, where a value is asked for. */
export class Code {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** A literal. */
export function python(value: unknown): string {
  if (value instanceof Code) return value.text;
  if (value === null) return "None";
  if (value === true) return "True";
  if (value === false) return "False";
  if (Array.isArray(value)) return `(${value.map(python).join(", ")}${value.length === 1 ? "," : ""})`;
  return JSON.stringify(value);
}

/** "dense-1" as a name in Python. */
export function identifier(name: string): string {
  return name.replaceAll("-", "_");
}

/** "transformer-block" as a class. */
export function className(type: string): string {
  return type
    .split("-")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
}
