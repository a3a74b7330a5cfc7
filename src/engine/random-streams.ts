/** Which stream of random numbers serves what, so that no two purposes ever share draws. See `RandomStream`. */
export const STREAM_SPLIT = 0x1000_0000;
/** Substream: the epoch, from 0. */
export const STREAM_SHUFFLE = 0x2000_0000;
/** Plus the parameter's position in the model. */
export const STREAM_INITIAL = 0x3000_0000;
/** Plus what tells layers, parts of a batch and draws apart; substream: the step. */
export const STREAM_LAYER = 0x4000_0000;
export const STREAM_BALANCE = 0x5000_0000;
/** Plus an example's place in its step; substream: the step. */
export const STREAM_AUGMENT = 0x6000_0000;
export const STREAM_MIX = 0x7000_0000;
/** Substream: the text, from 0. */
export const STREAM_WRITE = 0x8000_0000;
/** Which rows stand for a data set that is larger than memory. */
export const STREAM_SAMPLE = 0x9000_0000;
