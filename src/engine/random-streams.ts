/** Which stream of random numbers serves what, so that no two purposes ever share draws. See `RandomStream`. */
export const STREAM_SPLIT = 0x1000_0000;
/** Substream: the epoch, from 0. */
export const STREAM_SHUFFLE = 0x2000_0000;
/** Plus the parameter's position in the model. */
export const STREAM_INITIAL = 0x3000_0000;
/** Plus what tells layers, parts of a batch and draws apart; substream: the step. */
export const STREAM_LAYER = 0x4000_0000;
/** Of a step's parts, each has layers draw its own. */
const PARTS = 4096;
const DRAWS_OF_PART = 65_536;
export const STREAM_BALANCE = 0x5000_0000;
/** Plus an example's place in its step; substream: the step. */
export const STREAM_AUGMENT = 0x6000_0000;
export const STREAM_MIX = 0x7000_0000;
/** Substream: the text, from 0. */
export const STREAM_WRITE = 0x8000_0000;
/** Which rows stand for a data set that is larger than memory. */
export const STREAM_SAMPLE = 0x9000_0000;
/** Substream: which of the two directions, or 2 for the examples. */
export const STREAM_SURFACE = 0xa000_0000;

/** The stream of a layer's draw in part `part` (from 0) of a step, from what it is in the first; others are of no part. */
export function streamOfPart(stream: number, part: number): number {
  const isOfLayer = stream >= STREAM_LAYER && stream < STREAM_BALANCE;
  return isOfLayer ? stream + (part % PARTS) * DRAWS_OF_PART : stream;
}
