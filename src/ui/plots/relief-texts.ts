import type { Text } from "../../language/text.ts";

export const reliefTexts = {
  turnSurface: { en: "Turn the surface with the arrow keys", zh: "用方向键旋转曲面" },
} as const satisfies Record<string, Text>;

export const viewSaid = (turn: string, tilt: string): Text => ({
  en: `turned ${turn} degrees, seen from ${tilt} degrees above`,
  zh: `旋转 ${turn} 度，俯角 ${tilt} 度`,
});
