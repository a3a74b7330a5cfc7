/** A network as layers of Keras, each with what feeds it: what `.keras`, TensorFlow.js and their source code are written from. */
import type { Shape } from "../../../tensor/ops.ts";

/** What a layer gives, or the input. */
export interface Value {
  /** The layer's name. */
  readonly from: string;
  /** Of one example. */
  readonly shape: Shape;
  readonly isBoolean?: boolean;
}

export interface GraphWeight {
  /** As Keras names it: "kernel", "moving_mean". */
  readonly name: string;
  /** Of a layer made of layers: "forward", "backward"; "query", "key", "value", "output". */
  readonly part?: string;
  readonly shape: Shape;
  /** The studio's name of the same numbers; null for numbers that express something else. */
  readonly origin: string | null;
  /** Numbers that no training has changed, such as what is added where a sequence is padded: never rounded. */
  readonly isFixed?: boolean;
  readonly values: () => Float32Array;
}

export interface GraphLayer {
  readonly name: string;
  readonly className: string;
  /** An operation of `keras.ops` instead of a layer. */
  readonly isOperation: boolean;
  /** In Keras's spelling, without the name. */
  readonly config: Readonly<Record<string, unknown>>;
  /** How its weights begin and are held, in our words; only source code tells it. */
  readonly training: Readonly<Record<string, unknown>>;
  readonly inputs: readonly Value[];
  /** Whether it takes its inputs as one list. */
  readonly takesList: boolean;
  /** What it is called with beside its inputs. */
  readonly called: Readonly<Record<string, Value | boolean | number>>;
  readonly weights: readonly GraphWeight[];
  readonly output: Value;
}

export interface KerasGraph {
  readonly input: Value;
  /** Each after its inputs. */
  readonly layers: readonly GraphLayer[];
  readonly output: Value;
}

interface Added extends Partial<Pick<GraphLayer, "isOperation" | "takesList" | "called" | "training">> {
  readonly config?: GraphLayer["config"];
  readonly weights?: readonly GraphWeight[];
  readonly isBoolean?: boolean;
}

export class GraphBuilder {
  readonly #layers: GraphLayer[] = [];
  readonly #names = new Set<string>();
  #kept: Value | null = null;
  #keptForEach: Value | null = null;
  readonly input: Value;

  /** Whether source code will be written of it, in which small layers of its own say what a file has tables for. */
  readonly isSource: boolean;

  constructor(shape: Shape, isSource: boolean) {
    this.isSource = isSource;
    this.input = { from: this.#named("examples"), shape };
  }

  add(className: string, name: string, inputs: readonly Value[], shape: Shape, more: Added = {}): Value {
    const { config = {}, weights = [], isOperation = false, takesList = false, called = {}, training = {} } = more;
    const own = this.#named(name);
    const output = { from: own, shape, ...(more.isBoolean === true ? { isBoolean: true } : {}) };
    const fixed = { config, weights, isOperation, takesList, called, training };
    this.#layers.push({ name: own, className, inputs, output, ...fixed });
    return output;
  }

  /** Whether each token is no padding, as Keras is told it: made once for all who ask. */
  kept(tokens: Value): Value {
    const more = { isOperation: true, called: { x2: 0 }, isBoolean: true };
    return (this.#kept ??= this.add("NotEqual", "mask", [tokens], tokens.shape, more));
  }

  /** The same, for every step that looks at others. */
  keptForEach(tokens: Value): Value {
    const shape = [1, ...tokens.shape];
    const more = { isOperation: true, config: { axis: 1 }, isBoolean: true };
    return (this.#keptForEach ??= this.add("ExpandDims", "mask-for-each", [this.kept(tokens)], shape, more));
  }

  graph(output: Value): KerasGraph {
    return { input: this.input, layers: this.#layers, output };
  }

  /** As a variable may be called in Python and JavaScript. */
  #named(path: string): string {
    const plain = path.replaceAll(/[-/]/g, "_");
    let name = plain;
    for (let count = 2; this.#names.has(name); count++) name = `${plain}_${count}`;
    this.#names.add(name);
    return name;
  }
}
