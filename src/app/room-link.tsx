import type { ReactNode } from "react";
import { printRoute } from "../studio/navigation.ts";
import type { rooms, StudioState } from "../studio/state.ts";
import { useStudio } from "../studio/use-studio.ts";
import type { Text } from "../language/text.ts";
import { Icon } from "../ui/icons.tsx";
import { useFormats, useText } from "../ui/language.tsx";
import { modelsOf, roomNames, texts } from "./texts.ts";

export type RailRoom = (typeof rooms)[number];

type Mark = { readonly sign: "busy" | "ready" | "problem" | "none"; readonly text: Text } | null;

/** What the rail tells of a room without opening it. */
function markOf(room: RailRoom, state: StudioState, count: (value: number) => string): Mark {
  switch (room) {
    case "data":
      return state.data.status === "failed" ? { sign: "problem", text: texts.dataFailed } : null;
    case "train":
      if (state.run?.status === "running" || state.run?.status === "preparing") {
        return { sign: "busy", text: texts.running };
      }
      return state.run?.status === "failed" ? { sign: "problem", text: texts.failed } : null;
    case "race":
      if (state.race?.status === "running" || state.race?.status === "preparing") {
        return { sign: "busy", text: texts.racing };
      }
      return state.race?.status === "failed" ? { sign: "problem", text: texts.raceFailed } : null;
    case "library":
      return state.models.length === 0 ? null : { sign: "ready", text: modelsOf(count(state.models.length)) };
    case "evaluate":
    case "predict":
      return state.models.length === 0 ? { sign: "none", text: texts.noModels } : null;
    case "gallery":
    case "model":
    case "landscapes":
      return null;
  }
}

/** The way to a room, with what is to be told of it. */
export function RoomLink({ room, onOpen }: { readonly room: RailRoom; readonly onOpen?: () => void }): ReactNode {
  const t = useText();
  const format = useFormats();
  const state = useStudio((all) => all);
  const mark = markOf(room, state, format.integer);
  return (
    <>
      <a
        className="rail-link"
        href={printRoute(room)}
        aria-current={state.room === room ? "page" : undefined}
        title={mark === null ? undefined : t(mark.text)}
        aria-describedby={mark === null ? undefined : `rail-${room}`}
        onClick={onOpen}
      >
        <span className="rail-icon">
          <Icon name={room} />
          {mark !== null && mark.sign !== "none" && <i className={`rail-mark rail-mark-${mark.sign}`} />}
        </span>
        {t(roomNames[room])}
      </a>
      {mark !== null && (
        <span hidden id={`rail-${room}`}>
          {t(mark.text)}
        </span>
      )}
    </>
  );
}
