import { cnn } from "./cnn/definition.ts";
import { linear } from "./linear/definition.ts";
import { logistic } from "./logistic/definition.ts";
import { mlp } from "./mlp/definition.ts";

export const architectures = [linear, logistic, mlp, cnn] as const;
