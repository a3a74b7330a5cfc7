/** The rooms that a narrow screen's bar has no place for, behind one button. */
import type { ReactNode } from "react";
import { Button, Dialog, DialogTrigger, Popover } from "react-aria-components";
import { Icon } from "../ui/icons.tsx";
import { useText } from "../ui/language.tsx";
import { RoomLink, type RailRoom } from "./room-link.tsx";
import { texts } from "./texts.ts";

export function MoreRooms(props: { readonly rooms: readonly RailRoom[] }): ReactNode {
  const t = useText();
  return (
    <DialogTrigger>
      <Button className="rail-link rail-more">
        <span className="rail-icon">
          <Icon name="more" />
        </span>
        {t(texts.more)}
      </Button>
      <Popover className="rail-popover" placement="top end">
        <Dialog aria-label={t(texts.more)}>
          {({ close }) => (
            <ul>
              {props.rooms.map((room) => (
                <li key={room}>
                  <RoomLink room={room} onOpen={close} />
                </li>
              ))}
            </ul>
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
