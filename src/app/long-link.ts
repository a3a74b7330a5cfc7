import type { Text } from "../language/text.ts";

/** Of a link that was copied, though hardly any program takes so long a one whole. */
export const longLink = (characters: string): Text => ({
  en: `Link copied, and it has ${characters} characters: mail and chat programs cut such links. A project file, in the library, carries the same and more.`,
  zh: `链接已复制，但长达 ${characters} 个字符，邮件和聊天软件可能会截断。可改用模型库中的“项目文件”，内容相同且更完整。`,
});
