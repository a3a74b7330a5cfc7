/** HDF5 files, in memory: the only door to h5wasm, which is loaded when a file is first read or written. */
import type { Dataset, File as H5File, Group } from "h5wasm";

const PATH = "/model.h5";

/** What `read` makes of the file; it is closed by then. Throws what HDF5 says of a file that is none, or is damaged. */
export async function readHdf5<Result>(bytes: Uint8Array, read: (file: Hdf5Group) => Result): Promise<Result> {
  const { File, files, kinds } = await opened();
  files.writeFile(PATH, bytes);
  let file: H5File | undefined;
  try {
    file = new File(PATH, "r");
    return read(new Hdf5Group(file, kinds));
  } finally {
    file?.close();
    files.unlink(PATH);
  }
}

/** The bytes of a file that `write` fills. */
export async function writeHdf5(write: (file: Group) => void): Promise<Uint8Array<ArrayBuffer>> {
  const { File, files } = await opened();
  const file = new File(PATH, "w");
  try {
    write(file);
  } finally {
    file.close();
  }
  const bytes = files.readFile(PATH);
  files.unlink(PATH);
  return bytes.slice();
}

/** The library's classes, by which what is found is told apart. */
interface Kinds {
  readonly Dataset: typeof Dataset;
  readonly Group: typeof Group;
}

/** A group as far as models need it: links to other files are not followed. */
export class Hdf5Group {
  readonly #group: Group;
  readonly #kinds: Kinds;

  constructor(group: Group, kinds: Kinds) {
    this.#group = group;
    this.#kinds = kinds;
  }

  /** In the order of the file. */
  keys(): readonly string[] {
    return this.#group.keys();
  }

  /** Null where there is none of this name, or something else. */
  group(name: string): Hdf5Group | null {
    const found = this.#found(name);
    return found instanceof this.#kinds.Group ? new Hdf5Group(found, this.#kinds) : null;
  }

  /** Null as for `group`; its numbers are read when they are asked for. */
  numbers(name: string): Hdf5Numbers | null {
    const found = this.#found(name);
    return found instanceof this.#kinds.Dataset ? new Hdf5Numbers(found) : null;
  }

  /** A text, or a list of them; null where there is none. */
  texts(name: string): readonly string[] | null {
    const value = this.#group.attrs[name]?.value ?? null;
    const list: readonly unknown[] = Array.isArray(value) ? value : [value];
    return list.every((each) => typeof each === "string") ? list : null;
  }

  #found(name: string) {
    return this.#group.keys().includes(name) ? this.#group.get(name) : null;
  }
}

/** A list of numbers, of which the file tells shape and type before any is read. */
export class Hdf5Numbers {
  readonly #dataset: Dataset;

  constructor(dataset: Dataset) {
    this.#dataset = dataset;
  }

  get shape(): readonly number[] {
    return this.#dataset.shape ?? [];
  }

  /** Throws for what is no number of at most 64 bits. */
  read(): Float32Array {
    const { value } = this.#dataset;
    if (typeof value === "number") return Float32Array.of(value);
    // A view with a length is a typed array.
    if (ArrayBuffer.isView(value) && "length" in value)
      return Float32Array.from(value as ArrayLike<number | bigint>, Number);
    throw new Error("a data set holds something else than numbers");
  }
}

async function opened() {
  const library = await import("h5wasm");
  const module = await library.ready;
  // Without it, what is wrong is printed, and comes back as nothing.
  module.activate_throwing_error_handler();
  return { File: library.File, files: module.FS, kinds: library };
}
