import { useState, type ReactNode } from "react";
import { dropLane } from "../../studio/races/steer-race.ts";
import { promoteLane } from "../../studio/races/promote-lane.ts";
import type { LiveRace } from "../../studio/state.ts";
import { IconButton } from "../../ui/button.tsx";
import { isUnderWay } from "./shown-lanes.ts";
import type { ShownLane } from "./race-curves.ts";
import { dropOf, promoteOf, texts } from "./texts.ts";
import { useText } from "../../ui/language.tsx";

/** Out of the race while it goes, into the library when it is over. */
export function LaneAction({ race, shown }: { readonly race: LiveRace | null; readonly shown: ShownLane }): ReactNode {
  const t = useText();
  const [isPromoting, setPromoting] = useState(false);
  if (race === null) return null;
  const { runs } = shown.lane;
  if (isUnderWay(race)) {
    if (!runs.some(({ status }) => status === "running" || status === "waiting")) return null;
    return (
      <IconButton
        icon="close"
        label={t(dropOf(shown.label))}
        onClick={() => {
          dropLane(shown.id);
        }}
      />
    );
  }
  const finished = runs.find(({ status }) => status === "finished");
  if (finished === undefined) return null;
  return (
    <IconButton
      icon="library"
      label={isPromoting ? t(texts.promoting) : t(promoteOf(shown.label))}
      disabled={isPromoting}
      onClick={() => {
        setPromoting(true);
        // It tells in notices how it goes.
        void promoteLane(shown.id, finished.seed).finally(() => {
          setPromoting(false);
        });
      }}
    />
  );
}
