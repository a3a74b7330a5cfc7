/** Where a step's intermediate results lie: places are used again once nobody needs what was there. */
import type { Node } from "../graph.ts";
import { type Fusion, origin } from "./fuse.ts";
import type { Step } from "./levels.ts";
import type { Place } from "./scalar.ts";

interface Block {
  readonly size: number;
  /** Levels between which it is held, both included. */
  readonly from: number;
  readonly to: number;
  readonly give: (offset: number) => void;
}

export class ScratchMemory {
  size = 0;

  /** Adds a place to `stored` for every node that has none yet. */
  place(steps: readonly Step[], fusion: Fusion, stored: Map<Node, Place>): void {
    const made = new Map(steps.flatMap(({ nodes, level }) => nodes.map((node) => [node, level] as const)));
    const last = new Map<Node, number>();
    for (const { reads, level } of steps) {
      for (const read of reads) {
        if (typeof read !== "string") last.set(read, Math.max(level, last.get(read) ?? 0));
      }
    }
    // What is copied into a variable at the very end.
    const end = Math.max(0, ...steps.map(({ level }) => level)) + 1;
    const lastOf = (node: Node) => last.get(node) ?? end;
    const blocks: Block[] = [];
    for (const node of fusion.joined) {
      const parts = node.inputs.map(origin);
      if (stored.has(node)) continue;
      blocks.push({
        size: node.size,
        from: Math.min(...parts.map((part) => made.get(part)!)),
        to: Math.max(lastOf(node), ...parts.map((part) => last.get(part) ?? 0)),
        give: (offset) => {
          stored.set(node, { arena: "scratch", offset });
          let at = offset;
          for (const part of parts) {
            stored.set(part, { arena: "scratch", offset: at });
            at += part.size;
          }
        },
      });
    }
    const within = new Set([...fusion.joined].flatMap((node) => node.inputs.map(origin)));
    for (const [node, from] of made) {
      if (stored.has(node) || within.has(node)) continue;
      const give = (offset: number) => void stored.set(node, { arena: "scratch", offset });
      blocks.push({ size: node.size, from, to: lastOf(node), give });
    }
    this.#settle(blocks);
  }

  /** The largest first, each at the lowest place that is free for as long as it is held. */
  #settle(blocks: readonly Block[]): void {
    const settled: (Block & { readonly offset: number })[] = [];
    for (const block of blocks.toSorted((first, second) => second.size - first.size)) {
      const beside = settled
        .filter((other) => other.from <= block.to && block.from <= other.to)
        .toSorted((first, second) => first.offset - second.offset);
      let offset = 0;
      for (const other of beside) {
        if (offset + block.size <= other.offset) break;
        offset = Math.max(offset, other.offset + other.size);
      }
      settled.push({ ...block, offset });
      this.size = Math.max(this.size, offset + block.size);
      block.give(offset);
    }
  }
}
