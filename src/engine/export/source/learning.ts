/** A course of training in the words of either language: loss, optimizer, learning rate. */
import { type LossChoice, lossOf } from "../../../catalog/losses/index.ts";
import type { Project } from "../../../project/project.ts";

type Training = Project["training"];
type Language = "python" | "javascript";

/** The rate of a step as an expression and what it is made from; `step` counts from 1. Both languages read the same but for names. */
export function rateLines(
  { schedule, warmup, optimizer }: Training,
  totalSteps: number,
  stepsPerEpoch: number,
  language: Language,
): readonly string[] {
  const isPython = language === "python";
  const math = (name: string): string => (isPython ? `math.${name}` : `Math.${name === "pi" ? "PI" : name}`);
  const set = (name: string, value: string): string => (isPython ? `${name} = ${value}` : `const ${name} = ${value};`);
  const rise = warmup?.steps ?? 0;
  const total = Math.max(1, totalSteps - rise);
  const progress = `(later - 1) / ${total}`;
  const passes = `(later - 1) / ${stepsPerEpoch}`;
  const epoch = `${math("floor")}(${passes} + 1e-9)`;
  const either = (condition: string, then: string, otherwise: string): string =>
    isPython ? `${then} if ${condition} else ${otherwise}` : `${condition} ? ${then} : ${otherwise}`;
  const wave = (end: string | number, share: string): string =>
    `${end} + (1 - ${end}) * (1 + ${math("cos")}(${math("pi")} * ${share})) / 2`;
  const larger = (a: string, b: string | number): string => (isPython ? `max(${a}, ${b})` : `Math.max(${a}, ${b})`);
  const factor = ((): readonly string[] => {
    switch (schedule.id) {
      case "constant":
      case "reduce-on-plateau":
        return [set("factor", "1")];
      case "step":
        return [set("factor", `${schedule.gamma} ** ${math("floor")}(${epoch} / ${schedule.stepSize})`)];
      case "multi-step": {
        const list = `[${schedule.milestones.join(", ")}]`;
        const count = isPython
          ? `sum(each <= ${epoch} for each in ${list})`
          : `${list}.filter((each) => each <= ${epoch}).length`;
        return [set("factor", `${schedule.gamma} ** ${count}`)];
      }
      case "exponential":
        return [set("factor", `${schedule.gamma} ** ${epoch}`)];
      case "linear":
        return [set("factor", `1 + (${schedule.end} - 1) * (${progress})`)];
      case "polynomial":
        return [set("factor", `(1 - ${progress}) ** ${schedule.power}`)];
      case "cosine":
        return [set("factor", wave(schedule.end, progress))];
      case "cosine-restarts":
        return isPython
          ? [
              `passes, period = ${passes}, ${schedule.firstPeriod}`,
              "while passes >= period:",
              `    passes, period = passes - period, period * ${schedule.growth}`,
              set("factor", wave(schedule.end, "passes / period")),
            ]
          : [
              `let [passes, period] = [${passes}, ${schedule.firstPeriod}];`,
              `while (passes >= period) [passes, period] = [passes - period, period * ${schedule.growth}];`,
              set("factor", wave(schedule.end, "(passes / period)")),
            ];
      case "one-cycle":
        return [
          set("start", `1 / ${schedule.startDivisor}`),
          set("end", `start / ${schedule.endDivisor}`),
          set("top", `${schedule.rise} * ${total} - 1`),
          set("rising", `1 + (start - 1) / 2 * (1 + ${math("cos")}(${math("pi")} * (later - 1) / top))`),
          set(
            "falling",
            `end + (1 - end) / 2 * (1 + ${math("cos")}(${math("pi")} * (later - 1 - top) / (${total} - 1 - top)))`,
          ),
          set("factor", either("later - 1 <= top", "rising", "falling")),
        ];
      case "inverse-square-root":
        return [set("factor", `${math("sqrt")}(${schedule.from} / ${larger("later", schedule.from)})`)];
    }
  })();
  const risen =
    warmup === null
      ? ""
      : ` * (${either(`step > ${rise}`, "1", `${warmup.from} + (1 - ${warmup.from}) * (step - 1) / ${rise}`)})`;
  const last = `return ${optimizer.learningRate}${risen} * factor`;
  return [
    set("later", warmup === null ? "step" : larger(`step - ${rise}`, 1)),
    ...factor,
    isPython ? last : `${last};`,
  ];
}

export function optimizerIn(language: Language, training: Training): string {
  const { optimizer, clip, accumulate } = training;
  const rate = optimizer.learningRate;
  const python = (name: string, settings: Readonly<Record<string, number | boolean>>): string => {
    const clips = { value: "clipvalue", norm: "clipnorm", "global-norm": "global_clipnorm" } as const;
    const all = {
      learning_rate: rate,
      ...settings,
      ...(clip === null ? {} : { [clips[clip.by]]: clip.limit }),
      ...(accumulate > 1 ? { gradient_accumulation_steps: accumulate } : {}),
    };
    const given = Object.entries(all).map(
      ([key, value]) => `${key}=${typeof value === "boolean" ? (value ? "True" : "False") : value}`,
    );
    return `keras.optimizers.${name}(${given.join(", ")})`;
  };
  const isPython = language === "python";
  switch (optimizer.id) {
    case "sgd":
      return isPython ? python("SGD", {}) : `tf.train.sgd(${rate})`;
    case "momentum":
    case "nesterov": {
      const isNesterov = optimizer.id === "nesterov";
      if (!isPython) return `tf.train.momentum(${rate}, ${optimizer.momentum}, ${isNesterov})`;
      return python("SGD", { momentum: optimizer.momentum, ...(isNesterov ? { nesterov: true } : {}) });
    }
    case "adam":
    case "amsgrad":
    case "adamw":
    case "adamax": {
      const { beta1, beta2, epsilon } = optimizer;
      const settings = { beta_1: beta1, beta_2: beta2, epsilon };
      if (!isPython)
        return `tf.train.${optimizer.id === "adamax" ? "adamax" : "adam"}(${rate}, ${beta1}, ${beta2}, ${epsilon})`;
      if (optimizer.id === "adamax") return python("Adamax", settings);
      if (optimizer.id === "adamw") return python("AdamW", { ...settings, weight_decay: optimizer.weightDecay });
      return python("Adam", { ...settings, ...(optimizer.id === "amsgrad" ? { amsgrad: true } : {}) });
    }
    case "rmsprop": {
      const { rho, momentum, epsilon, centered } = optimizer;
      if (!isPython) return `tf.train.rmsprop(${rate}, ${rho}, ${momentum}, ${epsilon}, ${centered})`;
      return python("RMSprop", { rho, momentum, epsilon, centered });
    }
    case "adagrad":
      return python("Adagrad", { initial_accumulator_value: 0, epsilon: optimizer.epsilon });
    case "adadelta":
      return python("Adadelta", { rho: optimizer.rho, epsilon: optimizer.epsilon });
    case "lion": {
      const { beta1, beta2, weightDecay } = optimizer;
      return python("Lion", {
        beta_1: beta1,
        beta_2: beta2,
        ...(weightDecay === 0 ? {} : { weight_decay: weightDecay }),
      });
    }
    default:
      throw new Error(`${optimizer.id} has been refused before`);
  }
}

/** The body of a function of labels or numbers `y` and logits or answers `z`: what training makes small. */
export function lossLines(language: Language, choice: Training["loss"], classes: number): readonly string[] {
  if (choice === "auto") throw new Error("A resolved project names its loss");
  const settings = settled(choice);
  const isPython = language === "python";
  const say = (python: string, javascript: string): readonly string[] => [isPython ? python : javascript];
  // TensorFlow.js compares shapes before it asks the loss, and is given labels one-hot.
  const hot = isPython ? [`hot = ops.one_hot(ops.cast(ops.reshape(y, ops.shape(z)[:-1]), "int32"), ${classes})`] : [];
  switch (settings.id) {
    case "categorical-cross-entropy": {
      const { labelSmoothing } = settings;
      return [
        ...hot,
        ...say(
          `return keras.losses.categorical_crossentropy(hot, z, from_logits=True, label_smoothing=${labelSmoothing})`,
          `return tf.losses.softmaxCrossEntropy(y, z, undefined, ${labelSmoothing});`,
        ),
      ];
    }
    case "focal":
      return [
        ...hot,
        ...say(
          "log_p = ops.sum(hot * ops.log_softmax(z), axis=-1)",
          "const logP = tf.sum(tf.mul(y, tf.logSoftmax(z)), -1);",
        ),
        ...say(
          `return -${settings.alpha} * ops.maximum(1 - ops.exp(log_p), 1e-7) ** ${settings.gamma} * log_p`,
          `return tf.mean(tf.mul(tf.pow(tf.maximum(tf.sub(1, tf.exp(logP)), 1e-7), ${settings.gamma}), logP).mul(-${settings.alpha}));`,
        ),
      ];
    case "mse":
      return say("return keras.losses.mean_squared_error(y, z)", "return tf.mean(tf.squaredDifference(y, z));");
    case "mae":
      return say("return keras.losses.mean_absolute_error(y, z)", "return tf.mean(tf.abs(tf.sub(y, z)));");
    case "huber":
      return say(
        `return keras.losses.huber(y, z, delta=${settings.delta})`,
        `return tf.losses.huberLoss(y, z, undefined, ${settings.delta});`,
      );
    case "log-cosh":
      return say(
        "return keras.losses.log_cosh(y, z)",
        "return tf.tidy(() => { const error = tf.sub(z, y); return tf.mean(tf.add(error, tf.softplus(tf.mul(error, -2))).sub(Math.LN2)); });",
      );
    case "quantile":
      return say(
        `return ops.mean(ops.maximum(${settings.quantile} * (y - z), (${settings.quantile} - 1) * (y - z)), axis=-1)`,
        `return tf.mean(tf.maximum(tf.mul(tf.sub(y, z), ${settings.quantile}), tf.mul(tf.sub(y, z), ${settings.quantile} - 1)));`,
      );
    case "poisson":
      return say(
        "return ops.mean(z - y * ops.log(z + 1e-7), axis=-1)",
        "return tf.mean(tf.sub(z, tf.mul(y, tf.log(tf.add(z, 1e-7)))));",
      );
    case "pixel-cross-entropy":
      return say(
        "return keras.losses.binary_crossentropy(y, z)",
        "return tf.mean(tf.metrics.binaryCrossentropy(y, z));",
      );
    default:
      throw new Error(`${settings.id} has been refused before`);
  }
}

function settled(choice: Exclude<Training["loss"], "auto">): Exclude<LossChoice, string> {
  const { id, config } = lossOf(choice);
  const { id: _id, ...given } = typeof choice === "string" ? { id } : choice;
  // The settings of this id's own schema.
  return { id, ...config.parse(given) } as Exclude<LossChoice, string>;
}
