/** The second channel beside colour: discs, squares, triangles and diamonds, drawn from their centre on. */
export const marks = [
  "m-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0z",
  "m-2.6-2.6h5.2v5.2h-5.2z",
  "m0-3.4l3.2 5.8h-6.4z",
  "m0-3.6l3 3.6-3 3.6-3-3.6z",
] as const;
