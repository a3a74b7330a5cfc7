import { useMemo, type ReactNode } from "react";
import { findDefinition } from "../../catalog/definition.ts";
import { schedules } from "../../catalog/schedules/index.ts";
import { isSameExperiment } from "../../project/same-experiment.ts";
import { trainingSchema } from "../../project/project.ts";
import { editProject } from "../../studio/edit-project.ts";
import { useStudio } from "../../studio/use-studio.ts";
import { readSchema } from "../../ui/form/read-schema.ts";
import { SchemaForm } from "../../ui/form/schema-form.tsx";
import { useFormats, useText } from "../../ui/language.tsx";
import { RatePlot } from "../../ui/plots/rate-plot.tsx";
import { Select } from "../../ui/select.tsx";
import { lengthOf, rateAt, rateCourse } from "./rate-course.ts";
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
  const plan = useStudio(({ run, project: now }) =>
    run !== null && isSameExperiment(run.project, now) ? run.plan : undefined,
  );
  const reached = useStudio(({ run }) => (run?.status === "running" ? run.progress?.step : undefined));
  const now = plan === undefined ? undefined : reached;
  const length = useMemo(() => plan ?? lengthOf(project, trainRows), [plan, project, trainRows]);
  const course = useMemo(() => rateCourse(project, length), [project, length]);
  const rates = course.map(({ rate }) => rate);
  const [start = 0, end = 0, peak] = [rates[0], rates.at(-1), Math.max(...rates)];
  const schedule: { readonly memory?: unknown } = findDefinition(schedules, project.training.schedule.id);
  if (schedule.memory !== undefined) return <p className="run-note">{t(texts.rateFollowsRun)}</p>;
  // A straight line has nothing to show, and before the data is here there is no run to show it over.
  if (trainRows === 0 || rates.every((rate) => rate === start)) return null;
  const words = t(rateWords(format.number(start), format.number(peak), format.number(end)));
  return (
    <figure className="rate-course">
      <RatePlot
        label={words}
        points={course.map(({ step, rate }) => ({ x: step, y: rate }))}
        {...(now === undefined || now === 0 ? {} : { now: { x: now, y: rateAt(project, length, now) } })}
      />
      <figcaption>
        {words}
        {now !== undefined && now > 0 && ` ${t(rateNow(format.number(rateAt(project, length, now))))}`}
      </figcaption>
    </figure>
  );
}
