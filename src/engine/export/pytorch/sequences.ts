/** Layers of sequences in PyTorch: its own modules where they compute the same, small ones of ours where not. */
import type { LayerSelection } from "../../../catalog/layers/index.ts";
import { activationFunction } from "./activations.ts";
import { type Place, assigned, bound, channelsLast, held, onSequence, uses } from "./place.ts";
import { Code, type Value, call } from "./source.ts";

type Of<Type extends LayerSelection["type"]> = Extract<LayerSelection, { readonly type: Type }>;
type AnyRecurrent = Of<"simple-rnn" | "gru" | "lstm">;

/** The name of PyTorch's own module, where it computes the same. */
function nativeOf({ from, isElementwise }: Place, layer: AnyRecurrent): string | null {
  const isPlain = from.mask === null && layer.dropout === 0 && layer.recurrentDropout === 0;
  if (!isPlain) return null;
  switch (layer.type) {
    case "simple-rnn":
      return layer.activation === "tanh" || layer.activation === "relu" ? "nn.RNN" : null;
    case "lstm":
      return isUsual(layer) && !layer.peepholes ? "nn.LSTM" : null;
    // PyTorch has its bias as two tensors and its gates in another order, which matters where norms are taken.
    case "gru":
      return isUsual(layer) && layer.resetAfter && isElementwise ? "nn.GRU" : null;
  }
}

const isUsual = (layer: Of<"gru" | "lstm">): boolean =>
  layer.activation === "tanh" && layer.recurrentActivation === "sigmoid";

export function recurrent(place: Place, layer: AnyRecurrent): Value {
  const native = nativeOf(place, layer);
  const change = { shape: place.planned.plan.output, isChannelsFirst: false };
  if (native === null) return ours(place, layer, change);
  const gates = layer.type === "gru" ? ({ gates: true } as const) : {};
  bound(place, "kernel", "weight_ih_l0", { axes: [1, 0], ...gates });
  bound(place, "recurrent-kernel", "weight_hh_l0", { axes: [1, 0], ...gates });
  const made = call(native, [place.from.shape[1]!, layer.units], {
    nonlinearity: layer.type === "simple-rnn" && layer.activation === "relu" ? "relu" : undefined,
    bias: layer.useBias ? undefined : false,
    batch_first: true,
  });
  if (layer.type === "gru") {
    bound(place, "bias", "bias_ih_l0", { ...gates, row: 0 });
    bound(place, "bias", "bias_hh_l0", { ...gates, row: 1 });
    held(place, made);
  } else {
    bound(place, "bias", "bias_ih_l0");
    if (layer.useBias) uses(place, "one-bias");
    held(place, layer.useBias ? `one_bias(${made})` : made);
  }
  const read = layer.goBackwards ? `${channelsLast(place)}.flip(1)` : channelsLast(place);
  const answers = `self.${place.attribute}(${read})[0]`;
  return assigned(place, layer.returnSequences ? answers : `${answers}[:, -1]`, change);
}

function ours(place: Place, layer: AnyRecurrent, change: Partial<Value>): Value {
  for (const { name } of place.planned.plan.parameters) bound(place, name, name.replaceAll("-", "_"));
  const name = { "simple-rnn": "SimpleRNN", lstm: "LSTM", gru: "" }[layer.type];
  const isBefore = layer.type === "gru" && !layer.resetAfter;
  uses(place, "recurrent", isBefore ? "gru-reset-before" : layer.type);
  const module = held(
    place,
    call(
      name === "" ? (isBefore ? "GRUResetBefore" : "GRU") : name,
      [place.from.shape[1]!, layer.units, new Code(activationFunction(layer.activation))],
      {
        ...(layer.type === "simple-rnn" ? {} : { gate: new Code(activationFunction(layer.recurrentActivation)) }),
        ...(layer.type === "lstm" && layer.peepholes ? { peepholes: true } : {}),
        bias: layer.useBias ? undefined : false,
        sequences: layer.returnSequences ? true : undefined,
        backwards: layer.goBackwards ? true : undefined,
        dropout: layer.dropout === 0 ? undefined : layer.dropout,
        recurrent_dropout: layer.recurrentDropout === 0 ? undefined : layer.recurrentDropout,
      },
    ),
  );
  return assigned(place, onSequence(place, module), change);
}

export function attention(place: Place, layer: Of<"attention">): Value {
  uses(place, "attend", "attention");
  const module = held(
    place,
    call("Attention", [], {
      causal: layer.causal ? true : undefined,
      dropout: layer.dropout === 0 ? undefined : layer.dropout,
    }),
  );
  return assigned(place, onSequence(place, module), { isChannelsFirst: false });
}

export function multiHeadAttention(place: Place, layer: Of<"multi-head-attention">): Value {
  uses(place, "attend", "multi-head-attention");
  for (const part of ["query", "key", "value", "output"]) {
    bound(place, `${part}-kernel`, `${part}.weight`, { axes: [1, 0] });
    bound(place, `${part}-bias`, `${part}.bias`);
  }
  const module = held(
    place,
    call("MultiHeadAttention", [place.from.shape[1]!, layer.numHeads, layer.keyDim], {
      causal: layer.causal ? true : undefined,
      dropout: layer.dropout === 0 ? undefined : layer.dropout,
      bias: layer.useBias ? undefined : false,
    }),
  );
  return assigned(place, onSequence(place, module), { isChannelsFirst: false });
}

export function embedding(place: Place, layer: Of<"embedding">): Value {
  bound(place, "embeddings", "weight");
  const { code } = place.from;
  const mask = layer.maskZero ? "mask" : null;
  if (mask !== null) place.scope.lines.push(`mask = (${code} > 0).float()`);
  const module = held(place, call("nn.Embedding", [layer.inputDim, layer.outputDim]));
  return assigned(place, `${module}(${code}.long())`, { shape: place.planned.plan.output, mask });
}

export function positionEmbedding(place: Place, layer: Of<"position-embedding">): Value {
  const { scope, attribute, from } = place;
  const [steps, features] = from.shape;
  if (layer.kind === "learned") {
    bound(place, "embeddings", "");
    held(place, `nn.Parameter(torch.zeros(${steps}, ${features}))`);
  } else {
    uses(place, "sinusoids");
    scope.init.push(`self.register_buffer("${attribute}", sinusoids(${steps}, ${features}), persistent=False)`);
  }
  return assigned(place, `${channelsLast(place)} + self.${attribute}`, { isChannelsFirst: false });
}
