/** How fast this device trains, and how fast it would with other libraries. */
import { useState, type ReactNode } from "react";
import { networkNames, networkTitle } from "../../benchmark/names.ts";
import { workloads } from "../../benchmark/workloads.ts";
import { type Problem, problemOf } from "../../language/studio-error.ts";
import { endBenchmark, runBenchmark } from "../../studio/benchmark.ts";
import { useStudio } from "../../studio/use-studio.ts";
import { Button } from "../../ui/button.tsx";
import { Switch } from "../../ui/form/switch.tsx";
import { useText } from "../../ui/language.tsx";
import { ProblemPanel } from "../../ui/problem-panel.tsx";
import { ProgressBar } from "../../ui/progress-bar.tsx";
import { Room } from "../../ui/room.tsx";
import { Report } from "./report.tsx";
import { SpeedTable } from "./speed-table.tsx";
import { texts } from "./texts.ts";
import "./benchmark.css";

/** What takes seconds anywhere. */
const QUICK = ["tiny", "mlp"];

export function BenchmarkRoom(): ReactNode {
  const t = useText();
  const benchmark = useStudio((state) => state.benchmark);
  const report =
    benchmark.status === "ready" ? benchmark.value : benchmark.status === "loading" ? benchmark.stale : undefined;
  const rows = report?.rows ?? [];
  const raced = workloads.filter(({ name }) => rows.some(({ workload }) => workload === name));
  return (
    <Room title={t(texts.title)} lead={t(texts.lead)}>
      <Controls />
      {benchmark.status === "failed" && <ProblemPanel title={t(texts.failed)} problem={benchmark.problem} />}
      {raced.map(({ name }) => (
        <SpeedTable key={name} network={name} rows={rows.filter(({ workload }) => workload === name)} />
      ))}
      {raced.length > 0 && report !== undefined && <Report report={report} />}
    </Room>
  );
}

function Controls(): ReactNode {
  const t = useText();
  const benchmark = useStudio((state) => state.benchmark);
  const [networks, setNetworks] = useState<readonly string[]>(QUICK);
  const [withOthers, setWithOthers] = useState(true);
  const [refusal, setRefusal] = useState<Problem | null>(null);
  const isRunning = benchmark.status === "loading";
  const start = (): void => {
    setRefusal(null);
    const engines = withOthers ? {} : { engines: ["reference", "compiled"] };
    runBenchmark({ workloads: networks, ...engines }).catch((thrown: unknown) => {
      const problem = problemOf(thrown);
      // One that does not even begin leaves the state as it was; whatever else goes wrong stands there.
      if (problem.code === "benchmark-busy") setRefusal(problem);
    });
  };
  return (
    <div className="benchmark-controls">
      <fieldset className="benchmark-networks" disabled={isRunning}>
        <legend className="field-label">{t(texts.networks)}</legend>
        {workloads.map(({ name }) => (
          <label key={name} className="benchmark-network">
            <input
              type="checkbox"
              checked={networks.includes(name)}
              onChange={({ target: { checked } }) => {
                setNetworks(checked ? [...networks, name] : networks.filter((each) => each !== name));
              }}
            />
            <span>
              {t(networkTitle(name))}
              <small className="quiet">{t(networkNames[name]?.detail ?? { en: "", zh: "" })}</small>
            </span>
          </label>
        ))}
      </fieldset>
      <Switch
        label={t(texts.others)}
        help={t(texts.othersHelp)}
        isOn={withOthers}
        isDisabled={isRunning}
        onChange={setWithOthers}
      />
      <div className="benchmark-actions">
        {isRunning ? (
          <Button onClick={endBenchmark}>{t(texts.stop)}</Button>
        ) : (
          <Button look="primary" disabled={networks.length === 0} onClick={start}>
            {t(benchmark.status === "ready" ? texts.again : texts.start)}
          </Button>
        )}
        {isRunning && (
          <div className="benchmark-progress">
            <ProgressBar label={t(texts.progress)} fraction={benchmark.fraction ?? null} />
            <p className="small quiet" role="status">
              {benchmark.stage === undefined ? t(texts.progress) : t(benchmark.stage)}
            </p>
          </div>
        )}
      </div>
      {refusal !== null && <ProblemPanel problem={refusal} />}
    </div>
  );
}
