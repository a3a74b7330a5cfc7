import { tableOf } from "../csv.ts";

export const loadCars = tableOf("cars", { texts: ["Name"] });
