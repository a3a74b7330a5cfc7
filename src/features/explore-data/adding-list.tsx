import type { ReactNode } from "react";
import type { AddingData } from "../../studio/state.ts";
import { cancelAdding, dismissAdding } from "../../studio/data/user-data.ts";
import { useStudio } from "../../studio/use-studio.ts";
import { Button } from "../../ui/button.tsx";
import { useFormats, useText } from "../../ui/language.tsx";
import { ProblemPanel } from "../../ui/problem-panel.tsx";
import { ProgressBar } from "../../ui/progress-bar.tsx";
import { addTexts, progressOf } from "./add-texts.ts";

/** What is on its way into the database, with figures and a way out; what was refused, with its reason. */
export function AddingList(): ReactNode {
  const t = useText();
  const adding = useStudio((state) => state.adding);
  if (adding.length === 0) return null;
  return (
    <section className="adding-list" aria-label={t(addTexts.adding)}>
      {adding.map((each) =>
        each.problem === null ? (
          <UnderWay key={each.id} adding={each} />
        ) : (
          <ProblemPanel key={each.id} title={each.title} problem={each.problem}>
            <Button
              onClick={() => {
                dismissAdding(each.id);
              }}
            >
              {t(addTexts.dismiss)}
            </Button>
          </ProblemPanel>
        ),
      )}
    </section>
  );
}

function UnderWay({ adding }: { readonly adding: AddingData }): ReactNode {
  const t = useText();
  const { bytes, integer } = useFormats();
  const { progress, isCancelling, title } = adding;
  return (
    <div className="adding">
      <p>
        <b>{title}</b>{" "}
        <span className="small quiet">
          {t(
            isCancelling
              ? addTexts.cancelling
              : progress === null
                ? addTexts.starting
                : progressOf(bytes(progress.bytes), bytes(progress.totalBytes), integer(progress.rows)),
          )}
        </span>
      </p>
      <ProgressBar
        label={title}
        fraction={progress === null || progress.totalBytes === 0 ? null : progress.bytes / progress.totalBytes}
      />
      <Button
        size="small"
        disabled={isCancelling}
        onClick={() => {
          cancelAdding(adding.id);
        }}
      >
        {t(addTexts.cancel)}
      </Button>
    </div>
  );
}
