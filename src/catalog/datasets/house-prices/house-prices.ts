import { tableOf } from "../csv.ts";

export const loadHousePrices = tableOf("house-prices");
