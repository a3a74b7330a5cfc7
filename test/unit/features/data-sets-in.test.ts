/** Which of the files chosen together are one data set. */
import { expect, test } from "vitest";
import { dataSetsIn } from "../../../src/features/explore-data/dropped-files.ts";

test.each([
  [["train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz"], 1],
  [["t10k-images-idx3-ubyte", "t10k-labels.idx1-ubyte"], 1],
  [["cat.png", "dog.JPG"], 1],
  [["photos/cat/1.png", "photos/notes.txt"], 1],
  [["a.csv", "b.csv.gz"], 2],
  [["train-images-idx3-ubyte", "a.csv"], 2],
])("%s: %i", (paths, sets) => {
  const files = paths.map((path) => ({ file: new Blob(["x"]), path }));
  expect(dataSetsIn(files)).toHaveLength(sets);
});
