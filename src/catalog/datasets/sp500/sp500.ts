import { tableOf } from "../csv.ts";

export const loadSp500 = tableOf("sp500", { times: ["date"] });
