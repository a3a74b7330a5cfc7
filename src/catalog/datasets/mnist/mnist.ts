import { idxPictures } from "../idx-pictures.ts";

/** The original files: the source's own test pictures begin at row 60,000. */
export const loadMnist = idxPictures("mnist", ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]);
