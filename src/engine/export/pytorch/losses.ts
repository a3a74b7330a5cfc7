/** Each loss of the catalog in PyTorch: one number an answer, as the studio's formulas have it. */
import type { LossChoice } from "../../../catalog/losses/index.ts";

/** `answers` are logits [n, classes] with `targets` [n], or numbers [n, outputs] with targets alike. */
export function lossSource(loss: Exclude<LossChoice, string>): string {
  return `def losses(answers, targets):\n    """The loss of each answer."""\n${body(loss)
    .map((line) => `    ${line}`)
    .join("\n")}`;
}

function body(loss: Exclude<LossChoice, string>): readonly string[] {
  switch (loss.id) {
    case "mse":
      return ["return (answers - targets).square().mean(1)"];
    case "mae":
      return ["return (answers - targets).abs().mean(1)"];
    case "huber":
      return [`return F.huber_loss(answers, targets, reduction="none", delta=${loss.delta}).mean(1)`];
    case "log-cosh":
      return [
        "distance = (answers - targets).abs()",
        "return (distance + F.softplus(-2 * distance) - math.log(2)).mean(1)",
      ];
    case "quantile":
      return [
        "error = targets - answers",
        `return torch.maximum(${loss.quantile} * error, (${loss.quantile} - 1) * error).mean(1)`,
      ];
    case "poisson":
      return ["return (answers - targets * torch.log(answers + 1e-7)).mean(1)"];
    case "pixel-cross-entropy":
      return [
        "kept = answers.clamp(1e-7, 1 - 1e-7)",
        "return -(targets * kept.log() + (1 - targets) * (1 - kept).log()).mean(1)",
      ];
    case "categorical-cross-entropy":
      return [crossEntropy(loss.labelSmoothing)];
    case "kl-divergence":
      return loss.labelSmoothing === 0 ? [crossEntropy(0)] : divergence(loss.labelSmoothing);
    case "binary-cross-entropy":
      return binary(loss.labelSmoothing);
    case "focal":
      return [
        "log_p = F.log_softmax(answers, 1).gather(1, targets[:, None])[:, 0]",
        "doubt = (1 - log_p.exp()).clamp(min=1e-7)",
        `return -${loss.alpha} * doubt**${loss.gamma} * log_p`,
      ];
    case "hinge":
      return [
        "right = F.one_hot(targets, answers.shape[1])",
        "ahead = (answers - right * 1e9).amax(1) - (answers * right).sum(1)",
        "return F.relu(ahead + 1)",
      ];
    case "cosine":
      return [
        "length = (answers.square().sum(1) + 1e-12).sqrt()",
        "return 1 - answers.gather(1, targets[:, None])[:, 0] / length",
      ];
  }
}

function crossEntropy(labelSmoothing: number): string {
  const smoothing = labelSmoothing === 0 ? "" : `, label_smoothing=${labelSmoothing}`;
  return `return F.cross_entropy(answers, targets, reduction="none"${smoothing})`;
}

function divergence(labelSmoothing: number): readonly string[] {
  return [
    "classes = answers.shape[1]",
    `rest = ${labelSmoothing} / classes`,
    `right = 1 - ${labelSmoothing} + rest`,
    "entropy = -(right * math.log(right) + (classes - 1) * rest * math.log(rest))",
    `${crossEntropy(labelSmoothing)} - entropy`,
  ];
}

function binary(labelSmoothing: number): readonly string[] {
  return [
    "# Of two classes, what matters is the difference of their logits.",
    "is_two = answers.shape[1] == 2",
    "z = answers[:, 1:] - answers[:, :1] if is_two else answers",
    "labels = targets[:, None].float() if is_two else F.one_hot(targets, answers.shape[1]).float()",
    ...(labelSmoothing === 0 ? [] : [`labels = labels * (1 - ${labelSmoothing}) + ${labelSmoothing} / 2`]),
    'return F.binary_cross_entropy_with_logits(z, labels, reduction="none").mean(1)',
  ];
}
