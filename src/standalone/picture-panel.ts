import { channelsOf } from "../engine/data/row-columns.ts";
import { SIDE, type Stroke, rasterize } from "../ui/plots/digit-raster.ts";
import { answerPanel } from "./answer-panel.ts";
import { button, element } from "./element.ts";
import { PAD_SIZE, drawingPad } from "./drawing-pad.ts";
import { drawPixels } from "./pixels.ts";
import type { Panel, Reader } from "./reader.ts";
import { notPicture, texts } from "./texts.ts";

/** Kept while the language changes. */
export interface Drawn {
  strokes: readonly Stroke[];
  photo: ImageBitmap | null;
  isInverted: boolean;
}

export const nothingDrawn = (): Drawn => ({ strokes: [], photo: null, isInverted: false });

type Shape = readonly [height: number, width: number, channels: number];

/** A drawing, or a picture that is dropped, pasted or chosen; made as large as the model reads it. */
export function picturePanel(reader: Reader, name: string, shape: Shape, drawn: Drawn): Panel {
  const { t } = reader;
  const answer = answerPanel(reader);
  const seen = element("div", {});
  const problem = element("p", { class: "problem", role: "alert" });
  const update = (): void => {
    const isEmpty = drawn.photo === null && drawn.strokes.length === 0;
    const pixels = isEmpty ? new Uint8Array(shape[0] * shape[1] * shape[2]) : pixelsOf(drawn, shape);
    seen.replaceChildren(drawPixels(pixels, shape, t(texts.seen)));
    answer.ask(isEmpty ? null : pixels, t(texts.waiting));
  };
  const take = (file: File | null | undefined): void => {
    if (file === null || file === undefined) return;
    createImageBitmap(file).then(
      (photo) => {
        problem.textContent = "";
        Object.assign(drawn, { photo, strokes: [] });
        pad.show([]);
        update();
      },
      // A browser tells no more than that it cannot.
      () => (problem.textContent = t(notPicture(file.name))),
    );
  };
  const pad = drawingPad(reader, drawn.strokes, (strokes) => {
    Object.assign(drawn, { strokes, photo: null });
    update();
  });
  const file = element("input", { type: "file", accept: "image/*", hidden: true });
  file.addEventListener("change", () => take(file.files?.[0]));
  const invert = element("input", { type: "checkbox" });
  invert.checked = drawn.isInverted;
  invert.addEventListener("change", () => {
    drawn.isInverted = invert.checked;
    update();
  });
  const section = element(
    "section",
    { "aria-label": name },
    element("h2", {}, t(texts.drawAny)),
    pad.node,
    element("p", { class: "note" }, t(texts.drop)),
    element(
      "div",
      { class: "tools" },
      button(t(texts.choose), () => file.click()),
      file,
    ),
    element("label", { class: "check" }, invert, t(texts.invert)),
    problem,
  );
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    if (event.type === "drop") take(event.dataTransfer?.files[0]);
  };
  const paste = (event: ClipboardEvent): void => take(event.clipboardData?.files[0]);
  document.addEventListener("dragover", drop);
  document.addEventListener("drop", drop);
  document.addEventListener("paste", paste);
  update();
  const look = element("section", { "aria-label": t(texts.seen) }, element("h2", {}, t(texts.seen)), seen);
  return {
    nodes: [section, look, answer.node],
    leave: () => {
      document.removeEventListener("dragover", drop);
      document.removeEventListener("drop", drop);
      document.removeEventListener("paste", paste);
    },
  };
}

function pixelsOf({ strokes, photo, isInverted }: Drawn, [height, width, channels]: Shape): Uint8Array {
  // Digits are centred as those of MNIST are.
  const isDigit = photo === null && height === SIDE && width === SIDE && channels === 1;
  const bytes = isDigit
    ? rasterize(strokes)
    : channelsOf(painted(photo ?? strokes, width, height), width * height, channels);
  return isInverted ? bytes.map((byte, at) => (channels === 4 && at % 4 === 3 ? byte : 255 - byte)) : bytes;
}

/** Light ink on black, or the middle of a photograph. */
function painted(picture: ImageBitmap | readonly Stroke[], width: number, height: number): Uint8ClampedArray {
  const context = element("canvas", { width, height }).getContext("2d", { willReadFrequently: true });
  if (context === null) throw new Error("This browser draws on no canvas");
  context.fillRect(0, 0, width, height);
  if (picture instanceof ImageBitmap) {
    const scale = Math.max(width / picture.width, height / picture.height);
    const [wide, high] = [picture.width * scale, picture.height * scale];
    context.imageSmoothingQuality = "high";
    context.drawImage(picture, (width - wide) / 2, (height - high) / 2, wide, high);
  } else {
    context.setTransform(width / PAD_SIZE, 0, 0, height / PAD_SIZE, 0, 0);
    Object.assign(context, { strokeStyle: "white", lineWidth: 22, lineCap: "round", lineJoin: "round" });
    for (const [first, ...others] of picture) {
      context.beginPath();
      if (first !== undefined) context.moveTo(first.x, first.y);
      for (const { x, y } of others.length === 0 && first !== undefined ? [first] : others) context.lineTo(x, y);
      context.stroke();
    }
  }
  return context.getImageData(0, 0, width, height).data;
}
