import { z } from "zod";
import { defineReader, extensionOf } from "../reader.ts";
import { pictureKind } from "../picture-size.ts";

const side = (en: string, zh: string) =>
  z
    .int()
    .min(4)
    .max(512)
    .exactOptional()
    .meta({ field: { label: { en, zh }, unit: { en: "px", zh: "像素" } } });

export const pictures = defineReader({
  id: "pictures",
  title: { en: "Pictures in folders", zh: "按文件夹分类的图像" },
  summary: {
    en: "A folder or a zip file of pictures (PNG, JPEG, WebP, GIF, BMP); the folders in it are the classes.",
    zh: "一个图像文件夹或 zip 文件（PNG、JPEG、WebP、GIF、BMP）；其中的子文件夹名即类别。",
  },
  extensions: ["png", "jpg", "jpeg", "webp", "gif", "bmp", "zip"],
  takesMany: true,
  detect: (head, path) => pictureKind(head) !== null || extensionOf(path) === "zip",
  config: z.strictObject({
    width: side("Width", "宽度"),
    height: side("Height", "高度"),
    colour: z
      .enum(["gray", "rgb"])
      .exactOptional()
      .meta({
        field: {
          label: { en: "Colour", zh: "颜色" },
          choices: { gray: { en: "shades of gray", zh: "灰度" }, rgb: { en: "colours", zh: "彩色" } },
        },
      }),
    fit: z
      .enum(["cover", "contain", "stretch"])
      .default("cover")
      .meta({
        field: {
          label: { en: "Pictures of another shape", zh: "比例不同的图像" },
          choices: {
            cover: { en: "are cut at the edges", zh: "裁去边缘" },
            contain: { en: "get a white margin", zh: "留白边" },
            stretch: { en: "are stretched", zh: "拉伸" },
          },
        },
      }),
  }),
  load: async () => (await import("./pictures.ts")).openPictures,
});
