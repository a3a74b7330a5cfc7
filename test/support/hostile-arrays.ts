/** NumPy, IDX and Parquet files that lie about themselves. */
import { zipSync } from "fflate";
import { type Bytes, type HostileCase, bytesOf } from "./hostile-case.ts";

export function hostileArrays(): HostileCase[] {
  const npy = (header: string, data: readonly number[] = [], version = 1): Bytes => {
    const text = bytesOf(header.padEnd(64) + "\n");
    const length = version === 1 ? [text.length & 255, text.length >> 8] : [text.length & 255, text.length >> 8, 0, 0];
    return Uint8Array.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, version, 0, ...length, ...text, ...data]);
  };
  const described = (descr: string, shape: string, order = "False"): string =>
    `{'descr': '${descr}', 'fortran_order': ${order}, 'shape': (${shape}), }`;
  const lies: readonly (readonly [string, Bytes, string?])[] = [
    ["a shape larger than the data", npy(described("<f8", "1000000,"), [1, 2, 3]), "numpy-size"],
    ["a shape beyond all numbers", npy(described("<f8", "4294967296, 4294967296, 4294967296,")), "numpy-size"],
    ["a shape of no rows", npy(described("<f8", "0,"))],
    ["no shape", npy(described("<f8", ""), [0, 0, 0, 0, 0, 0, 240, 63]), "no-arrays"],
    ["a negative shape", npy(described("<f8", "-4,")), "broken-numpy"],
    ["a pickle", npy(described("|O", "1,"), [0x80, 4, 0x4e, 0x2e]), "numpy-pickle"],
    ["a structure", npy("{'descr': [('a', '<f8')], 'fortran_order': False, 'shape': (1,), }"), "numpy-type"],
    ["complex numbers", npy(described("<c16", "1,"), Array<number>(16).fill(0)), "numpy-type"],
    ["an unknown type", npy(described("<q77", "1,")), "numpy-type"],
    ["code as a header", npy("__import__('os').system('x')"), "broken-numpy"],
    ["a version of the future", npy(described("<f8", "1,"), [], 9), "broken-numpy"],
    [
      "a header longer than the file",
      Uint8Array.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, 255, 255, 1]),
      "broken-numpy",
    ],
    [
      "a header of 4 GB",
      Uint8Array.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 2, 0, 255, 255, 255, 255, 1]),
      "broken-numpy",
    ],
    ["five axes", npy(described("|u1", "1, 1, 1, 1, 1"), [0]), "array-shape"],
    ["a matrix of 20,000 columns", npy(described("|u1", "1, 20000"), Array<number>(20_000).fill(0)), "array-shape"],
    ["a picture without pixels", npy(described("|u1", "1, 0, 5")), "array-shape"],
    ["texts of no length", npy(described("<U0", "3,"))],
    ["impossible characters", npy(described("<U1", "1,"), [255, 255, 255, 255])],
  ];
  const idx: readonly (readonly [string, readonly number[], string])[] = [
    ["more values than there are", [0, 0, 8, 1, 0, 0, 0, 9, 1], "idx-size"],
    ["fewer values than there are", [0, 0, 8, 1, 0, 0, 0, 1, 1, 2, 3], "idx-size"],
    ["four billion rows of four billion", [0, 0, 8, 2, 255, 255, 255, 255, 255, 255, 255, 255], "idx-size"],
    ["doubles cut in half", [0, 0, 14, 1, 0, 0, 0, 1, 0, 0, 0], "idx-size"],
    ["no axes' extents", [0, 0, 8, 3, 0, 0], "broken-idx"],
    ["no values", [0, 0, 8, 1, 0, 0, 0, 0], "empty-file"],
  ];
  const labels = Uint8Array.from([0, 0, 8, 1, 0, 0, 0, 2, 1, 2]);
  const picture = Uint8Array.from([0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 9]);
  return [
    ...lies.map(([name, bytes, refused]): HostileCase => ({
      name: `NPY: ${name}`,
      files: { "array.npy": bytes },
      ...(refused === undefined ? {} : { refused }),
    })),
    ...idx.map(([name, bytes, refused]): HostileCase => ({
      name: `IDX: ${name}`,
      files: { "x-idx1-ubyte": Uint8Array.from(bytes) },
      refused,
    })),
    {
      name: "IDX: labels of other pictures",
      files: { "a-idx3-ubyte": picture, "b-idx1-ubyte": labels },
      refused: "array-length",
    },
    {
      name: "IDX: a test part without a training part of its shape",
      files: { "train-idx3-ubyte": picture, "t10k-idx1-ubyte": labels },
      refused: "array-unpaired",
    },
    {
      name: "NPZ: arrays of different lengths",
      files: {
        "a.npz": zipSync({
          "a.npy": npy(described("|u1", "2,"), [1, 2]),
          "b.npy": npy(described("|u1", "1,"), [1]),
        }),
      },
      refused: "array-length",
    },
    {
      name: "NPZ: a pickle among arrays",
      files: {
        "a.npz": zipSync({
          "a.npy": npy(described("|u1", "1,"), [1]),
          "b.npy": npy(described("|O", "1,"), [0x80]),
        }),
      },
      refused: "numpy-pickle",
    },
    {
      name: "NPZ: no arrays",
      files: { "a.npz": zipSync({ "readme.txt": bytesOf("x") }) },
      refused: "no-arrays",
    },
    { name: "Parquet: its mark alone", files: { "a.parquet": bytesOf("PAR1") }, refused: "empty-file" },
    {
      name: "Parquet: metadata longer than the file",
      files: {
        "a.parquet": Uint8Array.from([
          ...bytesOf("PAR1"),
          ...Array<number>(40).fill(0),
          255,
          255,
          255,
          255,
          ...bytesOf("PAR1"),
        ]),
      },
      refused: "broken-parquet",
    },
    {
      name: "Parquet: metadata of zeros",
      files: {
        "a.parquet": Uint8Array.from([
          ...bytesOf("PAR1"),
          ...Array<number>(40).fill(0),
          40,
          0,
          0,
          0,
          ...bytesOf("PAR1"),
        ]),
      },
      refused: "broken-parquet",
    },
    {
      name: "Parquet: encrypted",
      files: {
        "a.parquet": Uint8Array.from([
          ...bytesOf("PARE"),
          ...Array<number>(40).fill(0),
          8,
          0,
          0,
          0,
          ...bytesOf("PARE"),
        ]),
      },
      refused: "broken-parquet",
    },
  ];
}
