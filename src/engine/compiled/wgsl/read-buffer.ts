/** Copies part of a buffer to the host, after everything that has been submitted. Sizes and offsets in bytes. */
export async function readBuffer(
  device: GPUDevice,
  buffer: GPUBuffer,
  { offset, size }: { readonly offset: number; readonly size: number },
): Promise<Float32Array> {
  if (size === 0) return new Float32Array();
  const staging = device.createBuffer({ size, usage: GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ });
  try {
    const encoder = device.createCommandEncoder();
    encoder.copyBufferToBuffer(buffer, offset, staging, 0, size);
    device.queue.submit([encoder.finish()]);
    await staging.mapAsync(GPUMapMode.READ);
    return new Float32Array(staging.getMappedRange()).slice();
  } finally {
    staging.destroy();
  }
}
