import { tableOf } from "../csv.ts";

export const loadMovies = tableOf("movies", { texts: ["Title"], times: ["Release Date"] });
