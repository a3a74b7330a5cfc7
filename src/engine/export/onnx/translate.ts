/** Operations of a graph as ONNX operators, opset 17. Every number is float32 here, as on all other targets. */
import { type AnswerGraph, type Extent, answerOp } from "../answer-graph.ts";
import type { BinaryFunction, Node, Reduction, UnaryFunction } from "../../compiled/graph.ts";
import type { Sliding } from "../../compiled/sliding.ts";
import { averagePoolOf, softmaxOf } from "./idioms.ts";
import { type Attribute, ELEMENT, type OnnxGraph } from "./onnx-graph.ts";
import { float32 } from "./weights.ts";

/** An ONNX value and its extents, which may be smaller than its node's where the next operator broadcasts. */
interface Value {
  readonly name: string;
  readonly extents: readonly Extent[];
}

export interface Translation {
  readonly onnx: OnnxGraph;
  readonly graph: AnswerGraph;
  /** Name of the graph's input, [examples, ...]. */
  readonly input: string;
  /** The ONNX value of a parameter or of a layer's state, by its path. */
  readonly variable: (name: string) => string;
}

/** Writes all of the answer's operations; gives its name. */
export function translate(translation: Translation): string {
  return new Translator(translation).value(translation.graph.answer);
}

class Translator {
  readonly #onnx: OnnxGraph;
  readonly #graph: AnswerGraph;
  readonly #given: Translation;
  readonly #values = new Map<Node, string>();
  readonly #shapes = new Map<string, string>();

  constructor(given: Translation) {
    this.#given = given;
    this.#onnx = given.onnx;
    this.#graph = given.graph;
    // In order, so that a deep graph is no deep recursion.
    for (const node of given.graph.nodes) if (isWorthAValue(node)) this.value(node);
  }

  value(node: Node): string {
    const known = this.#values.get(node);
    if (known !== undefined) return known;
    const made = this.#made(node);
    this.#values.set(node, made);
    return made;
  }

  #made(node: Node): string {
    const { inputs } = node;
    const op = answerOp(node.op);
    const [x, y] = inputs;
    switch (op.kind) {
      case "constant":
      case "broadcast":
        return this.#grown(this.#loose(node), node);
      case "values":
        return this.#onnx.constant(float32(node.shape, Float32Array.from(op.values)));
      case "variable":
        return this.#given.variable(op.name);
      case "examples":
        return this.#given.input;
      case "count":
        return this.#onnx.constant(
          float32(
            node.shape,
            Float32Array.from({ length: node.size }, (_, at) => at),
          ),
        );
      case "unary":
        return this.#unary(node, op.apply);
      case "binary":
        return this.#binary(node, op.apply);
      case "select":
        return this.#select(node);
      case "reshape":
        return this.#onnx.node("Reshape", [this.value(x!), this.#shape(this.#extents(node), true)]);
      case "transpose":
        return this.#transposed(this.value(x!), op.permutation);
      case "slice":
        return this.#slice(node, op.begin);
      case "concat":
        return this.#onnx.node(
          "Concat",
          inputs.map((part) => this.value(part)),
          { axis: { int: op.axis } },
        );
      case "reduce":
        return this.#reduce(node, op.by, op.axes);
      case "gather": {
        const rows = this.#onnx.node("Cast", [this.value(y!)], { to: { int: ELEMENT.int64 } });
        return this.#onnx.node("Gather", [this.value(x!), rows], { axis: { int: 0 } });
      }
      case "matmul": {
        const side = (each: Node, isTurned: boolean) =>
          isTurned ? this.#transposed(this.value(each), turned(each.shape.length)) : this.value(each);
        return this.#onnx.node("MatMul", [side(x!, op.transposeA), side(y!, op.transposeB)]);
      }
      case "conv2d":
        return this.#pictures("Conv", [x!, y!], { ...window(op.sliding), group: { int: op.groups } });
      case "conv2dInput":
        return this.#pictures("ConvTranspose", [x!, y!], {
          ...window(op.sliding),
          group: { int: op.groups },
          ...rest(op.sliding),
        });
      case "maxPool":
        return this.#pictures("MaxPool", [x!], window(op.sliding));
    }
  }

  #unary(node: Node, apply: UnaryFunction): string {
    const softmax = softmaxOf(node);
    if (softmax !== null) return this.#onnx.node("Softmax", [this.value(softmax)], { axis: { int: -1 } });
    const x = this.value(node.inputs[0]!);
    if (apply === "square") return this.#onnx.node("Mul", [x, x]);
    if (apply === "truncate") {
      const whole = this.#onnx.node("Cast", [x], { to: { int: ELEMENT.int32 } });
      return this.#onnx.node("Cast", [whole], { to: { int: ELEMENT.float32 } });
    }
    return this.#onnx.node(unaryOperators[apply], [x]);
  }

  #binary(node: Node, apply: BinaryFunction): string {
    const pooled = apply === "multiply" ? averagePoolOf(node) : null;
    if (pooled !== null) return this.#pictures("AveragePool", [pooled.x], window(pooled.sliding));
    const sides = node.inputs.map((input) => this.#loose(input));
    const made = this.#onnx.node(
      binaryOperators[apply],
      sides.map(({ name }) => name),
    );
    const isComparison = apply === "equal" || apply === "greater" || apply === "greaterEqual";
    const name = isComparison ? this.#onnx.node("Cast", [made], { to: { int: ELEMENT.float32 } }) : made;
    return this.#grown({ name, extents: broadcast(sides) }, node);
  }

  #select(node: Node): string {
    const [condition, ...sides] = node.inputs.map((input) => this.#loose(input));
    const holds = this.#onnx.node("Cast", [condition!.name], { to: { int: ELEMENT.bool } });
    const name = this.#onnx.node("Where", [holds, ...sides.map((side) => side.name)]);
    return this.#grown({ name, extents: broadcast([condition!, ...sides]) }, node);
  }

  #slice(node: Node, begin: readonly number[]): string {
    const [x] = node.inputs;
    const whole = this.#extents(x!);
    const axes = begin.flatMap((from, axis) => {
      const extent = node.shape[axis]!;
      return from === 0 && extent === x!.shape[axis] && isSame(whole[axis]!, this.#extents(node)[axis]!) ? [] : [axis];
    });
    if (axes.length === 0) return this.value(x!);
    const starts = axes.map((axis) => begin[axis]!);
    const ends = axes.map((axis) => begin[axis]! + node.shape[axis]!);
    const lists = [starts, ends, axes].map((list) => this.#onnx.int64s(list));
    return this.#onnx.node("Slice", [this.value(x!), ...lists]);
  }

  #reduce(node: Node, by: Reduction, axes: readonly number[]): string {
    const x = this.value(node.inputs[0]!);
    const keepdims = { int: 0 };
    switch (by) {
      case "sum":
        return this.#onnx.node("ReduceSum", [x, this.#onnx.int64s(axes)], { keepdims });
      case "max":
        return this.#onnx.node("ReduceMax", [x], { axes: { ints: axes }, keepdims });
      case "logSumExp":
        return this.#onnx.node("ReduceLogSumExp", [x], { axes: { ints: axes }, keepdims });
      case "argMax": {
        const place = this.#onnx.node("ArgMax", [x], { axis: { int: axes[0]! }, keepdims });
        return this.#onnx.node("Cast", [place], { to: { int: ELEMENT.float32 } });
      }
    }
  }

  /** ONNX has channels before rows and columns, and filters before channels. */
  #pictures(operator: string, [x, kernel]: readonly Node[], attributes: Readonly<Record<string, Attribute>>): string {
    const sides = [this.#transposed(this.value(x!), [0, 3, 1, 2])];
    if (kernel !== undefined) sides.push(this.#transposed(this.value(kernel), [3, 2, 0, 1]));
    return this.#transposed(this.#onnx.node(operator, sides, attributes), [0, 2, 3, 1]);
  }

  #transposed(name: string, permutation: readonly number[]): string {
    return this.#onnx.node("Transpose", [name], { perm: { ints: permutation } });
  }

  /** As an operand of an operator that broadcasts by itself. */
  #loose(node: Node): Value {
    const { op, inputs } = node;
    if (op.kind === "constant") return { name: this.#onnx.scalar(op.value), extents: [] };
    const isRanked = op.kind === "reshape" && onlyRanked(inputs[0]!, node);
    if (op.kind === "broadcast" || isRanked) return this.#loose(inputs[0]!);
    return { name: this.value(node), extents: this.#extents(node) };
  }

  #grown({ name, extents }: Value, node: Node): string {
    const wanted = this.#extents(node);
    if (extents.length === wanted.length && extents.every((extent, axis) => isSame(extent, wanted[axis]!))) return name;
    return this.#onnx.node("Expand", [name, this.#shape(wanted, false)]);
  }

  #extents(node: Node): readonly Extent[] {
    return this.#graph.extents.get(node)!;
  }

  /** The extents as a value; one that is open may be left to the operator where that works it out. */
  #shape(extents: readonly Extent[], mayBeOpen: boolean): string {
    const open = extents.filter((extent) => typeof extent !== "number");
    if (open.length === 0 || (mayBeOpen && open.length === 1)) {
      return this.#onnx.int64s(extents.map((extent) => (typeof extent === "number" ? extent : -1)));
    }
    const key = JSON.stringify(extents);
    const known = this.#shapes.get(key);
    if (known !== undefined) return known;
    const examples = this.#onnx.node("Shape", [this.#given.input], { start: { int: 0 }, end: { int: 1 } });
    const parts = extents.map((extent) => {
      if (typeof extent === "number") return this.#onnx.int64s([extent]);
      return extent.per === 1 ? examples : this.#onnx.node("Mul", [examples, this.#onnx.int64s([extent.per])]);
    });
    const made = this.#onnx.node("Concat", parts, { axis: { int: 0 } });
    this.#shapes.set(key, made);
    return made;
  }
}

/** What an operator that broadcasts takes as it is needs no value of its own. */
function isWorthAValue({ op }: Node): boolean {
  return op.kind !== "constant" && op.kind !== "broadcast";
}

/** Whether y is x behind more axes of extent 1. */
function onlyRanked(x: Node, y: Node): boolean {
  const more = y.shape.length - x.shape.length;
  return (
    more >= 0 &&
    y.shape.slice(0, more).every((extent) => extent === 1) &&
    String(y.shape.slice(more)) === String(x.shape)
  );
}

function isSame(one: Extent, other: Extent): boolean {
  return typeof one === "number" || typeof other === "number" ? one === other : one.per === other.per;
}

function broadcast(sides: readonly Value[]): readonly Extent[] {
  const rank = Math.max(...sides.map(({ extents }) => extents.length));
  return Array.from({ length: rank }, (_, axis) => {
    const here = sides.map(({ extents }) => extents[axis - rank + extents.length] ?? 1);
    return here.find((extent) => extent !== 1) ?? 1;
  });
}

function turned(rank: number): readonly number[] {
  const axes = Array.from({ length: rank }, (_, axis) => axis);
  return [...axes.slice(0, -2), rank - 1, rank - 2];
}

function window({
  input,
  output,
  window: size,
  strides,
  dilation,
  before,
}: Sliding): Readonly<Record<string, Attribute>> {
  const after = ([0, 1] as const).map((axis) => {
    const reached = (output[axis] - 1) * strides[axis] + (size[axis] - 1) * dilation[axis] + 1;
    return Math.max(0, reached - input[axis] - before[axis]);
  });
  const dilations = dilation.every((step) => step === 1) ? {} : { dilations: { ints: dilation } };
  return {
    kernel_shape: { ints: size },
    strides: { ints: strides },
    pads: { ints: [...before, ...after] },
    ...dilations,
  };
}

/** Rows and columns of the larger picture that no window of a transposed convolution reaches. */
function rest({ input, output, window: size, strides, before }: Sliding): Readonly<Record<string, Attribute>> {
  const unreached = ([0, 1] as const).map((axis) => {
    const reached = (output[axis] - 1) * strides[axis] + size[axis] - before[axis];
    return Math.max(0, input[axis] - reached);
  });
  return unreached.every((cells) => cells === 0) ? {} : { output_padding: { ints: unreached } };
}

const unaryOperators = {
  negate: "Neg",
  abs: "Abs",
  exp: "Exp",
  log: "Log",
  sqrt: "Sqrt",
  sign: "Sign",
  relu: "Relu",
  sigmoid: "Sigmoid",
  tanh: "Tanh",
  softplus: "Softplus",
  erf: "Erf",
  cosine: "Cos",
} as const satisfies Readonly<Record<Exclude<UnaryFunction, "square" | "truncate">, string>>;

const binaryOperators = {
  add: "Add",
  subtract: "Sub",
  multiply: "Mul",
  divide: "Div",
  maximum: "Max",
  minimum: "Min",
  equal: "Equal",
  greater: "Greater",
  greaterEqual: "GreaterOrEqual",
} as const satisfies Readonly<Record<BinaryFunction, string>>;
