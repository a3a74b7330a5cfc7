/** The words of the learning-rate test. */
import type { Text } from "../../language/text.ts";

export const rateTestTexts = {
  find: { en: "Find a learning rate", zh: "寻找合适的学习率" },
  title: { en: "Learning-rate test", zh: "学习率测试" },
  what: {
    en: "Trains for up to 100 steps on your data while the rate rises, until the loss blows up. Your project stays as it is.",
    zh: "在您的数据上试训练至多 100 步，学习率逐步升高，直到损失爆增。项目本身不受影响。",
  },
  close: { en: "Close", zh: "关闭" },
  cancel: { en: "Cancel", zh: "取消" },
  progress: { en: "Getting ready", zh: "正在准备" },
  failed: { en: "The test failed", zh: "测试失败" },
  again: { en: "Test again", zh: "重新测试" },
  chart: { en: "Loss by learning rate", zh: "不同学习率下的损失" },
  rate: { en: "Rate", zh: "学习率" },
  batch: { en: "each batch", zh: "每个批次" },
  mean: { en: "mean so far", zh: "滑动均值" },
  suggested: { en: "steepest fall", zh: "下降最快" },
  empty: { en: "No rate gave a loss.", zh: "没有得到任何损失。" },
} as const satisfies Record<string, Text>;

export const takeRate = (rate: string): Text => ({ en: `Use ${rate}`, zh: `采用 ${rate}` });
export const takenRate = (rate: string): Text => ({ en: `${rate} is in use`, zh: `已采用 ${rate}` });
