import type { Dataset, DatasetAccess } from "../dataset.ts";

/** A space by itself would be invisible among the classes. */
const SPACE = "␣";

/** Every `stride`-th place of the text: the characters before it, and the one that follows. */
export async function loadNovel(
  { length, stride }: { readonly length: number; readonly stride: number },
  access: DatasetAccess,
): Promise<Dataset> {
  const characters = Array.from(new TextDecoder().decode(await access.readFile("novel")));
  const rows = Math.max(0, Math.floor((characters.length - length - 1) / stride) + 1);
  const places = Array.from({ length: rows }, (_, row) => length + row * stride);
  const categories = [...new Set(places.map((place) => characters[place]!))].toSorted();
  const codeOf = new Map(categories.map((character, code) => [character, code]));
  return {
    rows,
    columns: [
      { type: "text", name: "text", values: places.map((place) => characters.slice(place - length, place).join("")) },
      {
        type: "category",
        name: "next",
        categories: categories.map((character) => (character === " " ? SPACE : character)),
        codes: Int32Array.from(places, (place) => codeOf.get(characters[place]!)!),
      },
    ],
  };
}
