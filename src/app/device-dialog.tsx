import type { ReactNode, RefObject } from "react";
import { DOT } from "../language/text.ts";
import { Dialog, Popover } from "react-aria-components";
import type { BackendInfo } from "../project/records.ts";
import { isUnmeasured, measureBackends } from "../studio/measure-backends.ts";
import { printRoute } from "../studio/navigation.ts";
import { useStudio } from "../studio/use-studio.ts";
import { Button } from "../ui/button.tsx";
import { useFormats, useText } from "../ui/language.tsx";
import { backendNames, texts, threadCount } from "./texts.ts";

interface DeviceDialogProps {
  /** Where it stands, and where the keyboard goes back to. */
  readonly trigger: RefObject<HTMLButtonElement | null>;
  readonly onClose: () => void;
}

/** Every device with its measured speed, or why it is missing. */
export function DeviceDialog({ trigger, onClose }: DeviceDialogProps): ReactNode {
  const t = useText();
  const backends = useStudio((state) => state.backends);
  const isRestToCome = backends.status === "ready" && backends.value.some(isUnmeasured);
  return (
    <Popover
      className="status-popover"
      placement="top start"
      triggerRef={trigger}
      isOpen
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
    >
      <Dialog className="status-dialog" aria-label={t(texts.devices)}>
        <h2>{t(texts.devices)}</h2>
        <p className="small quiet">{t(texts.devicesHelp)}</p>
        {backends.status === "ready" && <DeviceList backends={backends.value} />}
        {isRestToCome && <p className="small quiet">{t(texts.restToCome)}</p>}
        {backends.status === "failed" && <p role="alert">{t(backends.problem.text)}</p>}
        <p>
          <a href={printRoute("benchmark")} onClick={onClose}>
            {t(texts.benchmark)}
          </a>
        </p>
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
          <DeviceDetails backend={backend} />
        </li>
      ))}
    </ul>
  );
}

function DeviceDetails({ backend }: { readonly backend: BackendInfo }): ReactNode {
  const t = useText();
  const details = [
    backend.adapter,
    backend.software === true ? t(texts.software) : undefined,
    backend.threads === undefined ? undefined : t(threadCount(backend.threads)),
    backend.trainer === "compiled" ? t(texts.compiled) : undefined,
    backend.explanation === undefined ? undefined : t(backend.explanation),
  ].filter((part) => part !== undefined);
  return details.length > 0 && <p className="small quiet">{details.join(DOT)}</p>;
}
