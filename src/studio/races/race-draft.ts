/** The line-up of the next race: lanes and seeds, kept from visit to visit. The project is the one that stands open. */
import { z } from "zod";
import type { Problem } from "../../language/studio-error.ts";
import { explainIssues } from "../../project/explain-issue.ts";
import { fieldsOfSchema } from "../../project/field-path.ts";
import { laneSchema, MOST_LANES, seedsField } from "../../project/race.ts";
import { lineUps, withEntrants } from "../../project/race-line-ups.ts";
import { recall, remember } from "../remember.ts";
import type { RaceDraft } from "../state.ts";
import { studioStore } from "../store.ts";

const KEY = "race-draft";

/** Fewer lanes than a race needs may stand in a draft. */
const draftSchema = z.strictObject({ lanes: z.array(laneSchema).max(MOST_LANES), seeds: seedsField });

/** Lays out what was there last time, or the first line-up. Does nothing where a draft stands already. */
export function openDraft(): void {
  const { raceDraft, project } = studioStore.getState();
  if (raceDraft !== null) return;
  const [first] = lineUps;
  const standard = {
    lanes: withEntrants([], first?.entrants(project.training) ?? []),
    seeds: seedsField.parse(undefined),
  };
  studioStore.setState({ raceDraft: remembered() ?? standard });
}

/** Changes the draft; a refused change keeps the old one and gives the sentence that says why. */
export function editDraft(change: (draft: RaceDraft) => unknown): Problem | null {
  openDraft();
  const { raceDraft } = studioStore.getState();
  const next = raceDraft === null ? null : change(raceDraft);
  const parsed = draftSchema.safeParse(next);
  if (!parsed.success) {
    const known = (path: readonly PropertyKey[]) => fieldsOfSchema(draftSchema, path, next);
    return { code: "invalid-race", text: explainIssues(parsed.error.issues, next, known).text };
  }
  studioStore.setState({ raceDraft: parsed.data });
  remember(KEY, JSON.stringify(parsed.data));
  return null;
}

function remembered(): RaceDraft | null {
  try {
    const parsed = draftSchema.safeParse(JSON.parse(recall(KEY) ?? "null"));
    return parsed.success ? parsed.data : null;
  } catch {
    // Cut short, or another program's: the first line-up is as good a beginning.
    return null;
  }
}
