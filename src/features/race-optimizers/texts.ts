import type { Text } from "../../language/text.ts";
import type { LiveRace } from "../../studio/state.ts";
import type { XKind } from "./race-curves.ts";

export const texts = {
  title: { en: "Race", zh: "竞速" },
  start: { en: "Start the race", zh: "开始竞速" },
  again: { en: "Race again", zh: "再赛一次" },
  goOn: { en: "Go on", zh: "接着赛" },
  comingBy: { en: "Training again up to where it ended", zh: "正在重新训练到上次结束处" },
  pause: { en: "Pause", zh: "暂停" },
  pausing: { en: "Pausing", zh: "正在暂停" },
  resume: { en: "Resume", zh: "继续" },
  oneStep: { en: "One step", zh: "单步" },
  stop: { en: "Stop", zh: "停止" },
  stopping: { en: "Stopping", zh: "正在停止" },
  preparing: { en: "Lining up", zh: "正在就位" },
  progress: { en: "Progress of the race", zh: "竞速进度" },
  failed: { en: "The race failed", zh: "竞速失败" },
  fair: {
    en: "Every lane starts from the same weights and sees the same batches in the same order.",
    zh: "每条赛道从相同的初始权重出发，按相同顺序看到相同的批次。",
  },
  needTwo: { en: "A race needs two lanes at least", zh: "竞速至少需要两条赛道" },
  older: {
    en: "The race shown is an earlier one. What is changed here counts for the next.",
    zh: "图中是之前的竞速，此处的改动用于下一次。",
  },

  loss: { en: "Training loss", zh: "训练损失" },
  validationLoss: { en: "Validation loss", zh: "验证损失" },
  measured: { en: "What is drawn", zh: "绘制内容" },
  over: { en: "Over", zh: "横轴" },
  xScale: { en: "Scale of the axis", zh: "横轴刻度" },
  log: { en: "Log", zh: "对数" },
  linear: { en: "Linear", zh: "线性" },
  smooth: { en: "Smooth", zh: "平滑" },
  seconds: { en: "Seconds", zh: "秒" },
  emptyChart: {
    en: "Press Start: the lanes fall here, side by side.",
    zh: "点击“开始竞速”，各赛道的损失会在这里同时下降。",
  },
  firstFigures: { en: "And they are off. The first figures are on their way.", zh: "已经起跑，第一组数据即将出现。" },
  noFigures: { en: "This race ended before its first figures.", zh: "这次竞速在得到第一组数据前就结束了。" },
  gradientNorm: { en: "Gradient norm", zh: "梯度范数" },
  stepSize: { en: "Step length", zh: "步长" },
  distance: { en: "Distance from start", zh: "离起点的距离" },
  more: { en: "Behind the scenes", zh: "幕后" },

  board: { en: "Standings", zh: "排行榜" },
  lane: { en: "Lane", zh: "赛道" },
  course: { en: "Course", zh: "走势" },
  seedsColumn: { en: "Seeds", zh: "种子间" },
  place: { en: "Place", zh: "名次" },
  cost: { en: "Cost", zh: "耗时" },
  never: { en: "not reached", zh: "未达到" },
  diverged: { en: "diverged", zh: "发散" },
  dropped: { en: "dropped", zh: "已退出" },
  stopped: { en: "stopped", zh: "已停止" },
  laneFailed: { en: "failed", zh: "失败" },
  catchingUp: { en: "catching up", zh: "追赶中" },
  waiting: { en: "at the start", zh: "待出发" },
  drop: { en: "Drop", zh: "退出" },
  promote: { en: "Add to the library", zh: "存入模型库" },
  promoting: { en: "Training it once more for the library", zh: "正在为模型库重新训练" },
  target: { en: "Target loss", zh: "目标损失" },
  targetHelp: {
    en: "The race to this loss decides who was first. Left at Auto, it is a round number that at least half of the lanes reach.",
    zh: "以先达到此损失者为先。“自动”取至少一半赛道能达到的整齐数值。",
  },
  auto: { en: "Auto", zh: "自动" },

  verdict: { en: "Verdict", zh: "结论" },
  next: { en: "What to try next", zh: "接下来试试" },
  targetBars: { en: "Time to the target", zh: "达到目标所需" },
  multiples: { en: "Lane by lane", zh: "逐条赛道" },
  multiplesNote: {
    en: "Each lane in its colour before all the others; thin lines are its seeds.",
    zh: "每格突出一条赛道，其余为背景；细线为各个种子。",
  },
  sensitivity: { en: "Loss by learning rate", zh: "损失与学习率" },
  rate: { en: "Rate", zh: "学习率" },

  lanes: { en: "Lanes", zh: "赛道" },
  seeds: { en: "Seeds a lane", zh: "每条赛道的种子数" },
  seedsHelp: {
    en: "Each lane runs once a seed, from other weights and in another order. Five or more tell skill from luck.",
    zh: "每个种子运行一次，初始权重与样本顺序不同。五个以上才能区分实力与运气。",
  },
  add: { en: "Add lanes", zh: "添加赛道" },
  mySettings: { en: "My current settings", zh: "我的当前设置" },
  mySettingsHelp: { en: "Optimizer and schedule as they stand in Train.", zh: "“训练”中当前的优化器与调度。" },
  oneOptimizer: { en: "One optimizer", zh: "单个优化器" },
  oneOptimizerHelp: { en: "At its usual settings, to be changed below.", zh: "默认设置，可在下方修改。" },
  sweep: { en: "A sweep of learning rates", zh: "学习率扫描" },
  sweepHelp: { en: "One optimizer at several rates.", zh: "同一优化器，多个学习率。" },
  fillInstead: { en: "Line-ups", zh: "阵容" },
  single: { en: "Lanes", zh: "赛道" },
  clear: { en: "Remove all", zh: "全部移除" },
  noLanes: { en: "No lanes yet. Add a line-up, or one lane at a time.", zh: "还没有赛道。添加一个阵容，或逐条添加。" },
  full: { en: "Sixteen lanes are as many as can be told apart.", zh: "最多十六条赛道，再多就难以分辨。" },
  label: { en: "Name", zh: "名称" },
  optimizer: { en: "Optimizer", zh: "优化器" },
  schedule: { en: "Learning rate over time", zh: "学习率变化" },
  duplicate: { en: "Duplicate", zh: "复制" },
  remove: { en: "Remove", zh: "移除" },
  low: { en: "Lowest rate", zh: "最低学习率" },
  high: { en: "Highest rate", zh: "最高学习率" },
  count: { en: "Lanes", zh: "条数" },
  addSweep: { en: "Add the sweep", zh: "添加扫描" },
  cancel: { en: "Cancel", zh: "取消" },
  joins: { en: "A lane that is added now starts at step 0 and catches up.", zh: "现在添加的赛道从第 0 步开始追赶。" },

  saved: { en: "Kept races", zh: "已存竞速" },
  savedNote: { en: "Every race is kept on this device with its curves.", zh: "每次竞速连同曲线都保存在本设备。" },
  open: { en: "Open", zh: "打开" },
  rename: { en: "Rename", zh: "重命名" },
  newName: { en: "New name of the race", zh: "竞速的新名称" },
  delete: { en: "Delete", zh: "删除" },
  shown: { en: "shown", zh: "当前" },
  share: { en: "Save or share", zh: "保存与分享" },
  lineUp: { en: "Line up the same lanes", zh: "以相同赛道再次列阵" },
  csv: { en: "All curves as CSV", zh: "全部曲线（CSV）" },
  file: { en: "Race file, with curves", zh: "竞速文件（含曲线）" },
  link: { en: "Copy a link to the settings", zh: "复制设置链接" },
  linkCopied: {
    en: "Link copied. It carries the project and the lanes, never your data.",
    zh: "链接已复制。它只包含项目与赛道设置，不含您的数据。",
  },
  linkByHand: { en: "The browser did not allow copying. Copy this link:", zh: "浏览器不允许复制，请手动复制此链接：" },
  openFile: { en: "Open a race file", zh: "打开竞速文件" },
} as const satisfies Record<string, Text>;

export const xNames: Readonly<Record<XKind, Text>> = {
  step: { en: "Steps", zh: "步数" },
  examples: { en: "Examples", zh: "样本数" },
  epoch: { en: "Epochs", zh: "轮数" },
  seconds: { en: "Time", zh: "时间" },
};

/** As it stands under the axis. */
export const xLabels: Readonly<Record<XKind, Text>> = {
  step: { en: "Step", zh: "步" },
  examples: { en: "Example", zh: "样本" },
  epoch: { en: "Epoch", zh: "轮" },
  seconds: { en: "Second", zh: "秒" },
};

/** Of a race that stands still, or has not begun. */
export const statusNames: Readonly<Record<LiveRace["status"], Text>> = {
  preparing: { en: "Lining up", zh: "正在就位" },
  running: { en: "Racing", zh: "竞速中" },
  paused: { en: "Paused", zh: "已暂停" },
  finished: { en: "Finished", zh: "已完成" },
  stopped: { en: "Stopped", zh: "已停止" },
  failed: { en: "Failed", zh: "失败" },
};

export const lanesTimesSeeds = (lanes: string, seeds: string, runs: string): Text => ({
  en: `${lanes} lanes × ${seeds} ${seeds === "1" ? "seed" : "seeds"} = ${runs} runs`,
  zh: `${lanes} 条赛道 × ${seeds} 个种子 = ${runs} 次训练`,
});
export const leftOf = (duration: string): Text => ({ en: `${duration} left`, zh: `剩余 ${duration}` });
export const bandNote = (seeds: string): Text => ({
  en: `mean of ${seeds} seeds, band from lowest to highest`,
  zh: `${seeds} 个种子的均值，色带为最低至最高`,
});
export const toTarget = (x: Text, target: string): Text => ({
  en: `${x.en} to ${target}`,
  zh: `到 ${target} 的${x.zh}`,
});
export const someDiverged = (some: string, all: string): Text => ({
  en: `${some} of ${all} diverged`,
  zh: `${all} 个中 ${some} 个发散`,
});
export const reachedOf = (some: string, all: string): Text => ({ en: `${some} of ${all}`, zh: `${some}/${all}` });
export const lanesOf = (count: string): Text => ({ en: `${count} lanes`, zh: `${count} 条赛道` });
export const editLaneOf = (lane: string): Text => ({ en: `Settings of ${lane}`, zh: `${lane}的设置` });
export const dropOf = (lane: string): Text => ({ en: `Drop ${lane} from the race`, zh: `让 ${lane} 退出竞速` });
export const removeOf = (lane: string): Text => ({ en: `Remove ${lane}`, zh: `移除 ${lane}` });
export const duplicateOf = (lane: string): Text => ({ en: `Duplicate ${lane}`, zh: `复制 ${lane}` });
export const promoteOf = (lane: string): Text => ({ en: `Add ${lane} to the library`, zh: `将 ${lane} 存入模型库` });
export const targetBarsNote = (target: string, over: Text): Text => ({
  en: `Until the loss is at or below ${target}, in ${over.en.toLowerCase()}. A bar is the mean of the seeds that arrived, a dot each seed.`,
  zh: `损失降到 ${target} 及以下所需（${over.zh}）。条形为到达者的均值，圆点为各个种子。`,
});
export const stoppedAt = (names: string): Text => ({ en: `Diverged: ${names}.`, zh: `发散：${names}。` });
