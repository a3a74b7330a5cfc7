import { type Problem, StudioError, problemOf } from "../../language/studio-error.ts";
import { type Text, sentences } from "../../language/text.ts";
import type { Project } from "../../project/project.ts";
import type { BackendId } from "../../project/records.ts";
import type { Device } from "../../tensor/backends.ts";

export interface ChosenBackend {
  readonly device: Device;
  /** Why it is not the first choice. */
  readonly note?: Text;
}

/**
 * Starts the backend asked for, or for "auto" the first of `preferred` that starts. Throws a `StudioError` when the one
 * asked for is missing, or when none starts.
 */
export async function chooseBackend(
  wanted: BackendId | "auto",
  preferred: readonly BackendId[],
  start: (backend: BackendId) => Promise<Device>,
): Promise<ChosenBackend> {
  if (wanted !== "auto") return { device: await start(wanted) };
  const order = [...new Set<BackendId>([...preferred, "wasm", "cpu"])];
  const problems: Problem[] = [];
  for (const backend of order) {
    try {
      const device = await start(backend);
      const [first] = problems;
      if (first === undefined) return { device };
      return {
        device,
        note: sentences(first.text, { en: `This run uses ${backend} instead.`, zh: `本次训练改用 ${backend}。` }),
      };
    } catch (thrown) {
      problems.push(problemOf(thrown));
    }
  }
  throw new StudioError({
    code: "no-backend",
    text: {
      en: `No compute device could be started. ${problems.map(({ text }) => text.en).join(" ")}`,
      zh: `没有可启动的计算设备。${problems.map(({ text }) => text.zh).join("")}`,
    },
  });
}

/** As `chooseBackend`: the one that the project asks for, of those that its trainer can compute on. */
export function backendFor(
  { training: { backend, trainer } }: Project,
  preferred: readonly BackendId[],
  start: (backend: BackendId) => Promise<Device>,
): Promise<ChosenBackend> {
  const compiles = (id: BackendId) => id === "webgpu" || id === "wasm";
  return chooseBackend(backend, trainer === "compiled" ? preferred.filter(compiles) : preferred, start);
}
