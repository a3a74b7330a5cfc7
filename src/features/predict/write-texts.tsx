import { useId, useMemo, useState, type ReactNode } from "react";
import { type Sampling, samplingSchema } from "../../project/generation.ts";
import type { ModelRecord } from "../../project/records.ts";
import { notify } from "../../studio/notices.ts";
import { tokenName } from "../../ui/asking-texts.ts";
import { Button } from "../../ui/button.tsx";
import { readSchema } from "../../ui/form/read-schema.ts";
import { SchemaForm } from "../../ui/form/schema-form.tsx";
import { useFormats, useText } from "../../ui/language.tsx";
import { ProblemPanel } from "../../ui/problem-panel.tsx";
import { usePrediction } from "./use-prediction.ts";
import { useWriting } from "./use-writing.ts";
import { writingTexts as texts } from "./writing-texts.ts";
import "./write-texts.css";

const fields = readSchema(samplingSchema.omit({ prompt: true, seed: true }));
/** Texts as short as names are more fun by the dozen. */
const SHORT = 32;
const FIRST_SEED = 7;

/** A model of texts writes: behind what is typed, as bold as it is told to be, letter by letter. */
export function WriteTexts({ model }: { readonly model: ModelRecord }): ReactNode {
  const t = useText();
  const [settings, setSettings] = useState<Sampling>(() => beginWith(model));
  const { written, isWriting, problem, write, stop } = useWriting(model.id);
  const [isCopied, setIsCopied] = useState(false);
  const change = (name: string, value: unknown) => {
    const parsed = samplingSchema.safeParse({ ...settings, [name]: value });
    if (parsed.success) setSettings(parsed.data);
    return null;
  };
  return (
    <div className="predict predict-table">
      <section aria-label={t(texts.settings)}>
        <h2 className="predict-head">{t(texts.settings)}</h2>
        <Prompt
          value={settings.prompt}
          onChange={(prompt) => {
            setSettings((old) => ({ ...old, prompt }));
          }}
        />
        <NextTokens model={model} prompt={settings.prompt} />
        <SchemaForm fields={fields} values={settings} onChange={change} />
      </section>
      <section className="writing" aria-label={t(texts.written)}>
        <div className="writing-tools">
          {/* One button, so that who has just started it can stop it where they are. */}
          <Button
            look="primary"
            icon={isWriting ? "stop" : "play"}
            onClick={() => {
              if (isWriting) return stop();
              write(settings);
              setIsCopied(false);
              // The next press writes something else.
              setSettings((old) => ({ ...old, seed: old.seed + 1 }));
            }}
          >
            {t(isWriting ? texts.stop : texts.write)}
          </Button>
          <Button
            disabled={isWriting || written === null}
            onClick={() => {
              if (written === null) return;
              const whole = written.texts.map((text) => written.prompt + text).join("\n");
              navigator.clipboard.writeText(whole).then(
                () => setIsCopied(true),
                // Without permission for the clipboard the text can still be selected and copied by hand.
                () => notify({ tone: "problem", text: texts.notCopied }),
              );
            }}
          >
            {t(isCopied ? texts.copied : texts.copy)}
          </Button>
        </div>
        {problem !== null && <ProblemPanel title={t(texts.failed)} problem={problem} />}
        {written === null ? (
          <p className="quiet">{t(texts.hint)}</p>
        ) : (
          <ul className={written.texts.length > 1 ? "writing-list" : "writing-one"}>
            {written.texts.map((text, index) => (
              <li key={index}>
                <span className="writing-prompt">{written.prompt}</span>
                {text === "" && !isWriting ? <span className="quiet">{t(texts.nothing)}</span> : text}
              </li>
            ))}
          </ul>
        )}
        <p className="visually-hidden" role="status">
          {isWriting ? t(texts.writing) : written === null ? "" : written.texts.join("\n")}
        </p>
      </section>
    </div>
  );
}

function beginWith({ project }: ModelRecord): Sampling {
  const length =
    project.data.preprocess?.flatMap((step) => (step.step === "tokenize" ? [step.length] : []))[0] ?? SHORT;
  const isShort = length < SHORT;
  return samplingSchema.parse({ seed: FIRST_SEED, count: isShort ? 12 : 1, length: isShort ? 2 * length : 400 });
}

function Prompt(props: { readonly value: string; readonly onChange: (value: string) => void }): ReactNode {
  const t = useText();
  const id = useId();
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {t(texts.prompt)}
      </label>
      <textarea
        id={id}
        className="writing-input"
        rows={2}
        value={props.value}
        onChange={(event) => {
          props.onChange(event.target.value);
        }}
      />
    </div>
  );
}

const MOST_SHOWN = 6;

/** What the model would have follow the prompt, the likeliest first. */
function NextTokens({ model, prompt }: { readonly model: ModelRecord; readonly prompt: string }): ReactNode {
  const t = useText();
  const format = useFormats();
  const [input] = model.inputs;
  const row = useMemo(() => ({ [input?.name ?? ""]: prompt }), [input, prompt]);
  const { prediction } = usePrediction(model.id, row);
  const likeliest = Object.entries(prediction?.probabilities ?? {})
    .toSorted(([, first], [, second]) => second - first)
    .slice(0, MOST_SHOWN);
  return (
    <div className="writing-next">
      <h3>{t(texts.next)}</h3>
      <ol>
        {likeliest.map(([token, share]) => (
          <li key={token}>
            <b>{t(tokenName(token))}</b> {format.percent(share)}
          </li>
        ))}
      </ol>
    </div>
  );
}
