/** A short id that sorts by time: "run-mf3k2a9c-x7q0". */
export function newId(kind: "run" | "race" | "model" | "notice"): string {
  return `${kind}-${Date.now().toString(36)}-${randomLetters()}`;
}

/** Four letters and digits: "x7q0". */
export function randomLetters(): string {
  const random = crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;
  return (random % 36 ** 4).toString(36).padStart(4, "0");
}
