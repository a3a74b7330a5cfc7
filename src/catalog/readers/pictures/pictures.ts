import type { Batch, InputFile, OpenedData, ReadContext } from "../reader.ts";
import { refuse } from "../refuse.ts";
import { type Fit, PictureProblem, checkedSize, pictureDecoder } from "./decode-picture.ts";
import { type PictureFiles, classesOf, isTest, pictureFiles } from "./picture-files.ts";
import type { PictureSize } from "../picture-size.ts";

interface PictureOptions {
  readonly width?: number;
  readonly height?: number;
  readonly colour?: "gray" | "rgb";
  readonly fit: Fit;
}

/** Enough to see how large most pictures are and whether they are coloured. */
const SAMPLE = 60;
/** Larger pictures are made smaller unless the user asks: a network of this size is what a browser trains. */
const LONGEST_SIDE = 64;
const KEPT_SIDE = 96;
const BATCH = 256;

/** All pictures of one size and colour depth; those that cannot be read are left out and warned of by name. */
export async function openPictures(
  files: readonly InputFile[],
  config: PictureOptions,
  context: ReadContext,
): Promise<OpenedData<PictureOptions>> {
  const pictures = await pictureFiles(files);
  if (pictures.paths.length === 0) refuseNone(files[0]?.path ?? "");
  const classes = classesOf(pictures.paths);
  const sample = await sampleOf(pictures, context);
  const usual = sample.size ?? refuseUnreadable(pictures.paths.length);
  const options = {
    ...config,
    width: config.width ?? usual.width,
    height: config.height ?? usual.height,
    colour: config.colour ?? (sample.isGray ? "gray" : "rgb"),
  } as const;
  let testFrom: number | undefined;
  const shape = [options.height, options.width, options.colour === "gray" ? 1 : 3] as const;
  return {
    kind: "images",
    columns: [
      { name: "picture", shape },
      ...(classes.size === 0 ? [] : [{ name: "class", type: "category" as const }]),
    ],
    target: "class",
    options,
    testFrom: () => testFrom,
    batches: () =>
      batches(pictures, classes, options, context, (row) => {
        testFrom ??= row;
      }),
  };
}

async function* batches(
  pictures: PictureFiles,
  classes: ReadonlyMap<string, string>,
  { width, height, colour, fit }: Required<PictureOptions>,
  context: ReadContext,
  onTest: (row: number) => void,
): AsyncGenerator<Batch> {
  const decoder = pictureDecoder(width, height, fit);
  const size = width * height * (colour === "gray" ? 1 : 3);
  let rows = 0;
  let pixels = new Uint8Array(BATCH * size);
  let names: string[] = [];
  const batch = (): Batch => {
    const columns = [
      { type: "image", pixels: pixels.slice(0, names.length * size) },
      ...(classes.size === 0 ? [] : [{ type: "cells", cells: names } as const]),
    ] as const;
    const whole: Batch = { type: "columns", rows: names.length, columns };
    pixels = new Uint8Array(BATCH * size);
    names = [];
    return whole;
  };
  for await (const { path, bytes, readBytes } of pictures.read()) {
    context.progress(readBytes);
    try {
      const rgba = await decoder.decode(bytes);
      write(rgba, pixels, names.length * size, colour);
    } catch (thrown) {
      warnUnreadable(thrown, path, context);
      continue;
    }
    // A test set of its own needs something to be tested on.
    if (isTest(path) && rows > 0) onTest(rows);
    names.push(classes.get(path) ?? "");
    rows++;
    if (names.length === BATCH) yield batch();
  }
  if (names.length > 0) yield batch();
}

function write(rgba: Uint8ClampedArray, pixels: Uint8Array, at: number, colour: "gray" | "rgb"): void {
  for (let from = 0, to = at; from < rgba.length; from += 4) {
    if (colour === "gray") {
      // Luma (ITU-R BT.601), as predictions read a picture.
      pixels[to++] = Math.round(0.299 * rgba[from]! + 0.587 * rgba[from + 1]! + 0.114 * rgba[from + 2]!);
    } else {
      pixels[to++] = rgba[from]!;
      pixels[to++] = rgba[from + 1]!;
      pixels[to++] = rgba[from + 2]!;
    }
  }
}

async function sampleOf(
  pictures: PictureFiles,
  context: ReadContext,
): Promise<{ readonly size: PictureSize | null; readonly isGray: boolean }> {
  const decoder = pictureDecoder(32, 32, "stretch");
  const sizes: PictureSize[] = [];
  let isGray = true;
  let seen = 0;
  for await (const { bytes } of pictures.read()) {
    context.signal.throwIfAborted();
    try {
      const rgba = await decoder.decode(bytes);
      sizes.push(checkedSize(bytes));
      for (let at = 0; isGray && at < rgba.length; at += 4) {
        // JPEG's colours of a gray picture may be off by a little.
        isGray = Math.abs(rgba[at]! - rgba[at + 1]!) <= 6 && Math.abs(rgba[at]! - rgba[at + 2]!) <= 6;
      }
    } catch (thrown) {
      // Warned of when its turn comes in earnest.
      if (!(thrown instanceof PictureProblem)) throw thrown;
    }
    if (++seen >= SAMPLE * 10 || sizes.length >= SAMPLE) break;
  }
  return { size: usualSize(sizes), isGray };
}

/** The size that most have, made smaller when it is large; a square when they differ. */
function usualSize(sizes: readonly PictureSize[]): PictureSize | null {
  const [first] = sizes;
  if (first === undefined) return null;
  const areAlike = sizes.filter(({ width, height }) => width === first.width && height === first.height).length;
  if (areAlike < 0.9 * sizes.length) return { width: LONGEST_SIDE, height: LONGEST_SIDE };
  const longest = Math.max(first.width, first.height);
  const ratio = longest <= KEPT_SIDE ? 1 : LONGEST_SIDE / longest;
  return { width: Math.max(4, Math.round(first.width * ratio)), height: Math.max(4, Math.round(first.height * ratio)) };
}

function warnUnreadable(thrown: unknown, path: string, context: ReadContext): void {
  if (!(thrown instanceof PictureProblem)) throw thrown;
  context.warn("unreadable-picture", {
    en: `"${path}" ${thrown.message}, and was left out.`,
    zh: `“${path}”${thrown.zh}，已忽略。`,
  });
}

function refuseNone(path: string): never {
  return refuse(
    "no-pictures",
    `"${path}" holds no pictures. Add a folder or a zip file of PNG, JPEG, WebP, GIF or BMP files, a folder for each class.`,
    `“${path}”中没有图像。请添加包含 PNG、JPEG、WebP、GIF 或 BMP 文件的文件夹或 zip 文件，每个类别一个子文件夹。`,
  );
}

function refuseUnreadable(count: number): never {
  return refuse(
    "no-pictures",
    `None of the ${count} pictures can be read: they are damaged, or too large to be decoded safely (more than 50 million pixels). Make them smaller and try again.`,
    `${count} 张图像均无法读取：文件已损坏，或过大而无法安全解码（超过 5000 万像素）。请缩小后重试。`,
  );
}
