/** Watches a run for the project's stopping rules, and keeps the best weights where patience asks for them. */
import { metrics } from "../../catalog/metrics/index.ts";
import { formatsFor } from "../../language/format.ts";
import type { Language, Text } from "../../language/text.ts";
import type { Checkpoint } from "../../project/records.ts";
import type { RunMemory } from "../../project/run-checkpoint.ts";
import type { StoppingRules } from "../../project/stopping.ts";
import type { Measures, StepReport, Trainer } from "../trainer.ts";

interface Best {
  readonly step: number;
  readonly value: number;
  /** On the validation part, where there is one. */
  readonly validation: Measures | null;
  readonly checkpoint: Checkpoint | null;
}

export class Stopping {
  readonly #rules: StoppingRules;
  #reason: Text | null = null;
  #best: Best | null = null;
  #waited = 0;
  /** Of the steps since the last evaluation. */
  #normSum = 0;
  #norms = 0;

  constructor(rules: StoppingRules | null) {
    this.#rules = rules ?? {};
  }

  /** Goes on with a run from its checkpoint. */
  restore({ best, waited, normSum, norms }: RunMemory["stopping"], checkpoint: Checkpoint | null): void {
    this.#best = best === null ? null : { ...best, checkpoint };
    this.#waited = waited;
    this.#normSum = normSum;
    this.#norms = norms;
  }

  get memory(): RunMemory["stopping"] {
    const best = this.#best;
    return {
      best:
        best === null
          ? null
          : { step: best.step, value: best.value, validation: best.validation && { ...best.validation } },
      waited: this.#waited,
      normSum: this.#normSum,
      norms: this.#norms,
    };
  }

  /** The best weights, where they are kept. */
  get bestWeights(): Checkpoint | null {
    return this.#best?.checkpoint ?? null;
  }

  /** Which rule has fired and why; null while none has. */
  get reason(): Text | null {
    return this.#reason;
  }

  /** Says that the model is not that of the last step, where it is another. */
  keptText(lastStep: number): Text | null {
    const best = this.#best;
    if (best === null || best.checkpoint === null || best.step === lastStep) return null;
    return say((number) => ({
      en: `The model has the best weights, of step ${best.step} (${this.#patienceMeasure(best.validation).en} ${number(best.value)}).`,
      zh: `模型采用第 ${best.step} 步的最佳权重（${this.#patienceMeasure(best.validation).zh} ${number(best.value)}）。`,
    }));
  }

  /** Steps have been read back, `elapsedMs` after the run began. */
  reported(report: StepReport, elapsedMs: number): void {
    for (const norm of report.gradientNorms) this.#normSum += norm;
    this.#norms += report.gradientNorms.length;
    const { seconds } = this.#rules;
    if (seconds === undefined || elapsedMs < 1000 * seconds) return;
    this.#reason ??= say((number) => ({
      en: `The time limit of ${number(seconds)} s was reached at step ${report.step}.`,
      zh: `第 ${report.step} 步时已达到 ${number(seconds)} 秒的时间上限。`,
    }));
  }

  /** The model has been measured at `step`; `validation` is null where there is no such part to measure it on. */
  async evaluated(step: number, measures: Measures, validation: Measures | null, trainer: Trainer): Promise<void> {
    // Not a number where no norms are reported, so that no rule about them fires.
    const norm = this.#normSum / this.#norms;
    this.#normSum = 0;
    this.#norms = 0;
    await this.#look(step, measures, validation, trainer);
    this.#reason ??=
      this.#reachedTarget(step, measures, validation) ?? this.#shortGradient(step, norm) ?? this.#outOfPatience(step);
  }

  /** Puts the best weights back, where they are kept and are not the last; gives what they measured. */
  restoreBest(lastStep: number, trainer: Trainer): { readonly validation: Measures | null } | null {
    const best = this.#best;
    if (best === null || best.checkpoint === null || best.step === lastStep) return null;
    trainer.restore(best.checkpoint);
    return best;
  }

  async #look(step: number, measures: Measures, validation: Measures | null, trainer: Trainer): Promise<void> {
    const { patience } = this.#rules;
    if (patience === undefined) return;
    const value = measures[patience.metric];
    // Not defined on these examples: no improvement.
    if (value === undefined || !Number.isFinite(value)) {
      this.#waited++;
      return;
    }
    if (this.#best !== null && !isBetter(patience.metric, value, this.#best.value, patience.minImprovement)) {
      this.#waited++;
      return;
    }
    this.#waited = 0;
    this.#best = { step, value, validation, checkpoint: patience.restoreBest ? await trainer.snapshot() : null };
  }

  #reachedTarget(step: number, measures: Measures, validation: Measures | null): Text | null {
    const { target } = this.#rules;
    if (target === undefined) return null;
    const value = measures[target.metric] ?? Number.NaN;
    const isHigher = betterOf(target.metric) === "higher";
    if (!(isHigher ? value >= target.value : value <= target.value)) return null;
    const measure = measureText(target.metric, validation);
    return say((number) => ({
      en: `The goal was reached at step ${step}: ${measure.en} ${number(value)}, ${isHigher ? "at least" : "at most"} ${number(target.value)}.`,
      zh: `第 ${step} 步达到目标：${measure.zh} ${number(value)}，${isHigher ? "不低于" : "不高于"} ${number(target.value)}。`,
    }));
  }

  #shortGradient(step: number, norm: number): Text | null {
    const limit = this.#rules.gradientNorm;
    if (limit === undefined || !(norm < limit)) return null;
    return say((number) => ({
      en: `The gradient was short enough at step ${step}: norm ${number(norm)}, below ${number(limit)}.`,
      zh: `第 ${step} 步梯度已足够小：范数 ${number(norm)}，低于 ${number(limit)}。`,
    }));
  }

  #outOfPatience(step: number): Text | null {
    const { patience } = this.#rules;
    const best = this.#best;
    if (patience === undefined || best === null || this.#waited < patience.evaluations) return null;
    const measure = this.#patienceMeasure(best.validation);
    return say((number) => ({
      en: `Stopped at step ${step}: no better ${measure.en} than ${number(best.value)} (step ${best.step}) in ${plural(patience.evaluations)}.`,
      zh: `已在第 ${step} 步停止：连续 ${patience.evaluations} 次评估，${measure.zh}未优于 ${number(best.value)}（第 ${best.step} 步）。`,
    }));
  }

  #patienceMeasure(validation: Measures | null): Text {
    return measureText(this.#rules.patience?.metric ?? "loss", validation);
  }
}

function plural(evaluations: number): string {
  return evaluations === 1 ? "1 evaluation" : `${evaluations} evaluations`;
}

function betterOf(metric: string): "higher" | "lower" {
  return metrics.find(({ id }) => id === metric)?.better ?? "lower";
}

function isBetter(metric: string, value: number, than: number, by: number): boolean {
  return betterOf(metric) === "higher" ? value > than + by : value < than - by;
}

/** "validation accuracy"; says so where there was no validation part to measure. */
function measureText(metric: string, validation: Measures | null): Text {
  const title = metrics.find(({ id }) => id === metric)?.title ?? { en: "loss", zh: "损失" };
  // "Accuracy" within a sentence; "R²" and "ROC AUC" as they are.
  const name = title.en.replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase());
  return validation === null
    ? { en: `training ${name} (there is no validation part)`, zh: `训练${title.zh}（没有验证集）` }
    : { en: `validation ${name}`, zh: `验证${title.zh}` };
}

function say(write: (number: (value: number) => string) => Text): Text {
  const inLanguage = (language: Language) => write(formatsFor(language).number)[language];
  return { en: inLanguage("en"), zh: inLanguage("zh") };
}
