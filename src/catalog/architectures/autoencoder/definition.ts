/** Presets that give their input back through a narrow middle. */
import { z } from "zod";
import { type ActivationId, activationField } from "../../layers/activations.ts";
import type { LayerInput } from "../../layers/index.ts";
import { type ModelSeam, defineArchitecture, flattened } from "../architecture.ts";

const unitsField = z
  .array(z.int().min(1).max(16_384))
  .min(1)
  .max(8)
  .default([128, 32])
  .meta({
    field: {
      label: { en: "Units to the middle", zh: "编码层单元" },
      help: {
        en: "The last number is the narrow middle; the way back is the same in reverse.",
        zh: "最后一个数是中间的瓶颈层，解码部分按相反顺序对称。",
      },
    },
  });

interface Narrowing {
  readonly units: readonly number[];
  readonly activation: ActivationId;
}

/** Dense layers down to the last of `units` and back; the middle itself ends in nothing, so that it can hold any number. */
function thereAndBack({ units, activation }: Narrowing, seam: ModelSeam): readonly LayerInput[] {
  const bent = (count: number): LayerInput => ({ type: "dense", units: count, activation });
  const wide = units.slice(0, -1);
  return [
    ...flattened(seam),
    ...wide.map(bent),
    { type: "dense", units: units.at(-1)! },
    ...wide.toReversed().map(bent),
    { type: "dense", units: seam.outputs },
  ];
}

export const autoencoder = defineArchitecture({
  id: "autoencoder",
  title: { en: "Autoencoder", zh: "自编码器" },
  summary: {
    en: "Squeezes the input through a narrow middle and gives it back. What comes back badly is unusual.",
    zh: "把输入压缩到狭窄的中间层再还原。还原得差的样本往往不寻常。",
  },
  tasks: ["reconstruction"],
  config: z.strictObject({ units: unitsField, activation: activationField("relu") }),
  layers: thereAndBack,
});

export const denoisingAutoencoder = defineArchitecture({
  id: "denoising-autoencoder",
  title: { en: "Denoising autoencoder", zh: "去噪自编码器" },
  summary: {
    en: "Sees a noisy input while it learns, and has to give back the clean one.",
    zh: "训练时看到的是加噪的输入，却要还原出干净的样本。",
  },
  tasks: ["reconstruction"],
  config: z.strictObject({
    units: unitsField,
    noise: z
      .number()
      .min(0)
      .max(10)
      .default(0.3)
      .meta({
        field: {
          label: { en: "Noise", zh: "噪声" },
          help: {
            en: "Its standard deviation, as the network sees the input; only while it trains.",
            zh: "网络所见输入上的噪声标准差，仅在训练时加入。",
          },
        },
      }),
    activation: activationField("relu"),
  }),
  layers: ({ noise, ...narrowing }, seam) => [
    { type: "gaussian-noise", stddev: noise },
    ...thereAndBack(narrowing, seam),
  ],
});
