import type { Text } from "../../language/text.ts";

export const addTexts = {
  title: { en: "Add your data", zh: "添加数据" },
  lead: {
    en: "Drop files or a folder anywhere here. They are read in this browser and stay on this device.",
    zh: "把文件或文件夹拖到此处任意位置即可。数据只在本浏览器中读取，不会离开这台设备。",
  },
  files: { en: "Choose files …", zh: "选择文件…" },
  folder: { en: "Choose a folder …", zh: "选择文件夹…" },
  paste: { en: "Paste", zh: "粘贴" },
  draw: { en: "Draw points", zh: "绘制点" },
  webcam: { en: "Webcam", zh: "摄像头" },
  drop: { en: "Drop to add as data", zh: "松开即可添加" },
  own: { en: "My data", zh: "我的数据" },
  ready: { en: "Ready data", zh: "内置数据" },
  cancel: { en: "Cancel", zh: "取消" },
  cancelling: { en: "Cancelling …", zh: "正在取消…" },
  dismiss: { en: "Dismiss", zh: "关闭" },
  adding: { en: "Data being added", zh: "正在添加的数据" },
  starting: { en: "Looking into the file", zh: "正在识别文件" },
  close: { en: "Close", zh: "关闭" },
  pasteTitle: { en: "Paste a table or text", zh: "粘贴表格或文本" },
  pasteLabel: {
    en: "Rows as a spreadsheet copies them, CSV, JSON, or lines of text",
    zh: "从电子表格复制的行、CSV、JSON，或多行文本",
  },
  readPasted: { en: "Read it", zh: "读取" },
  pastedName: { en: "Pasted data", zh: "粘贴的数据" },
  drawTitle: { en: "Draw points", zh: "绘制点" },
  drawHelp: {
    en: "Click or drag to put points of the chosen class. By keyboard: arrow keys move the cross, Enter puts a point.",
    zh: "点击或拖动即可放置所选类别的点。键盘操作：方向键移动十字，回车放置一个点。",
  },
  plane: { en: "Plane", zh: "平面" },
  drawClass: { en: "Class", zh: "类别" },
  drawnName: { en: "Drawn points", zh: "绘制的点" },
  undoPoint: { en: "Take back", zh: "撤回" },
  clear: { en: "Clear", zh: "清空" },
  needPoints: { en: "At least two classes with 5 points each are needed.", zh: "至少需要两个类别，每类 5 个点。" },
  webcamTitle: { en: "Take pictures by class", zh: "按类别拍摄" },
  webcamHelp: {
    en: "Hold a class's button to record about ten pictures a second, 64 × 64 pixels each. Pictures stay on this device.",
    zh: "按住某个类别的按钮即可录制，每秒约十张，每张 64 × 64 像素。图像只保存在这台设备上。",
  },
  hold: { en: "Hold to record", zh: "按住录制" },
  className: { en: "Class name", zh: "类别名称" },
  addClass: { en: "Add a class", zh: "添加类别" },
  webcamName: { en: "Webcam pictures", zh: "摄像头图像" },
  needPictures: {
    en: "At least two classes with 5 pictures each are needed.",
    zh: "至少需要两个类别，每类 5 张图像。",
  },
  camera: { en: "Camera", zh: "摄像头画面" },
  cameraStarting: { en: "Waiting for the camera", zh: "正在等待摄像头" },
} as const satisfies Record<string, Text>;

export const removeData = (title: string): Text => ({ en: `Remove ${title}`, zh: `删除 ${title}` });
export const progressOf = (done: string, total: string, rows: string): Text => ({
  en: `${done} of ${total}, ${rows} rows`,
  zh: `${done} / ${total}，${rows} 行`,
});
export const pointsOf = (count: string): Text => ({ en: `Use these ${count} points`, zh: `使用这 ${count} 个点` });
export const classPoints = (name: string, count: string): Text => ({
  en: `${name}: ${count}`,
  zh: `${name}：${count}`,
});
export const planeOf = (counts: string): Text => ({ en: `Plane with points: ${counts}`, zh: `平面上的点：${counts}` });
export const picturesOf = (count: string): Text => ({
  en: `Use these ${count} pictures`,
  zh: `使用这 ${count} 张图像`,
});
export const recordFor = (name: string): Text => ({ en: `Hold to record ${name}`, zh: `按住录制 ${name}` });
export const takenOf = (count: string): Text => ({ en: `${count} pictures`, zh: `${count} 张` });
export const classNamed = (number: string): Text => ({ en: `class ${number}`, zh: `类别 ${number}` });
export const nameOfClass = (number: string): Text => ({ en: `Name of class ${number}`, zh: `类别 ${number} 的名称` });
