import { useEffect, useEffectEvent, useRef, useState, type DragEvent, type ReactNode } from "react";
import { type Problem, problemOf } from "../language/studio-error.ts";
import type { Text } from "../language/text.ts";
import { Button } from "./button.tsx";
import { useText } from "./language.tsx";
import { ProblemPanel } from "./problem-panel.tsx";
import "./file-door.css";

interface FileDoorProps {
  /** Of the button, and of the input behind it. */
  readonly label: string;
  /** What is being done while files are taken. */
  readonly taking: string;
  /** Endings, with their dots. */
  readonly accept: readonly string[];
  /** Files that are pasted anywhere on the page, too. */
  readonly takesPasted?: boolean;
  /** Beside the button. */
  readonly children: ReactNode;
  /** Takes files that belong together. What it throws is told as a problem. */
  readonly take: (files: readonly File[]) => Promise<Taken>;
}

/** What is told when files have been taken, for as long as the room stays open: in whichever language is on. */
interface Taken {
  readonly sentence: Text;
  /** How it is not quite as it was. */
  readonly remarks: readonly Text[];
  /** What may be done now. */
  readonly next?: { readonly label: Text; readonly open: () => void };
}

/** Takes files that are chosen, or dropped on it. */
export function FileDoor({ label, taking, accept, takesPasted = false, children, take }: FileDoorProps): ReactNode {
  const t = useText();
  const input = useRef<HTMLInputElement>(null);
  const [isTaking, setTaking] = useState(false);
  const [isOver, setOver] = useState(false);
  const [told, setTold] = useState<Taken | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const open = async (files: readonly File[]): Promise<void> => {
    if (files.length === 0 || isTaking) return;
    setTaking(true);
    setTold(null);
    setProblem(null);
    try {
      setTold(await take(files));
    } catch (thrown) {
      setProblem(problemOf(thrown));
    } finally {
      setTaking(false);
    }
  };
  // The newest of what `open` knows, without listening anew at every change.
  const paste = useEffectEvent((event: ClipboardEvent) => void open([...(event.clipboardData?.files ?? [])]));
  useEffect(() => {
    if (!takesPasted) return;
    document.addEventListener("paste", paste);
    return () => document.removeEventListener("paste", paste);
  }, [takesPasted]);
  const hover = (event: DragEvent): void => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    setOver(true);
  };
  return (
    <div
      className={isOver ? "file-door file-door-over" : "file-door"}
      onDragEnter={hover}
      onDragOver={hover}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        void open([...event.dataTransfer.files]);
      }}
    >
      <input
        ref={input}
        type="file"
        hidden
        multiple
        aria-label={label}
        accept={accept.join(",")}
        onChange={(event) => {
          const chosen = [...(event.target.files ?? [])];
          // The same files can be chosen again.
          event.target.value = "";
          void open(chosen);
        }}
      />
      <Button size="small" aria-busy={isTaking} onClick={() => input.current?.click()}>
        {label}
      </Button>
      {children}
      {problem !== null && <ProblemPanel problem={problem} />}
      <div className={told === null ? "" : "file-door-told outcome"}>
        <div role="status">
          {isTaking && <p className="small quiet">{taking}</p>}
          {told !== null && (
            <>
              <p>{t(told.sentence)}</p>
              {told.remarks.map((remark) => (
                <p key={remark.en} className="small">
                  {t(remark)}
                </p>
              ))}
            </>
          )}
        </div>
        {told?.next !== undefined && (
          <Button size="small" onClick={told.next.open}>
            {t(told.next.label)}
          </Button>
        )}
      </div>
    </div>
  );
}
