import { problemOf } from "../language/studio-error.ts";
import { canonical } from "../project/minimal-project.ts";
import { sharedClient } from "./shared-thread.ts";
import type { Room } from "./state.ts";
import { studioStore } from "./store.ts";

let asked: { readonly data: string; readonly id: number } | null = null;
let requests = 0;

/** Brings `state.data` in step with the project's data. An answer that a later question has overtaken is dropped. */
export async function describeData(): Promise<void> {
  const { data } = studioStore.getState().project;
  requests += 1;
  const request = { data: canonical(data), id: requests };
  asked = request;
  const isCurrent = (): boolean => asked?.id === request.id;
  studioStore.setState({ data: { status: "loading" } });
  try {
    const summary = await sharedClient().describeData(data, {
      onPreparing: (stage, fraction) => {
        if (!isCurrent()) return;
        studioStore.setState({ data: { status: "loading", stage, ...(fraction === undefined ? {} : { fraction }) } });
      },
    });
    if (isCurrent()) studioStore.setState({ data: { status: "ready", value: summary } });
  } catch (error) {
    if (isCurrent()) studioStore.setState({ data: { status: "failed", problem: problemOf(error) } });
  }
}

/** Rooms that show the data: the others must not make the page fetch it. */
const roomsWithData: readonly Room[] = ["data", "model", "train"];
const QUIET_MS = 150;

/** Describes the data whenever a room that shows it is open and it is not what was described last. */
export function followData(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const follow = (): void => {
    const { room, project } = studioStore.getState();
    if (!roomsWithData.includes(room) || canonical(project.data) === asked?.data) return;
    clearTimeout(timer);
    timer = setTimeout(() => void describeData(), QUIET_MS);
  };
  follow();
  const unsubscribe = studioStore.subscribe((state, before) => {
    if (state.room !== before.room || state.project.data !== before.project.data) follow();
  });
  return () => {
    clearTimeout(timer);
    unsubscribe();
  };
}
