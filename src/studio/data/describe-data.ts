/** Keeps `state.dataset` and `state.data` in step with the project: what its data set holds, and what it makes of it. */
import { problemOf } from "../../language/studio-error.ts";
import { canonical } from "../../project/minimal-project.ts";
import type { Project } from "../../project/project.ts";
import type { TrainingObserver } from "../../worker/client.ts";
import { sharedClient } from "../shared-thread.ts";
import type { Loadable, Room } from "../state.ts";
import { studioStore } from "../store.ts";

type Data = Project["data"];

interface Question<Value> {
  /** What the answer depends on. */
  readonly about: (data: Data) => unknown;
  readonly answer: (data: Data, observer: TrainingObserver) => Promise<Value>;
  readonly shown: () => Loadable<Value>;
  readonly show: (state: Loadable<Value>) => void;
}

function following<Value>({ about, answer, shown, show }: Question<Value>) {
  let asked: { readonly key: string; readonly datasetId: string } | null = null;
  return {
    /** Whether this is what was asked last. */
    isAsked: (data: Data): boolean => canonical(about(data)) === asked?.key,
    /** Asks anew. An answer that a later question has overtaken is dropped. */
    ask: async (data: Data): Promise<void> => {
      const before = asked?.datasetId === data.id ? valueOf(shown()) : undefined;
      const stale = before === undefined ? {} : { stale: before };
      const question = { key: canonical(about(data)), datasetId: data.id };
      asked = question;
      const showIfCurrent = (state: Loadable<Value>): void => {
        if (asked === question) show(state);
      };
      showIfCurrent({ status: "loading", ...stale });
      try {
        const value = await answer(data, {
          onPreparing: (stage, fraction) =>
            showIfCurrent({ status: "loading", stage, ...(fraction === undefined ? {} : { fraction }), ...stale }),
        });
        showIfCurrent({ status: "ready", value });
      } catch (error) {
        showIfCurrent({ status: "failed", problem: problemOf(error) });
      }
    },
  };
}

/** What can be looked at meanwhile. */
function valueOf<Value>(state: Loadable<Value>): Value | undefined {
  if (state.status === "ready") return state.value;
  return state.status === "loading" ? state.stale : undefined;
}

const dataset = following({
  about: ({ id, config, target, group, time }) => ({ id, config, target, group, time }),
  answer: (data, observer) => sharedClient().describeDataset(data, observer),
  shown: () => studioStore.getState().dataset,
  show: (state) => studioStore.setState({ dataset: state }),
});

const outcome = following({
  // What numbers are called changes nothing about them.
  about: ({ units: _units, ...data }) => data,
  answer: (data, observer) => sharedClient().describeData(data, observer),
  shown: () => studioStore.getState().data,
  show: (state) => studioStore.setState({ data: state }),
});

/** Works both out anew, whatever is known. */
export async function describeData(): Promise<void> {
  const { data } = studioStore.getState().project;
  await Promise.all([dataset.ask(data), outcome.ask(data)]);
}

/** What the set holds is of interest where it is shown; the other rooms go by what the project makes of it. */
function questionsOf(room: Room): readonly Pick<typeof outcome, "isAsked" | "ask">[] {
  return room === "data" ? [dataset, outcome] : roomsWithData.includes(room) ? [outcome] : [];
}

/** Rooms that show the data: the others must not make the page fetch it. */
const roomsWithData: readonly Room[] = ["data", "model", "train"];
const QUIET_MS = 150;

/** Describes the data whenever a room that shows it is open and it is not what was described last. */
export function followData(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const follow = (): void => {
    const { room, project } = studioStore.getState();
    const { data } = project;
    const out = questionsOf(room).filter((each) => !each.isAsked(data));
    clearTimeout(timer);
    if (out.length === 0) return;
    timer = setTimeout(() => void Promise.all(out.map((each) => each.ask(data))), QUIET_MS);
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
