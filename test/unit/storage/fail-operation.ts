/** Makes the nth write of the database fail as a full disk does: the transaction aborts with QuotaExceededError. */
import { IDBObjectStore } from "fake-indexeddb";

export function failOperation(nth: number): { readonly operations: () => number; readonly mend: () => void } {
  let operations = 0;
  const originals = { put: IDBObjectStore.prototype.put, delete: IDBObjectStore.prototype.delete };
  const countThen = (store: IDBObjectStore): void => {
    operations += 1;
    if (operations !== nth) return;
    store.transaction.abort();
    throw new DOMException("the disk is full", "QuotaExceededError");
  };
  IDBObjectStore.prototype.put = function put(this: IDBObjectStore, ...args: Parameters<typeof originals.put>) {
    countThen(this);
    return originals.put.apply(this, args);
  };
  IDBObjectStore.prototype.delete = function remove(
    this: IDBObjectStore,
    ...args: Parameters<typeof originals.delete>
  ) {
    countThen(this);
    return originals.delete.apply(this, args);
  };
  return {
    operations: () => operations,
    mend: () => {
      Object.assign(IDBObjectStore.prototype, originals);
    },
  };
}
