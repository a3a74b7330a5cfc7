import { useRef, useState, type ReactNode } from "react";
import { DOT } from "../../language/text.ts";
import { problemOf } from "../../language/studio-error.ts";
import type { ModelRecord } from "../../project/records.ts";
import { removeModel, renameModel } from "../../studio/models/browse-library.ts";
import { hasLayers, originalFiles } from "../../studio/models/own-program.ts";
import { notifyProblem } from "../../studio/notices.ts";
import { openRoom } from "../../studio/navigation.ts";
import { useStudio } from "../../studio/use-studio.ts";
import { Button } from "../../ui/button.tsx";
import { download } from "../../ui/download.ts";
import { Icon } from "../../ui/icons.tsx";
import { useFormats, useText } from "../../ui/language.tsx";
import { Spark } from "../../ui/plots/spark.tsx";
import { LibraryRoom } from "../../ui/library-room.tsx";
import { RenameField } from "../../ui/rename-field.tsx";
import { AddModel } from "./add-model.tsx";
import { describeModel, importedFrom, unfinishedOf } from "./describe-model.ts";
import { ExportPanel } from "./export-panel.tsx";
import { ProjectFile } from "./project-file.tsx";
import { ModelDetails } from "./model-details.tsx";
import { actionOn, texts } from "./texts.ts";
import "./library.css";

/** Every model that training left, newest first. */
export function Library(): ReactNode {
  const t = useText();
  const models = useStudio((state) => state.models);
  const isReady = useStudio((state) => state.isReady);
  return (
    <LibraryRoom
      title={t(texts.title)}
      lead={t(texts.lead)}
      isReady={isReady}
      nothing={models.length === 0 ? { title: t(texts.emptyTitle), text: t(texts.empty) } : null}
      onGallery={() => {
        openRoom("gallery");
      }}
      above={
        <div className="library-doors">
          <AddModel />
          <ProjectFile />
        </div>
      }
    >
      <ul className="library">
        {models.map((model) => (
          <ModelRow key={model.id} model={model} />
        ))}
      </ul>
    </LibraryRoom>
  );
}

function ModelRow({ model }: { readonly model: ModelRecord }): ReactNode {
  const t = useText();
  const format = useFormats();
  const [open, setOpen] = useState<"details" | "export" | null>(null);
  const [isRenaming, setRenaming] = useState(false);
  const renameButton = useRef<HTMLButtonElement>(null);
  const own = useStudio((state) => state.datasets);
  const words = describeModel(model, own);
  const unfinished = unfinishedOf(model, format);
  const { accuracy, r2 } = {
    ...model.summary.validation,
    ...model.summary.test,
  };
  return (
    <li className="library-model">
      <div className="library-row">
        <div className="library-spark">
          {model.imported === undefined ? (
            <Spark values={model.history.map((point) => point.loss)} width={104} height={40} />
          ) : (
            <Icon name="model" size={28} />
          )}
        </div>
        <div className="library-name">
          {isRenaming ? (
            <RenameField
              label={t(texts.newName)}
              name={model.name}
              onSave={async (name) => (await renameModel(model.id, name))?.text ?? null}
              onDone={() => {
                setRenaming(false);
                // The form goes; the keyboard goes back to where it came from.
                renameButton.current?.focus();
              }}
            />
          ) : (
            <h2>{model.name}</h2>
          )}
          {unfinished !== null && <p className="library-unfinished">{t(unfinished)}</p>}
          <p className="library-facts">
            {(model.imported === undefined
              ? [words.data, words.architecture, words.optimizer]
              : [importedFrom(model.imported.from), words.architecture]
            )
              .map(t)
              .join(DOT)}
          </p>
          <p className="library-facts">
            <time dateTime={new Date(model.createdAt).toISOString()}>{format.date(model.createdAt)}</time>
            {DOT}
            {format.bytes(model.bytes)}
          </p>
        </div>
        <p className="library-score">
          {accuracy !== undefined ? (
            <>
              <b>{format.percent(accuracy)}</b> {t(texts.accuracy)}
            </>
          ) : r2 !== undefined ? (
            <>
              <b>{format.number(r2)}</b> {t(texts.r2)}
            </>
          ) : null}
        </p>
        <div className="library-actions">
          <Button
            icon="predict"
            aria-label={t(actionOn(texts.predict, model.name))}
            onClick={() => {
              openRoom("predict", model.id);
            }}
          >
            {t(texts.predict)}
          </Button>
          {hasLayers(model) ? (
            <>
              <Button
                look="quiet"
                aria-label={t(actionOn(texts.evaluate, model.name))}
                onClick={() => {
                  openRoom("evaluate", model.id);
                }}
              >
                {t(texts.evaluate)}
              </Button>
              <Button
                look="quiet"
                aria-expanded={open === "export"}
                aria-label={t(actionOn(texts.export, model.name))}
                onClick={() => {
                  setOpen(open === "export" ? null : "export");
                }}
              >
                {t(texts.export)}
              </Button>
            </>
          ) : (
            <Button
              look="quiet"
              aria-label={t(actionOn(texts.original, model.name))}
              onClick={() => {
                originalFiles(model.id)
                  .then((files) => {
                    for (const { name, bytes } of files) download(name, new Blob([bytes]));
                  })
                  .catch((thrown: unknown) => notifyProblem(problemOf(thrown)));
              }}
            >
              {t(texts.original)}
            </Button>
          )}
          <Button
            look="quiet"
            aria-expanded={open === "details"}
            aria-label={t(actionOn(texts.details, model.name))}
            onClick={() => {
              setOpen(open === "details" ? null : "details");
            }}
          >
            {t(texts.details)}
          </Button>
          <Button
            ref={renameButton}
            look="quiet"
            aria-label={t(actionOn(texts.rename, model.name))}
            onClick={() => {
              setRenaming(true);
            }}
          >
            {t(texts.rename)}
          </Button>
          <Button
            look="quiet"
            aria-label={t(actionOn(texts.remove, model.name))}
            onClick={() => {
              // It tells of its own trouble in a notice.
              void removeModel(model.id);
            }}
          >
            {t(texts.remove)}
          </Button>
        </div>
      </div>
      {open === "details" && <ModelDetails model={model} />}
      {open === "export" && <ExportPanel model={model} />}
    </li>
  );
}
