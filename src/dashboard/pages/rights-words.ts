import type { Words } from "#dashboard/words/language.tsx";
import type { ClaimStanding } from "#domain/audit/receipt-proof.ts";
import type { ConsentPurpose } from "#domain/wire/welcome.ts";

export const rightsWords: Words<{
  title: string;
  how: string;
  code: string;
  look: string;
  unknown: string;
  unreachable: string;
  about: Readonly<Record<ConsentPurpose, string>>;
  given: (moment: string) => string;
  until: (moment: string) => string;
  ended: (moment: string) => string;
  notice: (hash: string) => string;
  proof: Readonly<Record<"consent" | "withdrawal", Readonly<Record<ClaimStanding, (moment: string) => string>>>>;
  logKey: (key: string) => string;
  withdraw: string;
  withdrawn: (moment: string) => string;
  back: string;
  silence: (seconds: number) => string;
}> = {
  en: {
    title: "Your consent",
    how: "Type the code of your receipt. You need no account and give no reason.",
    code: "Code of the receipt",
    look: "Show",
    unknown: "There is no such receipt here. Please look at the code again.",
    unreachable: "That did not work. Please try again in a minute.",
    about: {
      "tablet-answer": "You agreed that we keep the age group and sex that you tapped in.",
      "tablet-estimate":
        "You agreed that the tablet estimates age group and sex from your face, and that we keep these.",
    },
    given: (moment) => `Given: ${moment}`,
    until: (moment) => `Your answer will be gone by ${moment} at the latest.`,
    ended: (moment) => `Your answer was destroyed on ${moment}; only sums of many people are left.`,
    notice: (hash) => `Checksum of the notice that was shown: ${hash}`,
    proof: {
      consent: {
        proved: (moment) =>
          `Your yes is written in the shop’s log, which nobody can alter unnoticed. Your browser has proved it, as of ${moment}.`,
        soon: () => "Your yes is being written into the shop’s log. Look again in half a minute.",
        unproved: () => "It could not be proved that your yes is in the shop’s log. Ask the shop why.",
      },
      withdrawal: {
        proved: (moment) => `Your withdrawal is written there too: proved, as of ${moment}.`,
        soon: () => "Your withdrawal is being written into the shop’s log. Look again in half a minute.",
        unproved: () => "It could not be proved that your withdrawal is in the shop’s log. Ask the shop why.",
      },
    },
    logKey: (key) => `Key of the log, to compare with the one that the shop publishes: ${key}`,
    withdraw: "Withdraw my consent",
    withdrawn: (moment) => `Withdrawn on ${moment}. Your answer is gone.`,
    back: "Back to the start",
    silence: (seconds) => `Nobody there? This page closes in ${seconds} s.`,
  },
  zh: {
    title: "您的同意",
    how: "请输入回执上的编码。无需账号，也无需说明理由。",
    code: "回执编码",
    look: "查看",
    unknown: "这里没有此回执，请再核对编码。",
    unreachable: "操作未成功，请一分钟后再试。",
    about: {
      "tablet-answer": "您同意我们保留您点选的年龄段和性别。",
      "tablet-estimate": "您同意平板根据您的面部估计年龄段和性别，并由我们保留。",
    },
    given: (moment) => `同意时间：${moment}`,
    until: (moment) => `您的回答最迟于 ${moment} 删除。`,
    ended: (moment) => `您的回答已于 ${moment} 销毁，只剩多人的合计。`,
    notice: (hash) => `所示告知的校验值：${hash}`,
    proof: {
      consent: {
        proved: (moment) => `您的同意已写入店铺的日志，任何人改动都会被发现。您的浏览器已予证实，截至 ${moment}。`,
        soon: () => "您的同意正在写入店铺的日志，请半分钟后再查看。",
        unproved: () => "无法证实您的同意已写入店铺的日志，请向店铺询问原因。",
      },
      withdrawal: {
        proved: (moment) => `您的撤回也已写入：已证实，截至 ${moment}。`,
        soon: () => "您的撤回正在写入店铺的日志，请半分钟后再查看。",
        unproved: () => "无法证实您的撤回已写入店铺的日志，请向店铺询问原因。",
      },
    },
    logKey: (key) => `日志的公钥，可与店铺公布的公钥核对：${key}`,
    withdraw: "撤回我的同意",
    withdrawn: (moment) => `已于 ${moment} 撤回，您的回答已删除。`,
    back: "返回开始",
    silence: (seconds) => `有人吗？此页面将在 ${seconds} 秒后关闭。`,
  },
  fr: {
    title: "Votre consentement",
    how: "Saisissez le code de votre reçu. Il ne faut ni compte ni motif.",
    code: "Code du reçu",
    look: "Voir",
    unknown: "Aucun reçu ne porte ce code ici. Vérifiez le code, s’il vous plaît.",
    unreachable: "Cela n’a pas marché. Réessayez dans une minute.",
    about: {
      "tablet-answer": "Vous avez accepté que nous gardions la tranche d’âge et le sexe que vous avez indiqués.",
      "tablet-estimate":
        "Vous avez accepté que la tablette estime la tranche d’âge et le sexe d’après votre visage, et que nous les gardions.",
    },
    given: (moment) => `Donné le ${moment}`,
    until: (moment) => `Votre réponse sera effacée au plus tard le ${moment}.`,
    ended: (moment) =>
      `Votre réponse a été détruite le ${moment} ; il n’en reste que des sommes de nombreuses personnes.`,
    notice: (hash) => `Empreinte de la notice affichée : ${hash}`,
    proof: {
      consent: {
        proved: (moment) =>
          `Votre accord est inscrit dans le registre du magasin, que personne ne peut modifier sans que cela se voie. Votre navigateur l’a prouvé, état du ${moment}.`,
        soon: () =>
          "Votre accord est en cours d’inscription dans le registre du magasin. Revenez dans une demi-minute.",
        unproved: () =>
          "Il n’a pas pu être prouvé que votre accord est inscrit dans le registre du magasin. Demandez-lui pourquoi.",
      },
      withdrawal: {
        proved: (moment) => `Votre retrait y est inscrit aussi : prouvé, état du ${moment}.`,
        soon: () =>
          "Votre retrait est en cours d’inscription dans le registre du magasin. Revenez dans une demi-minute.",
        unproved: () =>
          "Il n’a pas pu être prouvé que votre retrait est inscrit dans le registre du magasin. Demandez-lui pourquoi.",
      },
    },
    logKey: (key) => `Clé du registre, à comparer avec celle que le magasin publie : ${key}`,
    withdraw: "Retirer mon consentement",
    withdrawn: (moment) => `Retiré le ${moment}. Votre réponse est effacée.`,
    back: "Retour au début",
    silence: (seconds) => `Il n’y a personne ? Cette page se ferme dans ${seconds} s.`,
  },
  ko: {
    title: "동의 내역",
    how: "동의 확인증의 코드를 입력하세요. 계정도 이유도 필요 없습니다.",
    code: "동의 확인증 코드",
    look: "보기",
    unknown: "해당 동의 확인증이 없습니다. 코드를 다시 확인해 주세요.",
    unreachable: "처리하지 못했습니다. 잠시 후 다시 시도해 주세요.",
    about: {
      "tablet-answer": "직접 선택하신 연령대와 성별을 보관하는 데 동의하셨습니다.",
      "tablet-estimate": "태블릿이 얼굴로 연령대와 성별을 추정하고 저희가 보관하는 데 동의하셨습니다.",
    },
    given: (moment) => `동의한 때: ${moment}`,
    until: (moment) => `답변은 늦어도 ${moment}까지 삭제됩니다.`,
    ended: (moment) => `답변은 ${moment}에 파기되었으며, 여러 사람의 합계만 남아 있습니다.`,
    notice: (hash) => `표시된 안내문의 체크섬: ${hash}`,
    proof: {
      consent: {
        proved: (moment) =>
          `동의하신 사실이 매장의 기록부에 적혀 있으며, 누가 고치면 반드시 드러납니다. 이 브라우저가 확인했습니다(${moment} 기준).`,
        soon: () => "동의하신 사실을 매장의 기록부에 적는 중입니다. 30초 뒤에 다시 확인해 주세요.",
        unproved: () => "동의하신 사실이 매장의 기록부에 있는지 확인하지 못했습니다. 매장에 이유를 물어보세요.",
      },
      withdrawal: {
        proved: (moment) => `철회하신 사실도 적혀 있습니다. 확인했습니다(${moment} 기준).`,
        soon: () => "철회하신 사실을 매장의 기록부에 적는 중입니다. 30초 뒤에 다시 확인해 주세요.",
        unproved: () => "철회하신 사실이 매장의 기록부에 있는지 확인하지 못했습니다. 매장에 이유를 물어보세요.",
      },
    },
    logKey: (key) => `기록부의 공개 키(매장이 공개한 키와 비교하세요): ${key}`,
    withdraw: "동의 철회하기",
    withdrawn: (moment) => `${moment}에 철회되었습니다. 답변이 삭제되었습니다.`,
    back: "처음으로",
    silence: (seconds) => `아무도 안 계신가요? ${seconds}초 뒤 이 페이지가 닫힙니다.`,
  },
};
