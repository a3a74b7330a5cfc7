/** The other side of `thread-pool.ts`: a thread that starts modules it is given and runs their steps when it is told to. */

export type HelperOrder =
  | { readonly type: "greet"; readonly order: number }
  | {
      readonly type: "load";
      readonly order: number;
      readonly program: number;
      readonly module: WebAssembly.Module;
      readonly given: Readonly<Record<string, WebAssembly.Memory | number>>;
    }
  | { readonly type: "run"; readonly order: number; readonly program: number; readonly given: readonly number[] };

/** That an order is done, by its number. */
export type HelperAnswer = number;

/** Gives what takes orders; `answer` is told of each that is done. */
export function runModules(answer: (done: HelperAnswer) => void): (order: HelperOrder) => void {
  const programs = new Map<number, (...given: readonly number[]) => void>();
  return (order) => {
    if (order.type === "load") {
      const { exports } = new WebAssembly.Instance(order.module, { host: { ...order.given } });
      // The module was written to export just this.
      programs.set(order.program, exports["steps"] as (...given: readonly number[]) => void);
    } else if (order.type === "run") programs.get(order.program)!(...order.given);
    answer(order.order);
  };
}
