import type { ReactNode } from "react";
import { Button as AriaButton, Dialog, DialogTrigger, Popover } from "react-aria-components";
import type { BackendInfo } from "../project/records.ts";
import { isUnmeasured, measureBackends } from "../studio/measure-backends.ts";
import { useStudio } from "../studio/use-studio.ts";
import { Button } from "../ui/button.tsx";
import { Icon } from "../ui/icons.tsx";
import { useFormats, useText } from "../ui/language.tsx";
import { backendNames, texts } from "./texts.ts";
import "./status-bar.css";

/** Where the work is done, how fast, and what is kept: always in view. */
export function StatusBar(): ReactNode {
  const t = useText();
  const format = useFormats();
  const progress = useStudio((state) => (state.run?.status === "running" ? state.run.progress : undefined));
  const storedBytes = useStudio((state) => state.storedBytes);
  const storageProblem = useStudio((state) => state.storageProblem);
  return (
    <footer className="status-bar">
      <Devices />
      {progress !== undefined && (
        <>
          <span>
            {format.integer(progress.examplesPerSecond)} {t(texts.perSecond)}
          </span>
          <span className="status-wide">
            {format.bytes(progress.memoryBytes)} {t(texts.tensors)}
          </span>
        </>
      )}
      {storageProblem !== null ? (
        <span className="status-problem" title={t(storageProblem.text)}>
          {t(texts.noDatabase)}
        </span>
      ) : (
        storedBytes !== null && (
          <span className="status-wide">
            {format.bytes(storedBytes)} {t(texts.stored)}
          </span>
        )
      )}
      <span className="status-local">{t(texts.local)}</span>
    </footer>
  );
}

function Devices(): ReactNode {
  const t = useText();
  const backends = useStudio((state) => state.backends);
  const plan = useStudio((state) => (state.run?.status === "running" ? state.run.plan : undefined));
  const best =
    backends.status === "ready"
      ? backends.value.filter((backend) => backend.available).toSorted((a, b) => (b.score ?? 0) - (a.score ?? 0))[0]
      : undefined;
  const isRestToCome = backends.status === "ready" && backends.value.some(isUnmeasured);
  const current = plan === undefined ? best : { id: plan.backend, adapter: plan.adapter, software: plan.isSoftware };

  const word = (): string => {
    if (current !== undefined) {
      return [t(backendNames[current.id]), current.adapter].filter((part) => part !== undefined).join(" · ");
    }
    switch (backends.status) {
      case "loading":
        return t(texts.measuring);
      case "failed":
        return t(texts.measureFailed);
      case "idle":
      case "ready":
        return t(texts.notMeasured);
    }
  };
  return (
    <DialogTrigger>
      <AriaButton className="status-device">
        <i className={backends.status === "loading" ? "status-dot status-dot-busy" : "status-dot"} />
        <span className="visually-hidden">{t(texts.device)}: </span>
        <span className="status-device-name">{word()}</span>
        {current?.software === true && <span className="status-tag">{t(texts.software)}</span>}
        <Icon name="chevron" size={14} />
      </AriaButton>
      <Popover className="status-popover" placement="top start">
        <Dialog className="status-dialog" aria-label={t(texts.devices)}>
          <h2>{t(texts.devices)}</h2>
          <p className="small quiet">{t(texts.devicesHelp)}</p>
          {backends.status === "ready" && <DeviceList backends={backends.value} />}
          {isRestToCome && <p className="small quiet">{t(texts.restToCome)}</p>}
          {backends.status === "failed" && <p role="alert">{t(backends.problem.text)}</p>}
          <Button
            size="small"
            icon="retry"
            disabled={backends.status === "loading" || isRestToCome}
            onClick={() => {
              // What goes wrong stands in the state, and shows right here.
              measureBackends().catch(() => undefined);
            }}
          >
            {t(
              backends.status === "loading"
                ? texts.measuring
                : backends.status === "ready"
                  ? texts.measure
                  : texts.measureFirst,
            )}
          </Button>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

function DeviceList({ backends }: { readonly backends: readonly BackendInfo[] }): ReactNode {
  const t = useText();
  const format = useFormats();
  const top = Math.max(1, ...backends.map((backend) => backend.score ?? 0));
  return (
    <ul className="status-list">
      {backends.map((backend) => (
        <li key={backend.id}>
          <div className="status-row">
            <b>{t(backendNames[backend.id])}</b>
            <span className="quiet">
              {backend.score !== undefined
                ? `${format.integer(backend.score)} ${t(texts.perSecond)}`
                : t(backend.available ? texts.unmeasured : texts.missing)}
            </span>
          </div>
          {backend.score !== undefined && (
            <div className="status-score">
              <div style={{ width: `${(backend.score / top) * 100}%` }} />
            </div>
          )}
          {(backend.adapter !== undefined || backend.explanation !== undefined) && (
            <p className="small quiet">
              {[
                backend.adapter,
                backend.software === true ? t(texts.software) : undefined,
                backend.explanation === undefined ? undefined : t(backend.explanation),
              ]
                .filter((part) => part !== undefined)
                .join(" · ")}
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}
