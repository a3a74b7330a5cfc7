/** Which fields on screen hold something that does not count yet, so that what would use their values can wait. */
import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from "react";

export interface InvalidField {
  /** Of its control. */
  readonly id: string;
  readonly label: string;
}

type Report = (field: InvalidField, isInvalid: boolean) => void;

const ReportContext = createContext<Report | null>(null);
const FirstContext = createContext<InvalidField | null>(null);

/** Collects from the fields within; forms outside of one work without. */
export function InvalidFields({ children }: { readonly children: ReactNode }): ReactNode {
  const [fields, setFields] = useState<readonly InvalidField[]>([]);
  const report = useMemo<Report>(
    () => (field, isInvalid) => {
      setFields((old) => {
        const others = old.filter(({ id }) => id !== field.id);
        return isInvalid ? [...others, field] : others;
      });
    },
    [],
  );
  return (
    <ReportContext value={report}>
      <FirstContext value={fields[0] ?? null}>{children}</FirstContext>
    </ReportContext>
  );
}

/** The field to mend first; null when every field within the same `InvalidFields` counts. */
export function useInvalidField(): InvalidField | null {
  return useContext(FirstContext);
}

/** For a field: tells of itself while it is on screen. */
export function useReportInvalid(id: string, label: string, isInvalid: boolean): void {
  const report = useContext(ReportContext);
  useEffect(() => {
    if (report === null || !isInvalid) return undefined;
    report({ id, label }, true);
    return () => {
      report({ id, label }, false);
    };
  }, [report, id, label, isInvalid]);
}

/** Puts the keyboard into the field, and unfolds what hides it. */
export function goToField({ id }: InvalidField): void {
  const control = document.getElementById(id);
  control?.closest("details")?.setAttribute("open", "");
  control?.focus();
}
