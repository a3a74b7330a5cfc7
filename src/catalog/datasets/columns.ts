/** The columns of the built-in data sets as they are once read, so that nobody has to read a set to know whether it fits. */
import type { ColumnType, OfferedColumn } from "./dataset.ts";
import type { datasets } from "./index.ts";

const of =
  (type: ColumnType) =>
  (...names: readonly string[]): readonly OfferedColumn[] =>
    names.map((name) => ({ name, type }));
const [numbers, classes, texts, times] = [of("number"), of("category"), of("text"), of("time")];
const points = (target: string): readonly OfferedColumn[] => [...numbers("x", "y"), ...classes(target)];
/** Their only class is found by its values, whatever its column is called. */
const pictures = (...categories: readonly string[]): readonly OfferedColumn[] => [
  { name: "image", type: "image", shape: [28, 28, 1] },
  { name: "label", type: "category", categories },
];

export const columns: Readonly<Record<(typeof datasets)[number]["id"], readonly OfferedColumn[]>> = {
  moons: points("moon"),
  circles: points("circle"),
  spirals: points("arm"),
  xor: points("class"),
  checkerboard: points("colour"),
  blobs: points("blob"),
  "noisy-line": numbers("x", "y"),
  sine: numbers("x", "y"),
  "swiss-roll": numbers("x", "y", "z", "along"),
  iris: [...numbers("sepal length", "sepal width", "petal length", "petal width"), ...classes("species")],
  penguins: [
    ...classes("Species", "Island"),
    ...numbers("Beak Length (mm)", "Beak Depth (mm)", "Flipper Length (mm)", "Body Mass (g)"),
    ...classes("Sex"),
  ],
  cars: [
    ...texts("Name"),
    ...numbers("Miles per Gallon", "Cylinders", "Displacement", "Horsepower", "Weight in lbs", "Acceleration", "Year"),
    ...classes("Origin"),
  ],
  "house-prices": numbers(
    "crime rate",
    "large lots",
    "industry",
    "by the river",
    "nitric oxides",
    "rooms",
    "old homes",
    "distance to work",
    "highway access",
    "property tax",
    "pupils per teacher",
    "low income",
    "price",
  ),
  movies: [
    ...texts("Title"),
    ...numbers("US Gross", "Worldwide Gross", "US DVD Sales", "Production Budget"),
    ...times("Release Date"),
    ...classes("MPAA Rating"),
    ...numbers("Running Time min"),
    ...classes("Distributor", "Source", "Major Genre", "Creative Type", "Director"),
    ...numbers("Rotten Tomatoes Rating", "IMDB Rating", "IMDB Votes"),
  ],
  "seattle-weather": [
    ...times("date"),
    ...numbers("precipitation", "temp_max", "temp_min", "wind"),
    ...classes("weather"),
  ],
  sp500: [...times("date"), ...numbers("close")],
  spam: [...texts("mail"), ...classes("kind")],
  names: [...texts("name"), ...classes("list")],
  novel: [...texts("text"), ...classes("next")],
  mnist: pictures("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"),
  "fashion-mnist": pictures(
    "T-shirt/top",
    "Trouser",
    "Pullover",
    "Dress",
    "Coat",
    "Sandal",
    "Shirt",
    "Sneaker",
    "Bag",
    "Ankle boot",
  ),
};
