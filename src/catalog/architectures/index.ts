import { autoencoder, denoisingAutoencoder } from "./autoencoder/definition.ts";
import { cnn } from "./cnn/definition.ts";
import { linear } from "./linear/definition.ts";
import { logistic } from "./logistic/definition.ts";
import { mlp } from "./mlp/definition.ts";
import { lenet, mlpMixer, mobilenetSmall, resnetSmall, vggSmall, vitTiny } from "./pictures/definition.ts";
import {
  charLstm,
  charTransformer,
  cnn1d,
  gruForecaster,
  lstmForecaster,
  rnnForecaster,
  textCnn,
  textLstm,
  textPooling,
  textTransformer,
} from "./sequences/definition.ts";

export const architectures = [
  linear,
  logistic,
  mlp,
  cnn,
  lenet,
  vggSmall,
  resnetSmall,
  mobilenetSmall,
  vitTiny,
  mlpMixer,
  autoencoder,
  denoisingAutoencoder,
  cnn1d,
  rnnForecaster,
  gruForecaster,
  lstmForecaster,
  textPooling,
  textCnn,
  textLstm,
  textTransformer,
  charLstm,
  charTransformer,
] as const;
