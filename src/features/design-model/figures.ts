/** Activations and parameters are 32-bit floats. */
export const BYTES_A_NUMBER = 4;
