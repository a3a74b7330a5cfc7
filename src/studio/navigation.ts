/** Which room is open, kept in the address: `#/train`, `#/predict/<model>`. The browser's back and forward work. */
import { type Room, rooms } from "./state.ts";
import { studioStore } from "./store.ts";

export interface Route {
  readonly room: Room;
  readonly modelId: string | null;
  /** A project that the link carries, packed. */
  readonly packedProject: string | null;
  /** A line-up for a race, packed. */
  readonly packedRace: string | null;
}

/** Rooms that show one model, which the address then names. */
const roomsOfModel: ReadonlySet<Room> = new Set(["evaluate", "predict"]);

/** Reads an address's hash; an unknown room is the gallery. */
export function parseRoute(hash: string): Route {
  const [path = "", query = ""] = hash.replace(/^#\/?/, "").split("?", 2);
  const [name, modelId = ""] = path.split("/");
  const room = name === "benchmark" ? name : (rooms.find((candidate) => candidate === name) ?? "gallery");
  return {
    room,
    modelId: roomsOfModel.has(room) && modelId !== "" ? decode(modelId) : null,
    packedProject: new URLSearchParams(query).get("project"),
    packedRace: new URLSearchParams(query).get("race"),
  };
}

export function printRoute(room: Room, modelId: string | null = null): string {
  return roomsOfModel.has(room) && modelId !== null ? `#/${room}/${encodeURIComponent(modelId)}` : `#/${room}`;
}

/** Opens a room, as a step that the browser's back button undoes. */
export function openRoom(room: Room, modelId: string | null = null): void {
  const hash = printRoute(room, modelId);
  if (location.hash !== hash) history.pushState(null, "", hash);
  showRoute({ room, modelId });
}

/**
 * Takes the room from the address and follows it from now on; `onProject` and `onRace` get what a link has packed, which
 * then leaves the address, so that a reload does not bring it back over later edits. Gives the way to stop.
 */
export function startNavigation(onProject: (packed: string) => void, onRace: (packed: string) => void): () => void {
  const follow = (): void => {
    const route = parseRoute(location.hash);
    showRoute(route);
    if (route.packedProject === null && route.packedRace === null) return;
    history.replaceState(null, "", printRoute(route.room, route.modelId));
    if (route.packedProject !== null) onProject(route.packedProject);
    if (route.packedRace !== null) onRace(route.packedRace);
  };
  follow();
  // Back and forward over pushed states fire both; a link edited by hand fires hashchange.
  addEventListener("popstate", follow);
  addEventListener("hashchange", follow);
  return () => {
    removeEventListener("popstate", follow);
    removeEventListener("hashchange", follow);
  };
}

function showRoute({ room, modelId }: Pick<Route, "room" | "modelId">): void {
  studioStore.setState({ room, chosenModelId: modelId });
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    // A lone "%" in an address typed by hand: then it is no id of ours, and the room says that there is no such model.
    return part;
  }
}
