import { lazy, Suspense, useRef, useState, type ReactNode } from "react";
import { inOrderOfChoice } from "../studio/measure-backends.ts";
import { useStudio } from "../studio/use-studio.ts";
import { Icon } from "../ui/icons.tsx";
import { useFormats, useText } from "../ui/language.tsx";
import { backendNames, texts } from "./texts.ts";
import "./status-bar.css";

/** Popovers are a large part of what the page would load at first, and few look at the devices. */
const DeviceDialog = lazy(async () => ({ default: (await import("./device-dialog.tsx")).DeviceDialog }));

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
  const best = backends.status === "ready" ? inOrderOfChoice(backends.value)[0] : undefined;
  const [isOpen, setOpen] = useState(false);
  const trigger = useRef<HTMLButtonElement>(null);
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
    <>
      <button
        ref={trigger}
        type="button"
        className="status-device"
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onClick={() => {
          setOpen(true);
        }}
      >
        <i className={backends.status === "loading" ? "status-dot status-dot-busy" : "status-dot"} />
        <span className="visually-hidden">{t(texts.device)}: </span>
        <span className="status-device-name">{word()}</span>
        {current?.software === true && <span className="status-tag">{t(texts.software)}</span>}
        {plan?.trainer === "compiled" && <span className="status-tag">{t(texts.compiled)}</span>}
        <Icon name="chevron" size={14} />
      </button>
      {isOpen && (
        <Suspense fallback={null}>
          <DeviceDialog
            trigger={trigger}
            onClose={() => {
              setOpen(false);
            }}
          />
        </Suspense>
      )}
    </>
  );
}
