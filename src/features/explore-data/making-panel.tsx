import { useEffect, useId, useRef, type ReactNode } from "react";
import { IconButton } from "../../ui/button.tsx";
import { useText } from "../../ui/language.tsx";
import { addTexts } from "./add-texts.ts";

/** Data is made here; opening it takes the keyboard along. */
export function MakingPanel(props: {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}): ReactNode {
  const t = useText();
  const id = useId();
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    head.current?.focus();
  }, []);
  return (
    <section className="making" aria-labelledby={id}>
      <div className="section-head">
        <h2 id={id} ref={head} tabIndex={-1}>
          {props.title}
        </h2>
        <IconButton icon="close" label={t(addTexts.close)} onClick={props.onClose} />
      </div>
      {props.children}
    </section>
  );
}
