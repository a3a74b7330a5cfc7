/** The benchmark's rows as text, to be sent to somebody. */
import { useState, type ReactNode } from "react";
import type { BenchmarkReport } from "../../studio/state.ts";
import { useStudio } from "../../studio/use-studio.ts";
import { Button } from "../../ui/button.tsx";
import { useText } from "../../ui/language.tsx";
import { Section } from "../../ui/room.tsx";
import { texts } from "./texts.ts";

export function Report({ report }: { readonly report: BenchmarkReport }): ReactNode {
  const t = useText();
  const backends = useStudio((state) => state.backends);
  const adapter =
    backends.status === "ready" ? (backends.value.find(({ id }) => id === "webgpu")?.adapter ?? "none") : "unknown";
  const text = reportText(report, adapter);
  const [outcome, setOutcome] = useState<"copied" | "refused" | null>(null);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      setOutcome("copied");
    } catch {
      // Without permission for the clipboard the text can still be copied by hand.
      setOutcome("refused");
    }
  };
  return (
    <Section
      title={t(texts.report)}
      actions={
        <Button size="small" onClick={() => void copy()}>
          {t(texts.copy)}
        </Button>
      }
    >
      <p className="small quiet" role="status">
        {outcome === null ? "" : t(outcome === "copied" ? texts.copied : texts.copyByHand)}
      </p>
      <textarea className="benchmark-report" aria-label={t(texts.report)} readOnly rows={8} value={text} />
    </Section>
  );
}

/** A table in Markdown, in English whatever the studio speaks: it may be read anywhere. */
export function reportText({ rows, studioVersion, userAgent, at }: BenchmarkReport, adapter: string): string {
  const lines = rows.map((row) => {
    const head = `| ${row.workload} | ${row.engine} | ${row.backend} | ${row.batch} |`;
    if ("problem" in row) return `${head} ${row.problem.replaceAll("|", "/").replaceAll("\n", " ")} | | | |`;
    const dispatches = row.dispatchesPerStep === null ? "" : row.dispatchesPerStep.toPrecision(3);
    const losses = `${row.firstLoss.toPrecision(5)} to ${row.lastLoss.toPrecision(5)}`;
    return `${head} ${row.msPerStep.toPrecision(4)} | ${row.examplesPerSecond} | ${dispatches} | ${losses} |`;
  });
  return [
    `Descent Studio ${studioVersion}, ${new Date(at).toISOString().slice(0, 10)}`,
    `${userAgent}; WebGPU adapter: ${adapter}`,
    "",
    "| network | engine | backend | batch | ms per step | examples per second | dispatches per step | loss |",
    "|---|---|---|---|---|---|---|---|",
    ...lines,
  ].join("\n");
}
