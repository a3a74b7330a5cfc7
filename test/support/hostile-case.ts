import type { Files } from "./add-files.ts";

export interface HostileCase {
  readonly name: string;
  readonly files: Files;
  /** The code that it must be refused with; left out, being read is as good where no harm is done. */
  readonly refused?: string;
  /** It must be read. */
  readonly isRead?: boolean;
}

export type Bytes = Uint8Array<ArrayBuffer>;

export function bytesOf(text: string): Bytes {
  return new TextEncoder().encode(text);
}
