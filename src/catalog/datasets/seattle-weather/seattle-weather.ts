import { tableOf } from "../csv.ts";

export const loadSeattleWeather = tableOf("seattle-weather", { times: ["date"] });
