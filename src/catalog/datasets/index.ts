import { blobs } from "./blobs/definition.ts";
import { cars } from "./cars/definition.ts";
import { checkerboard } from "./checkerboard/definition.ts";
import { circles } from "./circles/definition.ts";
import { fashionMnist } from "./fashion-mnist/definition.ts";
import { housePrices } from "./house-prices/definition.ts";
import { iris } from "./iris/definition.ts";
import { mnist } from "./mnist/definition.ts";
import { moons } from "./moons/definition.ts";
import { movies } from "./movies/definition.ts";
import { names } from "./names/definition.ts";
import { noisyLine } from "./noisy-line/definition.ts";
import { novel } from "./novel/definition.ts";
import { penguins } from "./penguins/definition.ts";
import { seattleWeather } from "./seattle-weather/definition.ts";
import { sine } from "./sine/definition.ts";
import { sp500 } from "./sp500/definition.ts";
import { spam } from "./spam/definition.ts";
import { spirals } from "./spirals/definition.ts";
import { swissRoll } from "./swiss-roll/definition.ts";
import { xor } from "./xor/definition.ts";
import type { OfferedColumn } from "./dataset.ts";

export const datasets = [
  moons,
  circles,
  spirals,
  xor,
  checkerboard,
  blobs,
  noisyLine,
  sine,
  swissRoll,
  iris,
  penguins,
  cars,
  housePrices,
  movies,
  seattleWeather,
  sp500,
  spam,
  names,
  novel,
  mnist,
  fashionMnist,
] as const;

/** The columns of each, for whoever asks which sets fit without reading any. */
export async function loadColumns(): Promise<
  Readonly<Record<(typeof datasets)[number]["id"], readonly OfferedColumn[]>>
> {
  return (await import("./columns.ts")).columns;
}
