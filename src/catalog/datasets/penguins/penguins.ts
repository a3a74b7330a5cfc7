import { readCsv } from "../csv.ts";
import type { Dataset, DatasetAccess } from "../dataset.ts";

export async function loadPenguins(_config: unknown, access: DatasetAccess): Promise<Dataset> {
  return readCsv(await access.readFile("penguins"));
}
