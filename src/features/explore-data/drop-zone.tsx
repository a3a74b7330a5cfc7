import { useRef, useState, type ClipboardEvent, type DragEvent, type ReactNode } from "react";
import { problemOf } from "../../language/studio-error.ts";
import { addOwnData } from "../../studio/data/own-data.ts";
import { notifyProblem } from "../../studio/notices.ts";
import { useText } from "../../ui/language.tsx";
import { addFiles } from "./add-data.tsx";
import { addTexts } from "./add-texts.ts";
import { droppedFiles } from "./dropped-files.ts";
import { nameOf } from "./paste-data.tsx";

/** Takes files that are dropped, or pasted, anywhere in it. */
export function DropZone({ children }: { readonly children: ReactNode }): ReactNode {
  const t = useText();
  const [isOver, setOver] = useState(false);
  // A drag enters and leaves every element on its way.
  const depth = useRef(0);
  const hasFiles = (event: DragEvent): boolean => event.dataTransfer.types.includes("Files");
  const leave = (): void => {
    depth.current = 0;
    setOver(false);
  };
  const paste = (event: ClipboardEvent): void => {
    // Into a field it is the field's.
    if (event.target instanceof Element && event.target.closest("input, textarea") !== null) return;
    const files = [...event.clipboardData.files];
    const text = event.clipboardData.getData("text/plain");
    if (files.length > 0) void addFiles(files);
    else if (text.includes("\n")) void addOwnData([new File([text], nameOf(text))], {}, t(addTexts.pastedName));
    else return;
    event.preventDefault();
  };
  return (
    <div
      className="drop-zone"
      onPaste={paste}
      onDragEnter={(event) => {
        if (!hasFiles(event)) return;
        depth.current += 1;
        setOver(true);
      }}
      onDragLeave={(event) => {
        if (!hasFiles(event)) return;
        depth.current -= 1;
        if (depth.current <= 0) leave();
      }}
      onDragOver={(event) => {
        if (hasFiles(event)) event.preventDefault();
      }}
      onDrop={(event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        leave();
        droppedFiles(event.dataTransfer)
          .then(addFiles)
          .catch((thrown: unknown) => {
            notifyProblem(problemOf(thrown));
          });
      }}
    >
      {children}
      {isOver && (
        <div className="drop-hint" aria-hidden="true">
          {t(addTexts.drop)}
        </div>
      )}
    </div>
  );
}
