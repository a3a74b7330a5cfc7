import { lazy, Suspense, useSyncExternalStore, type ReactNode } from "react";
import { rooms } from "../studio/state.ts";
import { useStudio } from "../studio/use-studio.ts";
import { useText } from "../ui/language.tsx";
import { RoomLink } from "./room-link.tsx";
import { texts } from "./texts.ts";
import "./rail.css";

/** For narrow screens alone. */
const MoreRooms = lazy(async () => ({ default: (await import("./more-rooms.tsx")).MoreRooms }));

/** As many as a narrow screen's bar holds beside "more". */
const IN_BAR = 4;

/** The rooms in the order of the work: a rail at the side, a bar at the bottom of narrow screens. */
export function Rail(): ReactNode {
  const t = useText();
  const current = useStudio((state) => state.room);
  const isNarrow = useNarrow();
  // The bar always shows where one is.
  const last = rooms.findIndex((room, index) => index >= IN_BAR && room === current);
  const shown = rooms.filter((_, index) => !isNarrow || index < IN_BAR || index === Math.max(last, IN_BAR));
  return (
    <nav className="rail" aria-label={t(texts.rooms)}>
      <ul>
        {shown.map((room) => (
          <li key={room}>
            <RoomLink room={room} />
          </li>
        ))}
        {isNarrow && (
          <li>
            <Suspense>
              <MoreRooms rooms={rooms.filter((room) => !shown.includes(room))} />
            </Suspense>
          </li>
        )}
      </ul>
    </nav>
  );
}

const narrow = "(max-width: 720px)";

/** Whether the rail is a bar, as its style sheet has it. */
function useNarrow(): boolean {
  return useSyncExternalStore(
    (changed) => {
      const query = matchMedia(narrow);
      query.addEventListener("change", changed);
      return () => {
        query.removeEventListener("change", changed);
      };
    },
    () => matchMedia(narrow).matches,
  );
}
