import { idxPictures } from "../idx-pictures.ts";

/** In the order of the labels: https://github.com/zalandoresearch/fashion-mnist */
const KINDS = [
  "T-shirt/top",
  "Trouser",
  "Pullover",
  "Dress",
  "Coat",
  "Sandal",
  "Shirt",
  "Sneaker",
  "Bag",
  "Ankle boot",
];

export const loadFashionMnist = idxPictures("fashion-mnist", KINDS);
