import type { ConsentPurpose, WelcomeLanguage } from "#domain/wire/welcome.ts";

/** What the notice is made of: what the deployment says of the store. */
export type NoticeFacts = {
  readonly storeName: string;
  readonly controller: string;
  readonly contact: string | null;
  readonly purposes: readonly ConsentPurpose[];
  readonly keptDays: number;
  readonly graceDays: number;
  readonly groupMin: number;
  readonly rightsPath: string;
};

/** The lines of a notice by language. */
export type NoticeText = Readonly<Record<WelcomeLanguage, readonly string[]>>;

/** Raised with each change of the words below, so that a record says by which form it was agreed. */
export const NOTICE_VERSION = 3;

type Words = Readonly<
  Record<
    "who" | "optional" | ConsentPurpose | "kept" | "released" | "withdraw" | "child",
    (facts: NoticeFacts) => string
  >
> & { readonly rights: (contact: string) => string };

const WORDS: Readonly<Record<WelcomeLanguage, Words>> = {
  en: {
    who: ({ controller, storeName }) =>
      `${controller} asks visitors of ${storeName} for their age group and sex, for statistics.`,
    optional: () => "Taking part is your choice. Nothing changes for you if you say no.",
    "tablet-answer": () => "If you tap an answer: we receive the age group and the sex that you tap, and nothing else.",
    "tablet-estimate": () =>
      "If you let the tablet estimate: it looks at your face for a moment. The picture stays in the tablet, is dropped within the same second and is never sent. We receive an age group, a sex or “unsure”, and nothing else. It can be wrong.",
    kept: ({ keptDays }) =>
      `Your answer is encrypted, and destroyed as soon as its week has been counted, after ${keptDays} days at the latest.`,
    released: ({ graceDays, groupMin }) =>
      `A week is counted once, ${graceDays} days after it is over. Only numbers of ${groupMin} people or more are shown; they hold no one's answer and are not changed afterwards.`,
    withdraw: ({ rightsPath }) =>
      `You can withdraw at any time with the code on your receipt, at ${rightsPath}, without giving a reason. Your answer is then destroyed at once.`,
    child: () => "Under 14: only together with an adult who agrees.",
    rights: (contact) =>
      `Questions, access, complaints: ${contact}. You may also complain to the data protection authority.`,
  },
  zh: {
    who: ({ controller, storeName }) => `${controller}为统计目的，请${storeName}的顾客提供年龄段和性别。`,
    optional: () => "是否参与由您自行决定。不参与不会对您产生任何影响。",
    "tablet-answer": () => "如果您点选：我们只收到您点选的年龄段和性别，不收到其他任何信息。",
    "tablet-estimate": () =>
      "如果您让平板估计：它会短暂地看您的面部。图像只留在平板内，在同一秒内丢弃，绝不发送。我们只收到年龄段、性别或“不确定”，不收到其他任何信息。估计可能有误。",
    kept: ({ keptDays }) => `您的回答经加密保存，所属的一周统计完成后立即销毁，最迟在${keptDays}天后销毁。`,
    released: ({ graceDays, groupMin }) =>
      `每周结束${graceDays}天后只统计一次。只显示${groupMin}人及以上的数字；其中不含任何个人的回答，之后不再改动。`,
    withdraw: ({ rightsPath }) =>
      `您可随时凭回执上的编码在 ${rightsPath} 撤回同意，无需说明理由。撤回后您的回答立即销毁。`,
    child: () => "未满14周岁：须由同意的成年监护人陪同。",
    rights: (contact) => `咨询、查询、投诉：${contact}。您也可以向个人信息保护主管部门投诉。`,
  },
  fr: {
    who: ({ controller, storeName }) =>
      `${controller} demande aux visiteurs de ${storeName} leur tranche d’âge et leur sexe, à des fins statistiques.`,
    optional: () => "Vous êtes libre de participer. Un refus ne change rien pour vous.",
    "tablet-answer": () =>
      "Si vous touchez une réponse : nous recevons la tranche d’âge et le sexe que vous touchez, et rien d’autre.",
    "tablet-estimate": () =>
      "Si vous laissez la tablette estimer : elle regarde votre visage un instant. L’image reste dans la tablette, est effacée dans la même seconde et n’est jamais envoyée. Nous recevons une tranche d’âge, un sexe ou « incertain », et rien d’autre. L’estimation peut être fausse.",
    kept: ({ keptDays }) =>
      `Votre réponse est chiffrée, et détruite dès que sa semaine est comptée, au plus tard après ${keptDays} jours.`,
    released: ({ graceDays, groupMin }) =>
      `Une semaine est comptée une seule fois, ${graceDays} jours après sa fin. Seuls des nombres d’au moins ${groupMin} personnes sont montrés ; ils ne contiennent la réponse de personne et ne sont plus modifiés ensuite.`,
    withdraw: ({ rightsPath }) =>
      `Vous pouvez retirer votre consentement à tout moment avec le code de votre reçu, à l’adresse ${rightsPath}, sans donner de raison. Votre réponse est alors détruite aussitôt.`,
    child: () => "Moins de 14 ans : seulement avec un adulte qui est d’accord.",
    rights: (contact) =>
      `Questions, accès, réclamations : ${contact}. Vous pouvez aussi saisir l’autorité de protection des données.`,
  },
  ko: {
    who: ({ controller, storeName }) =>
      `${controller}은(는) 통계를 위해 ${storeName} 방문객에게 연령대와 성별을 묻습니다.`,
    optional: () => "참여는 자유입니다. 거절하셔도 아무런 불이익이 없습니다.",
    "tablet-answer": () => "직접 누르시는 경우: 누르신 연령대와 성별만 받으며 다른 정보는 받지 않습니다.",
    "tablet-estimate": () =>
      "태블릿이 추정하게 하시는 경우: 태블릿이 잠시 얼굴을 봅니다. 영상은 태블릿 안에만 있고 같은 초 안에 버려지며 전송되지 않습니다. 연령대, 성별 또는 ‘불확실’만 받으며 다른 정보는 받지 않습니다. 추정은 틀릴 수 있습니다.",
    kept: ({ keptDays }) => `응답은 암호화되며, 해당 주가 집계되면 곧바로, 늦어도 ${keptDays}일 후에 파기됩니다.`,
    released: ({ graceDays, groupMin }) =>
      `한 주는 끝난 지 ${graceDays}일 후에 한 번만 집계됩니다. ${groupMin}명 이상의 숫자만 표시되며, 누구의 응답도 담지 않고 이후 바뀌지 않습니다.`,
    withdraw: ({ rightsPath }) =>
      `동의 확인증의 코드로 ${rightsPath} 에서 이유를 밝히지 않고 언제든지 동의를 철회할 수 있습니다. 철회하면 응답은 즉시 파기됩니다.`,
    child: () => "만 14세 미만: 동의하는 보호자와 함께인 경우에만.",
    rights: (contact) => `문의, 열람, 불만: ${contact}. 개인정보 보호 감독기관에 신고하실 수도 있습니다.`,
  },
};

/** What people read before they agree, in all languages. The same facts give the same text. */
export function consentNotice(facts: NoticeFacts): NoticeText {
  const linesIn = (language: WelcomeLanguage) => {
    const words = WORDS[language];
    return [
      ...([words.who, words.optional] as const).map((line) => line(facts)),
      ...facts.purposes.map((purpose) => words[purpose](facts)),
      ...([words.kept, words.released, words.withdraw, words.child] as const).map((line) => line(facts)),
      ...(facts.contact === null ? [] : [words.rights(facts.contact)]),
    ];
  };
  return { en: linesIn("en"), zh: linesIn("zh"), fr: linesIn("fr"), ko: linesIn("ko") };
}

/** The text that is hashed: version and lines in the order of the languages. */
export function noticeBytes({ en, zh, fr, ko }: NoticeText): string {
  return JSON.stringify({ version: NOTICE_VERSION, text: { en, zh, fr, ko } });
}
