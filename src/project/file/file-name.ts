/** A name that every file system takes, with its ending; `otherwise` where nothing of it is left. */
export function fileName(name: string, ending: string, otherwise: string): string {
  const plain = name.replace(/[\\/:*?"<>|\p{Cc}]+/gu, " ").trim();
  return `${plain === "" ? otherwise : plain}${ending}`;
}
