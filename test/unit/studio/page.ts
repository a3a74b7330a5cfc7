/**
 * A page for the studio to live in under Node: what it uses of the browser, made anew for each test. The database is
 * fake-indexeddb; a `Worker` is a message channel whose other end the test holds.
 */
import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import { vi } from "vitest";
import type { TrainingCommand, TrainingEvent } from "../../../src/worker/protocol.ts";

/** The other end of a thread that the studio has opened. */
export interface ThreadEnd {
  readonly name: string;
  /** For the real other half of the boundary to serve. */
  readonly port: MessagePort;
  /** Every command in turn; waits for the next. */
  next(): Promise<TrainingCommand>;
  send(event: TrainingEvent): void;
  /** Ends it as an uncaught error in the thread does. */
  die(message: string): void;
  readonly isTerminated: boolean;
}

export interface Page {
  readonly remembered: Map<string, string>;
  readonly document: EventTarget & {
    visibilityState: string;
    readonly documentElement: { lang: string; readonly dataset: Record<string, string> };
  };
  readonly location: { hash: string; readonly href: string };
  readonly locks: FakeLocks;
  /** The thread opened next, by name or whichever. */
  thread(name?: string): Promise<ThreadEnd>;
  /** The thread that is opened after those that are. */
  nextThread(): Promise<ThreadEnd>;
  readonly threads: readonly ThreadEnd[];
  /** Does what the studio has put off until the page is idle. */
  beIdle(): void;
}

const timers = new Set<ReturnType<typeof setTimeout>>();

/** Takes the page away, and with it what it had put off. */
export function closePage(): void {
  for (const timer of timers) clearTimeout(timer);
  timers.clear();
  vi.unstubAllGlobals();
}

/** Puts a fresh page into the globals. */
export function openPage(given: { readonly remembered?: Map<string, string> } = {}): Page {
  const window = new EventTarget();
  const remembered = given.remembered ?? new Map<string, string>();
  const document = Object.assign(new EventTarget(), {
    visibilityState: "visible",
    documentElement: { lang: "", dataset: {} },
  });
  const location = {
    hash: "",
    get href() {
      return `http://localhost:4173/${this.hash}`;
    },
  };
  const go = (_state: unknown, _title: string, hash: string): void => {
    location.hash = hash;
  };
  const locks = new FakeLocks();
  const threads: ThreadEnd[] = [];
  const waiting: { readonly name: string | undefined; readonly resolve: (thread: ThreadEnd) => void }[] = [];
  const idle: (() => void)[] = [];
  const opened = (thread: ThreadEnd): void => {
    threads.push(thread);
    const index = waiting.findIndex(({ name }) => name === undefined || name === thread.name);
    if (index >= 0) waiting.splice(index, 1)[0]?.resolve(thread);
  };

  const realTimeout = setTimeout;
  vi.stubGlobal("setTimeout", (work: () => void, delayMs: number) => {
    const timer = realTimeout(work, delayMs);
    timers.add(timer);
    return timer;
  });
  vi.stubGlobal("indexedDB", new IDBFactory());
  vi.stubGlobal("IDBKeyRange", IDBKeyRange);
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => remembered.get(key) ?? null,
    setItem: (key: string, value: string) => remembered.set(key, value),
  });
  vi.stubGlobal("navigator", { languages: ["en-GB"], userAgent: "test", locks });
  vi.stubGlobal("document", document);
  vi.stubGlobal("location", location);
  vi.stubGlobal("history", { pushState: go, replaceState: go });
  vi.stubGlobal("requestIdleCallback", (work: () => void) => idle.push(work));
  vi.stubGlobal("addEventListener", window.addEventListener.bind(window));
  vi.stubGlobal("removeEventListener", window.removeEventListener.bind(window));
  vi.stubGlobal("dispatchEvent", window.dispatchEvent.bind(window));
  vi.stubGlobal(
    "Worker",
    class extends ChannelWorker {
      constructor(_url: string, options: { readonly name: string }) {
        super(options.name, opened);
      }
    },
  );
  return {
    remembered,
    document,
    location,
    locks,
    threads,
    beIdle: () => {
      for (const work of idle.splice(0)) work();
    },
    nextThread: () => new Promise((resolve) => waiting.push({ name: undefined, resolve })),
    thread: (name) => {
      const known = threads.find((thread) => !thread.isTerminated && (name === undefined || thread.name === name));
      return known === undefined ? new Promise((resolve) => waiting.push({ name, resolve })) : Promise.resolve(known);
    },
  };
}

/** Locks of this page, with names of other tabs' to be added; whoever asks for one that is held has to wait. */
class FakeLocks {
  readonly held = new Set<string>();
  readonly #waiting: { readonly name: string; readonly goOn: () => void }[] = [];

  async request<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
    if (this.held.has(name)) await new Promise<void>((goOn) => this.#waiting.push({ name, goOn }));
    this.held.add(name);
    try {
      return await work();
    } finally {
      this.release(name);
    }
  }

  /** As when the tab that holds it is closed. */
  release(name: string): void {
    this.held.delete(name);
    const next = this.#waiting.findIndex((waiting) => waiting.name === name);
    if (next < 0) return;
    // Held without a gap, or a third could slip in.
    this.held.add(name);
    this.#waiting.splice(next, 1)[0]?.goOn();
  }

  query(): Promise<{ held: { name: string }[] }> {
    return Promise.resolve({ held: [...this.held].map((name) => ({ name })) });
  }
}

/** A `Worker` whose script is the test. */
class ChannelWorker extends EventTarget {
  readonly #channel = new MessageChannel();
  #isTerminated = false;

  constructor(name: string, opened: (thread: ThreadEnd) => void) {
    super();
    const commands: TrainingCommand[] = [];
    let wanted: ((command: TrainingCommand) => void) | null = null;
    const { port1, port2 } = this.#channel;
    port1.addEventListener("message", (event: MessageEvent<unknown>) => {
      this.dispatchEvent(new MessageEvent("message", { data: event.data }));
    });
    port2.addEventListener("message", (event: MessageEvent<TrainingCommand>) => {
      if (wanted === null) commands.push(event.data);
      else wanted(event.data);
      wanted = null;
    });
    port1.start();
    port2.start();
    const isTerminated = (): boolean => this.#isTerminated;
    opened({
      name,
      port: port2,
      next: () => {
        const command = commands.shift();
        return command === undefined
          ? new Promise((resolve) => {
              wanted = resolve;
            })
          : Promise.resolve(command);
      },
      send: (event) => port2.postMessage(event),
      die: (message) => this.dispatchEvent(Object.assign(new Event("error", { cancelable: true }), { message })),
      get isTerminated() {
        return isTerminated();
      },
    });
  }

  postMessage(message: unknown, transfer: Transferable[]): void {
    if (!this.#isTerminated) this.#channel.port1.postMessage(message, transfer);
  }

  terminate(): void {
    this.#isTerminated = true;
    this.#channel.port1.close();
    this.#channel.port2.close();
  }
}
