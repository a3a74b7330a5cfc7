/** JSON that keeps what a run diverged to, for which JSON itself has no words. */

export function stringifyExactly(value: unknown): string {
  return JSON.stringify(value, (_key, each: unknown) =>
    typeof each === "number" && !Number.isFinite(each) ? { number: String(each) } : each,
  );
}

/** Throws a SyntaxError for what is no JSON. */
export function parseExactly(text: string): unknown {
  return JSON.parse(text, (_key, each: unknown) => {
    if (typeof each !== "object" || each === null || Object.keys(each).join(" ") !== "number") return each;
    const number: unknown = "number" in each ? each.number : undefined;
    return typeof number === "string" ? Number(number) : each;
  });
}
