import { useMemo, type ReactNode } from "react";
import { sentences } from "../../language/text.ts";
import { findDefinition } from "../../catalog/definition.ts";
import { schedules } from "../../catalog/schedules/index.ts";
import { isSameExperiment } from "../../project/same-experiment.ts";
import { trainingSchema } from "../../project/project.ts";
import { editProject } from "../../studio/project/edit-project.ts";
import { useStudio } from "../../studio/use-studio.ts";
import { readSchema } from "../../ui/form/read-schema.ts";
import { SchemaForm } from "../../ui/form/schema-form.tsx";
import { useFormats, useText } from "../../ui/language.tsx";
import { RatePlot } from "../../ui/plots/rate-plot.tsx";
import { Select } from "../../ui/select.tsx";
import { rateCourse, rateSoFar } from "./rate-course.ts";
import { rateNow, rateWords, texts } from "./texts.ts";

/** Which way the learning rate goes over the run: picked, drawn, and with the current step marked while it trains. */
export function ScheduleSettings(): ReactNode {
  const t = useText();
  const selection = useStudio((state) => state.project.training.schedule);
  const schedule = findDefinition(schedules, selection.id);
  const training = useStudio((state) => state.project.training);
  const fields = useMemo(() => readSchema(schedule.config), [schedule]);
  const warmup = useMemo(() => readSchema(trainingSchema).filter(({ name }) => name === "warmup"), []);
  return (
    <>
      <Select
        label={t(texts.schedule)}
        value={schedule.id}
        choices={schedules.map(({ id, title, summary }) => ({ value: id, label: t(title), summary: t(summary) }))}
        onChange={(id) => {
          editProject((project) => ({ ...project, training: { ...project.training, schedule: { id } } }));
        }}
      />
      <RateCourse />
      <SchemaForm
        key={schedule.id}
        fields={fields}
        values={selection}
        onChange={(name, value) =>
          editProject((project) => ({
            ...project,
            training: { ...project.training, schedule: { ...project.training.schedule, [name]: value } },
          }))?.text ?? null
        }
      />
      <SchemaForm
        fields={warmup}
        values={training}
        onChange={(name, value) =>
          editProject((project) => ({ ...project, training: { ...project.training, [name]: value } }))?.text ?? null
        }
      />
    </>
  );
}

function RateCourse(): ReactNode {
  const t = useText();
  const format = useFormats();
  const project = useStudio((state) => state.project);
  const trainRows = useStudio((state) => (state.data.status === "ready" ? state.data.value.parts.train : 0));
  const run = useStudio((state) =>
    state.run !== null && isSameExperiment(state.run.project, state.project) ? state.run : null,
  );
  const rows = run?.plan?.trainRows ?? trainRows;
  const planned = useMemo(() => rateCourse(project, rows), [project, rows]);
  const schedule: { readonly memory?: unknown } = findDefinition(schedules, project.training.schedule.id);
  const isByRun = schedule.memory !== undefined;
  const course = isByRun ? rateSoFar(run?.history ?? []) : planned.points;
  const reached = isByRun ? course.at(-1)?.step : run?.progress?.step;
  const now = run?.status === "running" && reached !== undefined && reached > 0 ? reached : undefined;
  const rates = course.map(({ rate }) => rate);
  const [start = 0, end = 0, peak] = [rates[0], rates.at(-1), Math.max(...rates)];
  const note = isByRun ? <p className="run-note">{t(texts.rateFollowsRun)}</p> : null;
  // Before the data is here there is no run to show it over.
  if (rows === 0 || course.length === 0) return note;
  const rateThere = isByRun ? end : planned.at(now ?? 1);
  const words = rateWords(format.number(start), format.number(peak), format.number(end), isByRun);
  return (
    <>
      {note}
      <figure className="rate-course">
        <RatePlot
          label={t(words)}
          points={course.map(({ step, rate }) => ({ x: step, y: rate }))}
          end={planned.totalSteps}
          {...(now === undefined ? {} : { now: { x: now, y: rateThere } })}
        />
        <figcaption>{t(now === undefined ? words : sentences(words, rateNow(format.number(rateThere))))}</figcaption>
      </figure>
    </>
  );
}
