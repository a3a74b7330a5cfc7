import { useRef, useState, type ReactNode } from "react";
import { type Problem, problemOf } from "../../language/studio-error.ts";
import { sentences } from "../../language/text.ts";
import {
  type ProjectFileScope,
  projectFileContent,
  projectFileName,
  saveProjectFile,
} from "../../studio/project/save-project-file.ts";
import { useStudio } from "../../studio/use-studio.ts";
import { Button } from "../../ui/button.tsx";
import { FileDoor } from "../../ui/file-door.tsx";
import { useFormats, useText } from "../../ui/language.tsx";
import { ProblemPanel } from "../../ui/problem-panel.tsx";
import { ProgressBar } from "../../ui/progress-bar.tsx";
import { openSaveTarget } from "../../ui/save-target.ts";
import { Segmented } from "../../ui/segmented.tsx";
import { holds, projectFileTexts as texts, saved } from "./project-file-texts.ts";
import { takeProjectFile } from "./take-project-file.ts";

const scopes: readonly ProjectFileScope[] = ["project", "library"];

/** The project and what belongs to it as one file: saved here, opened in any other browser. */
export function ProjectFile(): ReactNode {
  const t = useText();
  return (
    <details>
      <summary>{t(texts.title)}</summary>
      <Save />
      <FileDoor
        label={t(texts.open)}
        taking={t(texts.opening)}
        accept={[".zip"]}
        take={([file]) => takeProjectFile(file ?? new Blob())}
      >
        <p className="small quiet">{t(texts.openHelp)}</p>
      </FileDoor>
    </details>
  );
}

type State =
  | { readonly status: "ready" }
  | { readonly status: "busy"; readonly fraction: number }
  | { readonly status: "saved"; readonly name: string }
  | { readonly status: "failed"; readonly problem: Problem };

function Save(): ReactNode {
  const t = useText();
  const { bytes } = useFormats();
  const [scope, setScope] = useState<ProjectFileScope>("project");
  const [state, setState] = useState<State>({ status: "ready" });
  const underWay = useRef<AbortController | null>(null);
  const project = useStudio((studio) => studio.project);
  const runs = useStudio((studio) => studio.runs);
  const models = useStudio((studio) => studio.models);
  const datasets = useStudio((studio) => studio.datasets);
  const content = projectFileContent(scope, { project, runs, models, datasets });

  const save = async (): Promise<void> => {
    const abort = new AbortController();
    underWay.current = abort;
    const name = projectFileName(content.project);
    try {
      const target = await openSaveTarget(name, content.bytes);
      if (target === null) return;
      setState({ status: "busy", fraction: 0 });
      try {
        const onProgress = (fraction: number): void => setState({ status: "busy", fraction });
        await saveProjectFile(content, (piece) => target.write(piece), { signal: abort.signal, onProgress });
        await target.close();
      } catch (thrown) {
        await target.abort();
        throw thrown;
      }
      setState({ status: "saved", name });
    } catch (thrown) {
      setState(abort.signal.aborted ? { status: "ready" } : { status: "failed", problem: problemOf(thrown) });
    }
  };

  const isBusy = state.status === "busy";
  return (
    <div className="library-project-save">
      <Segmented
        label={t(texts.scope)}
        value={scope}
        choices={scopes.map((value) => ({ value, label: t(texts[value]) }))}
        isDisabled={isBusy}
        onChange={(next) => {
          setScope(next);
          setState({ status: "ready" });
        }}
      />
      <p className="small quiet">
        {t(
          sentences(
            holds(content.datasets.length, content.runs.length, content.models.length, bytes(content.bytes)),
            texts.leftOut,
          ),
        )}
      </p>
      {/* One button, so that who has just started it can stop it where they are. */}
      <Button icon={isBusy ? "stop" : "download"} onClick={() => (isBusy ? underWay.current?.abort() : void save())}>
        {t(isBusy ? texts.cancel : texts.save)}
      </Button>
      {isBusy && <ProgressBar label={t(texts.saving)} fraction={state.fraction} />}
      <div role="status">{state.status === "saved" && <p className="small">{t(saved(state.name))}</p>}</div>
      {state.status === "failed" && <ProblemPanel title={t(texts.failed)} problem={state.problem} />}
    </div>
  );
}
