import type { Bilingual } from "./fact-catalogue.ts";

/** What a sign may say, by the numbers that the law's rows use. docs/sign-fields.md lists which place asks for what. */
export const SIGN_FIELDS = {
  S1: { en: "who is responsible", zh: "处理者名称" },
  S2: { en: "how to reach them", zh: "联系方式" },
  S3: { en: "what it is for", zh: "目的" },
  S4: { en: "what the sensor does, plainly", zh: "传感器的作用（通俗说明）" },
  S5: { en: "which kinds of data", zh: "数据种类" },
  S6: { en: "how long data are kept", zh: "保存期限" },
  S7: { en: "which rights one has, and how to use them", zh: "个人权利及行使方式" },
  S8: { en: "why it is needed and what it means for you", zh: "必要性及对个人的影响" },
  S9: { en: "which area is covered", zh: "覆盖区域" },
  S10: { en: "a picture of a camera", zh: "摄像机图标" },
  S11: { en: "the legal ground", zh: "合法性基础" },
  S12: { en: "the protection officer", zh: "个人信息保护负责人" },
  S13: { en: "a QR code or link to the full notice", zh: "完整告知的二维码或链接" },
  S14: { en: "who else gets the data", zh: "接收方、受托方及传输" },
  S15: { en: "where to complain", zh: "投诉机关" },
  S16: { en: "how to object, avoid it, or do without a face", zh: "如何反对、绕行或使用非人脸方式" },
  S17: { en: "that people are sorted into categories", zh: "正在进行人群分类" },
  S18: { en: "at which hours", zh: "运行时间" },
  S19: { en: "New York City's statement on biometrics", zh: "纽约市生物识别声明" },
  S20: { en: "the rules for children", zh: "儿童规则" },
  S21: { en: "a form for people who see or read badly", zh: "无障碍格式" },
} as const satisfies Record<string, Bilingual>;

/** A field in words with its number: `how long data are kept (S6)`; anything else as it is. */
export function fieldWords(item: string, language: keyof Bilingual): string {
  const words: Bilingual | undefined = Object.hasOwn(SIGN_FIELDS, item)
    ? SIGN_FIELDS[item as keyof typeof SIGN_FIELDS]
    : undefined;
  return words ? `${words[language]} (${item})` : item;
}
