import type { ReactNode } from "react";
import { Button, Dialog, DialogTrigger, Popover } from "react-aria-components";
import { useText } from "./language.tsx";
import "./hint.css";

const about = (subject: string): { en: string; zh: string } => ({ en: `About ${subject}`, zh: `关于${subject}` });

/** A small mark beside a word that opens an explanation where the question arises. */
export function Hint(props: { readonly subject: string; readonly children: ReactNode }): ReactNode {
  const t = useText();
  const name = t(about(props.subject));
  return (
    <DialogTrigger>
      <Button className="hint-button" aria-label={name}>
        ?
      </Button>
      <Popover className="hint-popover" placement="top">
        <Dialog className="hint-dialog" aria-label={name}>
          {props.children}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
