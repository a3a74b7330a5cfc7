import { csv } from "./csv/definition.ts";
import { idx } from "./idx/definition.ts";
import { json } from "./json/definition.ts";
import { jsonLines } from "./json-lines/definition.ts";
import { numpy } from "./numpy/definition.ts";
import { parquet } from "./parquet/definition.ts";
import { pictures } from "./pictures/definition.ts";
import { spreadsheet } from "./spreadsheet/definition.ts";
import { text } from "./text/definition.ts";

/** In the order in which they are asked whether a file is theirs. */
export const readers = [parquet, numpy, idx, spreadsheet, pictures, jsonLines, json, csv, text] as const;
