/** Categories were numbered as they came; readers of a table expect them in order, and numbers by their value. */
export interface Coding {
  /** As they were numbered. */
  readonly words: readonly string[];
  /** In order. */
  readonly categories: readonly string[];
  /** By the number of a word, its place among the categories. */
  readonly rankOf: Int32Array;
}

export function codingOf(words: readonly string[]): Coding {
  const inOrder = new Intl.Collator("en", { numeric: true });
  const order = words.map((_, code) => code).toSorted((a, b) => inOrder.compare(words[a]!, words[b]!));
  const rankOf = new Int32Array(words.length);
  order.forEach((code, rank) => (rankOf[code] = rank));
  return { words, categories: order.map((code) => words[code]!), rankOf };
}
