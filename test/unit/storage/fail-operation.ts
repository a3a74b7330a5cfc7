/** Makes the nth write of the database fail as a full disk does: the transaction aborts with QuotaExceededError. */
import { IDBObjectStore } from "fake-indexeddb";

export function failOperation(nth: number): { readonly operations: () => number; readonly mend: () => void } {
  let operations = 0;
  const { prototype } = IDBObjectStore;
  const originals = Object.getOwnPropertyDescriptors(prototype);
  for (const name of ["put", "add", "delete"] as const) {
    const original: unknown = originals[name].value;
    if (typeof original !== "function") throw new Error(`fake-indexeddb has no ${name}`);
    Object.defineProperty(prototype, name, {
      ...originals[name],
      value(this: IDBObjectStore, ...args: unknown[]): unknown {
        operations += 1;
        if (operations !== nth) return Reflect.apply(original, this, args);
        this.transaction.abort();
        throw new DOMException("the disk is full", "QuotaExceededError");
      },
    });
  }
  return {
    operations: () => operations,
    mend: () => {
      Object.defineProperties(prototype, { put: originals.put, add: originals.add, delete: originals.delete });
    },
  };
}
