import { begins, defineImporter } from "../importer.ts";

export const onnx = defineImporter({
  id: "onnx",
  title: { en: "ONNX", zh: "ONNX" },
  summary: {
    en: "An .onnx file of one input and one output, with its .data file if it has one.",
    zh: "单输入、单输出的 .onnx 文件；若有 .data 文件，请一并选择。",
  },
  gives: {
    en: "A model to train on where every part is a layer here, as ONNX Runtime confirms; else one that predicts by ONNX Runtime.",
    zh: "若各部分都有对应的层（经 ONNX Runtime 核对），可继续训练；否则由 ONNX Runtime 执行，仅用于预测。",
  },
  extensions: [".onnx", ".data"],
  // Protocol buffers have no signature: it begins with the version of the format, or is called so.
  detect: ({ head, name }) => (begins(head, [0x08]) && head[1]! > 0 && head[1]! < 32) || /\.onnx$/i.test(name),
});
