import { channelsOf } from "../project/picture-channels.ts";
import { type DrawnPicture, drawnRgba } from "../ui/plots/drawn-picture.ts";
import { answerPanel } from "./answer-panel.ts";
import { button, element } from "./element.ts";
import { drawingPad } from "./drawing-pad.ts";
import { drawPixels } from "./pixels.ts";
import type { Panel, Reader } from "./reader.ts";
import { notPicture } from "../ui/asking-texts.ts";
import { texts } from "./texts.ts";

/** Kept while the language changes. */
export type Drawn = { -readonly [Field in keyof DrawnPicture]: DrawnPicture[Field] };

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
    const [height, width, channels] = shape;
    const pixels = isEmpty
      ? new Uint8Array(height * width * channels)
      : channelsOf(drawnRgba(drawn, shape), height * width, channels);
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
