/** The rooms that a narrow screen's bar has no place for, behind one button. */
import { useState, type ReactNode } from "react";
import { Button, DialogTrigger, Popover } from "react-aria-components";
import { Icon } from "../ui/icons.tsx";
import { useText } from "../ui/language.tsx";
import { RoomLink, type RailRoom } from "./room-link.tsx";
import { texts } from "./texts.ts";

export function MoreRooms(props: { readonly rooms: readonly RailRoom[] }): ReactNode {
  const t = useText();
  const [isOpen, setOpen] = useState(false);
  return (
    <DialogTrigger isOpen={isOpen} onOpenChange={setOpen}>
      <Button className="rail-link rail-more">
        <span className="rail-icon">
          <Icon name="more" />
        </span>
        {t(texts.more)}
      </Button>
      {/* Itself the dialog: its hidden buttons that close it are then inside of it. */}
      <Popover className="rail-popover" placement="top end" aria-label={t(texts.more)}>
        <ul>
          {props.rooms.map((room) => (
            <li key={room}>
              <RoomLink
                room={room}
                onOpen={() => {
                  setOpen(false);
                }}
              />
            </li>
          ))}
        </ul>
      </Popover>
    </DialogTrigger>
  );
}
