import { iris } from "./iris/definition.ts";
import { mnist } from "./mnist/definition.ts";
import { moons } from "./moons/definition.ts";
import { noisyLine } from "./noisy-line/definition.ts";
import { penguins } from "./penguins/definition.ts";
import { spirals } from "./spirals/definition.ts";

export const datasets = [moons, spirals, noisyLine, iris, penguins, mnist] as const;
