/** The layers of a Keras model in the order in which they run, with what runs side by side as branches. */
import { StudioError } from "../../language/studio-error.ts";

export interface KerasNode {
  readonly name: string;
  readonly className: string;
  readonly config: Readonly<Record<string, unknown>>;
  /** Names of the layers that feed it. */
  readonly inputs: readonly string[];
  /** Written by Keras 2 or TensorFlow.js, which mean another curve by some names. */
  readonly isOld: boolean;
  /** The layers of a model within the model. */
  readonly inside?: readonly KerasNode[];
}

export type ChainLink =
  | { readonly kind: "layer"; readonly node: KerasNode }
  /** Branches from one place, put together by `node`. */
  | { readonly kind: "branches"; readonly node: KerasNode; readonly branches: readonly Chain[] };
export type Chain = readonly ChainLink[];

/** Nodes one after the other, whatever they say themselves. */
export function sequence(nodes: readonly KerasNode[]): readonly KerasNode[] {
  return nodes.map((node, at) => ({ ...node, inputs: at === 0 ? [] : [nodes[at - 1]!.name] }));
}

/** Throws a `StudioError` for a model with several inputs or outputs, or with branches that do not meet again. */
export function chainOf(nodes: readonly KerasNode[]): Chain {
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const fed = new Set(nodes.flatMap(({ inputs }) => inputs));
  const ends = nodes.filter(({ name }) => !fed.has(name));
  const starts = nodes.filter(({ inputs }) => inputs.length === 0);
  const [end] = ends;
  if (end === undefined || ends.length > 1 || starts.length > 1) throw tangled();
  const depths = new Map<string, number>();
  const depthOf = (name: string): number => {
    const known = depths.get(name);
    if (known !== undefined) return known;
    // While it is worked out; a model that feeds itself stops here.
    depths.set(name, 0);
    const depth = 1 + Math.max(0, ...(byName.get(name)?.inputs ?? []).map(depthOf));
    depths.set(name, depth);
    return depth;
  };
  const before = new Map<string, ReadonlySet<string>>();
  const ancestorsOf = (name: string): ReadonlySet<string> => {
    const known = before.get(name);
    if (known !== undefined) return known;
    const own = new Set([name]);
    before.set(name, own);
    for (const input of byName.get(name)?.inputs ?? []) for (const each of ancestorsOf(input)) own.add(each);
    return own;
  };
  /** What runs behind `start` (null: from the beginning) up to and with `last`. */
  let walked = 0;
  const upTo = (last: string, start: string | null): Chain => {
    const links: ChainLink[] = [];
    let name: string | undefined = last;
    while (name !== undefined && name !== start) {
      const node = byName.get(name);
      // A model that feeds itself, or whose branches cross again and again.
      if (node === undefined || ++walked > 4 * nodes.length) throw tangled();
      if (node.inputs.length <= 1) {
        links.unshift({ kind: "layer", node });
        [name] = node.inputs;
        continue;
      }
      const [first, ...others] = node.inputs.map(ancestorsOf);
      const shared = [...first!].filter((each) => others.every((set) => set.has(each)));
      if (shared.length === 0) throw tangled();
      const fork: string = shared.reduce((best, each) => (depthOf(each) > depthOf(best) ? each : best));
      links.unshift({ kind: "branches", node, branches: node.inputs.map((input) => upTo(input, fork)) });
      name = fork;
    }
    if (name === undefined && start !== null) throw tangled();
    return links;
  };
  return upTo(end.name, null);
}

/** Of a model that is no way from one input to one output. */
export function tangled(): StudioError {
  return new StudioError({
    code: "keras-model",
    text: {
      en: "This model has several inputs or outputs, or branches that do not meet again. Only models with one way in and one way out can be read.",
      zh: "该模型有多个输入或输出，或分支没有汇合。只能读取单输入、单输出的模型。",
    },
  });
}
