import type { Words } from "#dashboard/words/language.tsx";
import type { AgeBand, AnswerSource, SexTold } from "#domain/wire/welcome.ts";

export const mixWords: Words<{
  title: string;
  export: string;
  sources: Record<AnswerSource, string>;
  sample: (answers: string, weeks: number, of: number) => string;
  rate: (share: string) => string;
  caption: Record<"ageBands" | "sexes", string>;
  ageBands: Record<AgeBand, string>;
  sexes: Record<SexTold, string>;
  byWeek: string;
  week: string;
  answers: string;
  rateHead: string;
  tooFew: (least: number) => string;
  notYet: (day: string) => string;
  nothing: (days: number, least: number) => string;
  withheld: string;
  rest: (people: string) => string;
  withheldWhy: (least: number) => string;
  whoAnswers: string;
  apart: string;
  onlyOne: Record<AnswerSource, string>;
  noTablet: string;
  noTabletWhy: string;
  compliance: string;
  sideBySide: string;
  sideNote: (from: string, to: string) => string;
  store: string;
  allStores: string;
  noneShown: string;
}> = {
  en: {
    title: "Who visits",
    export: "Export",
    sources: {
      told: "As people said themselves",
      estimated: "As estimated from the face, where a visitor asked for it",
    },
    sample: (answers, weeks, of) => `${answers} answers, from ${weeks} of ${of} weeks`,
    rate: (share) => `${share} of the visitors answered`,
    caption: { ageBands: "Age", sexes: "Sex" },
    ageBands: {
      "under-18": "under 18",
      "18-29": "18–29",
      "30-44": "30–44",
      "45-59": "45–59",
      "60-plus": "60 and over",
      "not-said": "age not said",
    },
    sexes: { female: "female", male: "male", "not-said": "not said", unsure: "unsure" },
    byWeek: "Week by week",
    week: "Week",
    answers: "Answers",
    rateHead: "Of visitors",
    tooFew: (least) => `withheld: fewer than ${least} answers, or none`,
    notYet: (day) => `not counted yet: until ${day} who answered may still withdraw`,
    nothing: (days, least) =>
      `No week of these days can be shown: a week is counted ${days} days after it is over, and shown from ${least} answers on.`,
    withheld: "withheld",
    rest: (people) => `${people} answers are not broken down, because a number among them is withheld.`,
    withheldWhy: (least) =>
      `A number below ${least} is withheld, and so is any number from which it could be worked out. What one week withholds is withheld over several weeks too.`,
    whoAnswers: "Shares are of those who answered; the thin lines show the 95% interval. Who answers is not who comes.",
    apart: "What people said and what was estimated are two figures, and are never added.",
    onlyOne: { told: "Nothing is estimated at this store.", estimated: "Nobody is asked to tell at this store." },
    noTablet: "Nobody is asked here",
    noTabletWhy:
      "Age and sex may not be guessed from people who walk by: hang up a welcome tablet, at which visitors answer if they like (docs/tablet.md says how), and see what the law asks for on the page",
    compliance: "Compliance",
    sideBySide: "Who visits, store by store",
    sideNote: (from, to) =>
      `what people said at the tablets in the weeks from ${from} to ${to}; share with 95% interval`,
    store: "Store",
    allStores: "All with 50 or more answers in a week",
    noneShown: "no week with enough answers",
  },
  zh: {
    title: "顾客构成",
    export: "导出",
    sources: { told: "顾客自己填写", estimated: "由本人主动提供的面部估计" },
    sample: (answers, weeks, of) => `${answers} 份回答，来自 ${of} 周中的 ${weeks} 周`,
    rate: (share) => `占进店人数的 ${share}`,
    caption: { ageBands: "年龄", sexes: "性别" },
    ageBands: {
      "under-18": "未满 18 岁",
      "18-29": "18–29 岁",
      "30-44": "30–44 岁",
      "45-59": "45–59 岁",
      "60-plus": "60 岁及以上",
      "not-said": "未透露年龄",
    },
    sexes: { female: "女", male: "男", "not-said": "未透露", unsure: "不确定" },
    byWeek: "逐周",
    week: "周",
    answers: "回答",
    rateHead: "占进店人数",
    tooFew: (least) => `不显示：回答不足 ${least} 份或没有回答`,
    notYet: (day) => `尚未统计：${day} 之前，回答者仍可撤回`,
    nothing: (days, least) => `这些日期中没有可显示的周：每周在结束 ${days} 天后统计，至少 ${least} 份回答才显示。`,
    withheld: "不显示",
    rest: (people) => `另有 ${people} 份回答未细分，因为其中有不显示的数字。`,
    withheldWhy: (least) =>
      `小于 ${least} 的数字，以及可由其推算出这种数字的数字，均不显示；多周合计时，任何一周不显示的也不显示。`,
    whoAnswers: "比例以回答者为准，细线为 95% 置信区间。回答的人并不等于进店的人。",
    apart: "自己填写的与估计的是两个不同的数字，从不相加。",
    onlyOne: { told: "本店不做估计。", estimated: "本店不请顾客自己填写。" },
    noTablet: "这里没有询问顾客",
    noTabletWhy:
      "不得从路过的人推测年龄和性别：请挂一台迎宾平板，由愿意的顾客自己回答（做法见 docs/tablet.md），法律要求见页面",
    compliance: "合规",
    sideBySide: "各门店顾客构成",
    sideNote: (from, to) => `${from} 至 ${to} 各周顾客在平板上自己填写的回答；比例及 95% 区间`,
    store: "门店",
    allStores: "单周满 50 份回答的门店合计",
    noneShown: "没有回答足够的周",
  },
  fr: {
    title: "Qui vient",
    export: "Exporter",
    sources: { told: "Ce que les gens ont dit", estimated: "Estimé d’après le visage, à la demande du visiteur" },
    sample: (answers, weeks, of) => `${answers} réponses, de ${weeks} semaines sur ${of}`,
    rate: (share) => `${share} des visiteurs ont répondu`,
    caption: { ageBands: "Âge", sexes: "Sexe" },
    ageBands: {
      "under-18": "moins de 18",
      "18-29": "18–29",
      "30-44": "30–44",
      "45-59": "45–59",
      "60-plus": "60 et plus",
      "not-said": "âge non dit",
    },
    sexes: { female: "femme", male: "homme", "not-said": "non dit", unsure: "incertain" },
    byWeek: "Semaine par semaine",
    week: "Semaine",
    answers: "Réponses",
    rateHead: "Des visiteurs",
    tooFew: (least) => `non montré : moins de ${least} réponses, ou aucune`,
    notYet: (day) => `pas encore compté : on peut retirer sa réponse jusqu’au ${day}`,
    nothing: (days, least) =>
      `Aucune semaine de ces jours ne peut être montrée : une semaine est comptée ${days} jours après sa fin, et montrée à partir de ${least} réponses.`,
    withheld: "non montré",
    rest: (people) => `${people} réponses ne sont pas détaillées, car un nombre parmi elles n’est pas montré.`,
    withheldWhy: (least) =>
      `Un nombre inférieur à ${least} n’est pas montré, ni un nombre qui permettrait de le déduire. Ce qu’une semaine ne montre pas n’est pas montré non plus sur plusieurs semaines.`,
    whoAnswers:
      "Les parts sont celles des personnes qui ont répondu ; les traits fins donnent l’intervalle à 95 %. Qui répond n’est pas qui vient.",
    apart: "Ce qui est dit et ce qui est estimé sont deux chiffres, jamais additionnés.",
    onlyOne: { told: "Rien n’est estimé dans ce magasin.", estimated: "Ce magasin ne demande à personne de le dire." },
    noTablet: "Personne n’est interrogé ici",
    noTabletWhy:
      "L’âge et le sexe ne se devinent pas sur les passants : accrochez une tablette d’accueil où les visiteurs répondent s’ils le veulent (docs/tablet.md dit comment), et voyez ce que la loi demande à la page",
    compliance: "Conformité",
    sideBySide: "Qui vient, magasin par magasin",
    sideNote: (from, to) =>
      `ce que les gens ont dit aux tablettes dans les semaines du ${from} au ${to} ; part et intervalle à 95 %`,
    store: "Magasin",
    allStores: "Tous, dès 50 réponses par semaine",
    noneShown: "aucune semaine avec assez de réponses",
  },
  ko: {
    title: "방문객 구성",
    export: "내보내기",
    sources: { told: "본인이 직접 답한 내용", estimated: "본인이 보여 준 얼굴에서 추정한 내용" },
    sample: (answers, weeks, of) => `응답 ${answers}건, ${of}주 가운데 ${weeks}주`,
    rate: (share) => `방문객의 ${share}가 응답`,
    caption: { ageBands: "나이", sexes: "성별" },
    ageBands: {
      "under-18": "18세 미만",
      "18-29": "18–29세",
      "30-44": "30–44세",
      "45-59": "45–59세",
      "60-plus": "60세 이상",
      "not-said": "나이 밝히지 않음",
    },
    sexes: { female: "여성", male: "남성", "not-said": "밝히지 않음", unsure: "불확실" },
    byWeek: "주별",
    week: "주",
    answers: "응답",
    rateHead: "방문객 대비",
    tooFew: (least) => `비공개: 응답이 ${least}건 미만이거나 없음`,
    notYet: (day) => `아직 집계 전: ${day}까지 응답자가 철회할 수 있습니다`,
    nothing: (days, least) =>
      `이 기간에는 보여 줄 수 있는 주가 없습니다. 한 주는 끝나고 ${days}일 뒤에 집계되며 응답이 ${least}건 이상이어야 표시됩니다.`,
    withheld: "비공개",
    rest: (people) => `응답 ${people}건은 그 안에 비공개 숫자가 있어 나누어 보이지 않습니다.`,
    withheldWhy: (least) =>
      `${least} 미만의 숫자와, 그런 숫자를 알아낼 수 있는 숫자는 비공개입니다. 여러 주를 합칠 때는 한 주라도 비공개면 비공개입니다.`,
    whoAnswers: "비율은 응답자 기준이며 가는 선은 95% 구간입니다. 응답한 사람이 곧 방문한 사람은 아닙니다.",
    apart: "직접 답한 것과 추정한 것은 서로 다른 숫자이며 합치지 않습니다.",
    onlyOne: { told: "이 매장에서는 추정하지 않습니다.", estimated: "이 매장에서는 직접 답을 받지 않습니다." },
    noTablet: "여기서는 아무에게도 묻지 않습니다",
    noTabletWhy:
      "지나가는 사람의 나이와 성별을 짐작해서는 안 됩니다. 원하는 방문객이 직접 답하는 환영 태블릿을 걸어 두세요(방법은 docs/tablet.md). 법이 요구하는 것은 다음 화면에 있습니다:",
    compliance: "법규 준수",
    sideBySide: "매장별 방문객 구성",
    sideNote: (from, to) => `${from}부터 ${to}까지의 주에 태블릿에서 직접 답한 내용; 비율과 95% 구간`,
    store: "매장",
    allStores: "한 주 응답 50건 이상 매장 합계",
    noneShown: "응답이 충분한 주가 없음",
  },
};
