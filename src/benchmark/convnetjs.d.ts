/** The parts that are timed of a package that has no types. */
declare module "convnetjs" {
  export class Vol {
    constructor(width: number, height: number, depth: number, value: number);
    /** ((width * y) + x) * depth + channel. */
    w: Float64Array;
  }
  export class Net {
    makeLayers(definitions: readonly Readonly<Record<string, unknown>>[]): void;
    readonly layers: readonly {
      readonly layer_type: string;
      readonly filters?: readonly Vol[];
      readonly biases?: Vol;
    }[];
    forward(input: Vol, isTraining: boolean): Vol;
    /** Adds this example's gradients; its loss. */
    backward(target: number | readonly number[]): number;
    getParamsAndGrads(): readonly { readonly params: Float64Array; readonly grads: Float64Array }[];
  }
}
