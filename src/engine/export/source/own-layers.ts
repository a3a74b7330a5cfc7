/** Small layers that source code brings along, where Keras or TensorFlow.js has none that does the same. */

export const kerasLayers: Readonly<Record<string, string>> = {
  PositionEmbedding: `class PositionEmbedding(layers.Layer):
    """Adds to each step of a sequence a vector that says where it stands."""

    def __init__(self, kind="learned", **settings):
        super().__init__(**settings)
        self.kind = kind

    def build(self, shape):
        steps, features = shape[1:]
        if self.kind == "learned":
            self.table = self.add_weight(shape=(steps, features), initializer="random_uniform", name="embeddings")
        else:
            rates = 10000.0 ** (-(np.arange(features) // 2 * 2) / features)
            angles = np.arange(steps)[:, None] * rates
            self.table = np.where(np.arange(features) % 2 == 0, np.sin(angles), np.cos(angles)).astype("float32")

    def call(self, x):
        return x + self.table`,
  PaddingMask: `class PaddingMask(layers.Layer):
    """One number where a token is padding, another where it is not."""

    def __init__(self, at_padding, elsewhere, **settings):
        super().__init__(**settings)
        self.at_padding, self.elsewhere = at_padding, elsewhere

    def call(self, tokens):
        return ops.where(tokens[..., None] == 0, float(self.at_padding), float(self.elsewhere))`,
  CausalMask: `class CausalMask(layers.Layer):
    """Takes the scores of later steps out of a softmax."""

    def call(self, scores):
        steps = scores.shape[-1]
        return scores + np.triu(np.full((steps, steps), -1e9, "float32"), 1)`,
};

export const tfjsLayers: Readonly<Record<string, string>> = {
  PositionEmbedding: `/** Adds to each step of a sequence a vector that says where it stands. */
class PositionEmbedding extends tf.layers.Layer {
  constructor({ kind = "learned", ...settings }) {
    super(settings);
    this.kind = kind;
  }

  build([, steps, features]) {
    if (this.kind === "learned") {
      this.table = this.addWeight("embeddings", [steps, features], "float32", tf.initializers.randomUniform({ seed: SEED }));
    } else {
      const at = (step, each) => step / 10000 ** ((each - (each % 2)) / features);
      const wave = (step, each) => (each % 2 === 0 ? Math.sin(at(step, each)) : Math.cos(at(step, each)));
      this.rows = Array.from({ length: steps }, (_, step) => Array.from({ length: features }, (_, each) => wave(step, each)));
    }
    super.build([null, steps, features]);
  }

  computeOutputShape(shape) {
    return shape;
  }

  call(inputs) {
    return tf.tidy(() => tf.add(first(inputs), this.rows === undefined ? this.table.read() : tf.tensor(this.rows)));
  }

  static get className() {
    return "PositionEmbedding";
  }
}`,
  PaddingMask: `/** One number where a token is padding, another where it is not. */
class PaddingMask extends tf.layers.Layer {
  constructor({ atPadding, elsewhere, ...settings }) {
    super(settings);
    Object.assign(this, { atPadding, elsewhere });
  }

  computeOutputShape([rows, steps]) {
    return [rows, steps, 1];
  }

  call(inputs) {
    return tf.tidy(() => {
      const isToken = first(inputs).notEqual(0).cast("float32").expandDims(-1);
      return isToken.mul(this.elsewhere - this.atPadding).add(this.atPadding);
    });
  }

  static get className() {
    return "PaddingMask";
  }
}`,
  CausalMask: `/** Takes the scores of later steps out of a softmax. */
class CausalMask extends tf.layers.Layer {
  computeOutputShape(shape) {
    return shape;
  }

  call(inputs) {
    return tf.tidy(() => {
      const scores = first(inputs);
      const steps = tf.range(0, scores.shape[2]);
      return scores.add(steps.expandDims(0).greater(steps.expandDims(1)).cast("float32").mul(-1e9));
    });
  }

  static get className() {
    return "CausalMask";
  }
}`,
  MaskedAverage: `/** The mean of the steps that are no padding. */
class MaskedAverage extends tf.layers.Layer {
  computeOutputShape([[rows, , features]]) {
    return [rows, 1, features];
  }

  call([x, tokens]) {
    return tf.tidy(() => {
      const kept = tokens.notEqual(0).cast("float32").expandDims(-1);
      return x.mul(kept).sum(1, true).div(kept.sum(1, true).maximum(1));
    });
  }

  static get className() {
    return "MaskedAverage";
  }
}`,
};
