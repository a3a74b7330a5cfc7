/** Prints expressions as WGSL: each once in a scope, as a `let` that later uses name. */
import { type Index, rangeOf } from "../plan/index-expression.ts";
import type { Guard, Scalar } from "../plan/scalar.ts";
import { binaryText, literalText, unaryText } from "./scalar-text.ts";
import type { RecordShape } from "./step-records.ts";

export interface ShaderTarget {
  readonly record: RecordShape;
  /** Examples as bytes, four to a word, and what one is worth; null for floats. */
  readonly byteScale: number | null;
  /** Whether the GPU is played by a program, for which other kernels are fast. */
  readonly isSoftware: boolean;
  /** Whether threads that go together can add up without shared memory. */
  readonly hasSubgroups: boolean;
  /** Whether products may keep what they multiply in half precision. */
  readonly inHalves: boolean;
  /** Of a multiplication in each of the tiles that products are computed in. */
  readonly tileCosts: readonly number[];
}

/** Of numbers from 0 on, so that powers of two need no division. */
function divided(kind: "quotient" | "remainder", of: string, by: number): string {
  const bits = Math.log2(by);
  if (!Number.isInteger(bits)) return `((${of}) ${kind === "quotient" ? "/" : "%"} ${by})`;
  return kind === "quotient" ? `((${of}) >> ${bits}u)` : `((${of}) & ${by - 1})`;
}

export class ShaderWriter {
  readonly #target: ShaderTarget;
  readonly #lines: string[] = [];
  readonly #scopes = [new Map<Scalar, string>()];
  #count = 0;

  constructor(target: ShaderTarget) {
    this.#target = target;
  }

  get text(): string {
    return this.#lines.join("\n");
  }

  line(text: string): void {
    this.#lines.push(text);
  }

  /** `open { ... }`; what is computed inside is known only there. */
  block(open: string, write: () => void): void {
    this.line(`${open} {`);
    this.#scopes.push(new Map());
    write();
    this.#scopes.pop();
    this.line("}");
  }

  get hasSubgroups(): boolean {
    return this.#target.hasSubgroups;
  }

  /** A name or a literal for what the expression comes to. */
  value(scalar: Scalar): string {
    if (scalar.kind === "literal") return literalText(scalar.value);
    if (scalar.kind === "folded") return "folded";
    const known = this.#scopes.findLast((scope) => scope.has(scalar))?.get(scalar);
    if (known !== undefined) return known;
    const text = this.#text(scalar);
    const name = `v${this.#count++}`;
    this.line(`let ${name} = ${text};`);
    this.#scopes.at(-1)!.set(scalar, name);
    return name;
  }

  /** The same for numbers that lie a fixed way from each other: where all of them lie is computed once. */
  values(scalars: readonly Scalar[]): readonly string[] {
    const starts = new Map<string, string>();
    return scalars.map((scalar) => {
      if (scalar.kind !== "load") return this.value(scalar);
      const { place, index } = scalar;
      const moving: Index = { ...index, offset: 0 };
      const start = `${this.#at({ ...place, offset: 0 })} + ${this.index(moving)}`;
      let name = starts.get(start);
      if (name === undefined) {
        name = `v${this.#count++}`;
        starts.set(start, name);
        this.line(`let ${name} = ${start};`);
      }
      return `${place.arena}[${name} + ${place.offset + index.offset}]`;
    });
  }

  guards(guards: readonly Guard[]): string {
    return guards.map((guard) => this.#guard(guard)).join(" && ") || "true";
  }

  #guard(guard: Guard): string {
    const text = this.index(guard.index);
    if ("by" in guard) return `(${text}) % ${guard.by} == 0`;
    const { least, most } = rangeOf(guard.index);
    const sides = [
      ...(least < 0 ? [`${text} >= 0`] : []),
      ...(most >= guard.below ? [`${text} < ${guard.below}`] : []),
    ];
    return sides.join(" && ") || "true";
  }

  index({ terms, offset }: Index): string {
    const parts = terms.map(({ atom, factor }) => {
      const text = atom.kind === "variable" ? atom.variable.name : divided(atom.kind, this.index(atom.of), atom.by);
      return factor === 1 ? text : `${text} * ${factor}`;
    });
    return [...parts, ...(offset === 0 && parts.length > 0 ? [] : [String(offset)])].join(" + ");
  }

  #text(scalar: Exclude<Scalar, { readonly kind: "literal" | "folded" }>): string {
    switch (scalar.kind) {
      case "index":
        return `f32(${this.index(scalar.index)})`;
      case "load":
        return `${scalar.place.arena}[${this.#at(scalar.place)} + ${this.index(scalar.index)}]`;
      case "gathered": {
        const row = `i32(${this.value(scalar.row)})`;
        return `${scalar.place.arena}[${this.#at(scalar.place)} + ${this.index(scalar.index)} + ${row} * ${scalar.stride}]`;
      }
      case "example":
        return this.#example(`${this.#row(scalar.row, "examples")} * ${scalar.width} + ${this.index(scalar.column)}`);
      case "target":
        return `targets[${this.#row(scalar.row, "rows")}]`;
      case "number":
        return `bitcast<f32>(steps[record + ${this.#target.record.numbers + scalar.position}])`;
      case "draw":
        return `draw(record + ${this.#target.record.keys + 2 * scalar.position}, u32(${this.index(scalar.index)}))`;
      case "unary":
        return unaryText(scalar.apply, this.value(scalar.x));
      case "binary":
        return binaryText(scalar.apply, this.value(scalar.a), this.value(scalar.b));
      case "select": {
        const [yes, no] = [this.value(scalar.whenTrue), this.value(scalar.whenFalse)];
        return `select(${no}, ${yes}, ${this.value(scalar.condition)} != 0.0)`;
      }
      case "guarded":
        // Reading out of bounds gives some number and harms nothing; the guard drops it.
        return `select(0.0, ${this.value(scalar.x)}, ${this.guards(scalar.guards)})`;
    }
  }

  #row(row: Index, list: "rows" | "examples"): string {
    return `i32(steps[record + ${this.#target.record[list]} + ${this.index(row)}])`;
  }

  #example(at: string): string {
    const { byteScale } = this.#target;
    if (byteScale === null) return `examples[${at}]`;
    return `byteAt(${at}) * ${literalText(byteScale)}`;
  }

  /** Where a place begins: each network of a population has its own stretch of every arena but the constants. */
  #at({ arena, offset }: { readonly arena: string; readonly offset: number }): string {
    return arena === "constants" ? String(offset) : `${arena}At + ${offset}`;
  }

  /** `place[index] = value;` */
  store(
    store: { readonly place: { readonly arena: string; readonly offset: number }; readonly index: Index },
    value: string,
  ) {
    this.line(`${store.place.arena}[${this.#at(store.place)} + ${this.index(store.index)}] = ${value};`);
  }
}
