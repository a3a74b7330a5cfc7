/** A buffer larger than a binding can be is refused before it is asked for: the device would break off only later. */
import { StudioError } from "../../../language/studio-error.ts";

/** Whether a shader can see so many bytes at once. */
export function fits({ limits }: Pick<GPUDevice, "limits">, bytes: number): boolean {
  return bytes <= Math.min(limits.maxStorageBufferBindingSize, limits.maxBufferSize);
}

/** Throws where `fits` does not hold. */
export function checkSize(device: Pick<GPUDevice, "limits">, bytes: number): void {
  if (fits(device, bytes)) return;
  const megabytes = Math.ceil(bytes / 2 ** 20);
  throw new StudioError({
    code: "model-too-large",
    text: {
      en: `a step needs ${megabytes} MB in one piece, more than this GPU gives`,
      zh: `一步需要 ${megabytes} MB 的连续显存，超出此 GPU 的上限`,
    },
  });
}
