/**
 * What makes several threads a team: each runs the same function, takes parts from a common count until there are none,
 * and waits for the others. The last to be done does what is for one alone.
 */
import { type Code, I32, atomic, flow, i32 } from "./instructions.ts";
import type { FunctionWriter, ModuleWriter } from "./wasm-module.ts";

export interface Team {
  readonly threads: number;
  /** Address of `TEAM_BYTES` of zeros, a multiple of a cache's line. */
  readonly words: number;
}

/** Words that change apart lie on lines apart. */
const LINE = 64;
export const TEAM_BYTES = 3 * LINE;
/** Looks before a thread goes to sleep: some ten microseconds, since waking up takes longer. */
const LOOKS = 20_000;

/** So many parts, each by a call that is made with its number. */
export interface Work {
  readonly parts: number;
  readonly call: (part: Code) => Code;
}

export class TeamCode {
  readonly #team: Team;
  readonly #wait: FunctionWriter;

  constructor(module: ModuleWriter, team: Team) {
    this.#team = team;
    this.#wait = module.function(1);
    const round = this.#word(2);
    const isSame = i32.equal(atomic.load(round), flow.get(0));
    const looks = this.#wait.local(I32);
    const look = flow.set(looks, i32.sub(flow.get(looks), i32.const(1)));
    this.#wait.add(flow.set(looks, i32.const(LOOKS)));
    this.#wait.add(flow.doWhile(look, i32.and(isSame, i32.notEqual(flow.get(looks), i32.const(0)))));
    this.#wait.add(flow.doWhile(flow.if(isSame, atomic.wait(round, flow.get(0)), []), isSame));
  }

  #word(at: 0 | 1 | 2): Code {
    return i32.const(this.#team.words + at * LINE);
  }

  /** All of it, by all; then `alone`, by one. */
  write(into: FunctionWriter, works: readonly Work[], alone: Code): void {
    const [taken, done, round] = [this.#word(0), this.#word(1), this.#word(2)];
    const seen = into.local(I32);
    into.add(flow.set(seen, atomic.load(round)));
    const total = works.reduce((sum, { parts }) => sum + parts, 0);
    if (total > 0) {
      const part = into.local(I32);
      const isLeft = i32.lessThan(flow.get(part), i32.const(total));
      const take = flow.set(part, atomic.add(taken, i32.const(1)));
      into.add(flow.doWhile([take, flow.if(isLeft, dispatch(works, flow.get(part), 0), [])], isLeft));
    }
    const isLast = i32.equal(atomic.add(done, i32.const(1)), i32.const(this.#team.threads - 1));
    const goOn: Code = [
      atomic.store(taken, i32.const(0)),
      atomic.store(done, i32.const(0)),
      atomic.store(round, i32.add(flow.get(seen), i32.const(1))),
      atomic.wake(round),
    ];
    into.add(flow.if(isLast, [alone, goOn], flow.call(this.#wait.index, flow.get(seen))));
  }
}

function dispatch([first, ...rest]: readonly Work[], part: Code, before: number): Code {
  if (first === undefined) return [];
  const call = first.call(before === 0 ? part : i32.sub(part, i32.const(before)));
  if (rest.length === 0) return call;
  const after = before + first.parts;
  return flow.if(i32.lessThan(part, i32.const(after)), call, dispatch(rest, part, after));
}
