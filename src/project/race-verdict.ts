/** The verdict of a race: its figures, what they say in words, and what to try next. */
import type { Text } from "../language/text.ts";
import { type JudgeOptions, type JudgedRace, type RaceFigures, figuresOf } from "./race-figures.ts";
import { nextTries } from "./race-next.ts";
import { type RaceWords, wordsFor } from "./race-words.ts";

export interface Verdict extends RaceFigures, RaceWords {
  /** What to try. */
  readonly next: readonly Text[];
}

export function judgeRace(race: JudgedRace, options: JudgeOptions = {}): Verdict {
  const figures = figuresOf(race, options);
  return { ...figures, ...wordsFor(race, figures), next: nextTries(race, figures) };
}
