import { canonical } from "../../project/minimal-project.ts";
import type { ModelRecord, UnseenPicture } from "../../project/records.ts";
import { sharedClient } from "../shared-thread.ts";

let last: { readonly data: string; readonly pictures: Promise<readonly UnseenPicture[]> } | null = null;

/** Pictures of the part of its data that the model was tested on. Rejects with the sentence why the data is not there. */
export function unseenPictures({ project }: Pick<ModelRecord, "project">): Promise<readonly UnseenPicture[]> {
  const data = canonical(project.data);
  if (last?.data === data) return last.pictures;
  const asked = { data, pictures: ask(project.data) };
  last = asked;
  // What failed once is asked anew the next time.
  asked.pictures.catch(() => {
    if (last === asked) last = null;
  });
  return asked.pictures;
}

async function ask(data: ModelRecord["project"]["data"]): Promise<readonly UnseenPicture[]> {
  return (await sharedClient().describeData(data)).unseen;
}
