import { type NamedArray, openArrays } from "../arrays.ts";
import { headOf, wholeBytes } from "../input-files.ts";
import type { InputFile, OpenedData, ReadContext, TableOptions } from "../reader.ts";
import { refuse } from "../refuse.ts";
import { isZip, zipEntries } from "../zip.ts";
import { readNpy } from "./npy.ts";

/** Format: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html; an NPZ file is a zip of such files. */
export async function openNumpy(
  file: InputFile,
  config: TableOptions,
  context: ReadContext,
): Promise<OpenedData<TableOptions>> {
  const arrays: NamedArray[] = [];
  if (isZip(await headOf(file, 4))) {
    for await (const { path, bytes, packedBytes } of zipEntries(file, (name) => name.endsWith(".npy"))) {
      arrays.push(readNpy(bytes, path.replace(/\.npy$/, "")));
      context.progress(packedBytes);
    }
  } else {
    const name = (file.path.split("/").at(-1) ?? file.path).replace(/\.npy$/i, "");
    arrays.push(readNpy(await wholeBytes(file, context.signal), name));
    context.progress(file.size);
  }
  // Single values say something about the others (a scale, a version) and are no rows.
  const lists = arrays.filter(({ shape }) => shape.length > 0);
  if (lists.length === 0) {
    refuse("no-arrays", `"${file.path}" holds no array with rows.`, `“${file.path}”中没有包含行的数组。`);
  }
  return { options: config, ...openArrays(lists, context) };
}
