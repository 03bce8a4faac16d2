import type { Words } from "#dashboard/words/language.tsx";

export const trafficWords: Words<{
  title: string;
  visitors: string;
  passersBy: string;
  capture: string;
  captureForm: Record<"entries-per-passer-by" | "entries-per-all", string>;
  inside: string;
  insideNote: string;
  peak: (when: string) => string;
  against: (period: string) => string;
  notComparable: string;
  byDay: string;
  day: string;
  before: string;
  week: string;
  weekNote: string;
  perHour: (people: string) => string;
  doors: string;
  door: string;
  role: string;
  roles: Record<"entrance" | "inner" | "passer-by", string>;
  in: string;
  out: string;
  watched: string;
  notWatched: string;
  share: string;
  shareMade: string;
  copied: string;
  copy: string;
  export: string;
  power: string;
  powerNote: (visitors: string, hours: string) => string;
  nothing: string;
  nothingWhy: string;
  closedCount: (count: string) => string;
  noStreet: string;
  visits: string;
  visitsNote: string;
  visitsRange: (low: string, high: string) => string;
  visitsUnknown: Record<"too few days" | "too wide", string>;
  groupSize: string;
  groupNote: (groups: string) => string;
  groupSizes: string;
  sizes: readonly string[];
  staff: string;
  staffNote: (out: string) => string;
  staffByRota: string;
  rotaRange: (low: string, high: string) => string;
  rotaNote: (turns: string) => string;
  goodUntil: (when: string) => string;
}> = {
  en: {
    title: "Traffic",
    visitors: "Visitors",
    passersBy: "Passers-by",
    capture: "Capture rate",
    captureForm: {
      "entries-per-passer-by": "visitors ÷ passers-by",
      "entries-per-all": "visitors ÷ (visitors + passers-by)",
    },
    inside: "Inside, most at once",
    insideNote: "people at the same time",
    peak: (when) => `busiest hour ${when}`,
    against: (period) => `against ${period}`,
    notComparable: "not comparable: one of the periods was not watched enough",
    byDay: "Visitors by day",
    day: "Day",
    before: "Compared",
    week: "The week, hour by hour",
    weekNote: "visitors per open day",
    perHour: (people) => `${people} visitors`,
    doors: "Doors and lines",
    door: "Line",
    role: "Role",
    roles: { entrance: "entrance", inner: "inside", "passer-by": "street" },
    in: "In",
    out: "Out",
    watched: "Watched",
    notWatched: "hatched: not all of the time was watched",
    share: "Share",
    shareMade: "Whoever has this link sees these figures and nothing else, until it is revoked in the settings.",
    copied: "Copied",
    copy: "Copy",
    export: "Export",
    power: "Power hours",
    powerNote: (visitors, hours) => `${visitors} of the visitors come in ${hours} of the open hours: staff these first`,
    nothing: "Nothing was counted on these days",
    nothingWhy: "Choose other days, or look at the cameras.",
    closedCount: (count) => `${count} came in while it was closed; they are in no total`,
    noStreet: "no camera looks at the street",
    visits: "Visits",
    visitsNote:
      "visitors less those who only stepped out for a moment; estimated from door times, nobody is recognised",
    visitsRange: (low, high) => `between ${low} and ${high}, with 95% certainty`,
    visitsUnknown: {
      "too few days": "cannot be told yet: it takes two weeks watched nearly whole",
      "too wide": "cannot be told: days differ too much from each other",
    },
    groupSize: "People in a group",
    groupNote: (groups) => `on average, of ${groups} groups; who comes alone is one`,
    groupSizes: "Groups by their size",
    sizes: ["alone", "2", "3", "4", "5 and more"],
    staff: "Staff among the visitors",
    staffNote: (out) => `by clothing and place; ${out} went out. Subtracted from nothing.`,
    staffByRota: "Staff expected by the rota",
    rotaRange: (low, high) => `an estimate: ${low} to ${high}`,
    rotaNote: (turns) => `by ${turns} people × shifts in open time, watched or not. Subtracted from nothing.`,
    goodUntil: (when) => `This link is good until ${when}.`,
  },
  zh: {
    title: "客流",
    visitors: "进店人数",
    passersBy: "过店人数",
    capture: "进店率",
    captureForm: { "entries-per-passer-by": "进店 ÷ 过店", "entries-per-all": "进店 ÷（进店 + 过店）" },
    inside: "店内同时最多",
    insideNote: "同一时刻的人数",
    peak: (when) => `最忙时段 ${when}`,
    against: (period) => `对比 ${period}`,
    notComparable: "无法比较：其中一段日期观察不足",
    byDay: "每日进店人数",
    day: "日期",
    before: "对比",
    week: "一周各时段",
    weekNote: "每个营业日的进店人数",
    perHour: (people) => `${people} 人`,
    doors: "出入口与计数线",
    door: "计数线",
    role: "用途",
    roles: { entrance: "出入口", inner: "店内", "passer-by": "街面" },
    in: "进",
    out: "出",
    watched: "已观察",
    notWatched: "斜纹：并非全程观察",
    share: "分享",
    shareMade: "持有此链接者只能看到这些数字，可随时在设置中撤销。",
    copied: "已复制",
    copy: "复制",
    export: "导出",
    power: "黄金时段",
    powerNote: (visitors, hours) => `${visitors} 的顾客在 ${hours} 的营业时间内进店：优先安排人手`,
    nothing: "这些日期没有计数",
    nothingWhy: "请选择其他日期，或查看摄像机。",
    closedCount: (count) => `打烊期间有 ${count} 人进入，未计入任何合计`,
    noStreet: "没有摄像机对着街面",
    visits: "到访次数",
    visitsNote: "进店人数减去只是短暂外出又返回的人；仅由出入时间估计，不识别任何人",
    visitsRange: (low, high) => `95% 置信：${low} 至 ${high}`,
    visitsUnknown: {
      "too few days": "尚无法估计：需要两周近乎全程观察的数据",
      "too wide": "无法估计：各天差异太大",
    },
    groupSize: "每组人数",
    groupNote: (groups) => `平均值，共 ${groups} 组；独自前来算一组`,
    groupSizes: "各人数的组数",
    sizes: ["独自", "2 人", "3 人", "4 人", "5 人及以上"],
    staff: "进店者中的员工",
    staffNote: (out) => `按衣着和位置判断；离店 ${out}。不从任何数字中扣除。`,
    staffByRota: "按排班应进店的员工",
    rotaRange: (low, high) => `估计值：${low} 至 ${high}`,
    rotaNote: (turns) => `依据营业时间内 ${turns} 人次班次，无论是否被观察。不从任何数字中扣除。`,
    goodUntil: (when) => `此链接有效期至 ${when}。`,
  },
  fr: {
    title: "Affluence",
    visitors: "Visiteurs",
    passersBy: "Passants",
    capture: "Taux de captation",
    captureForm: {
      "entries-per-passer-by": "visiteurs ÷ passants",
      "entries-per-all": "visiteurs ÷ (visiteurs + passants)",
    },
    inside: "À l’intérieur, au plus",
    insideNote: "personnes en même temps",
    peak: (when) => `heure la plus forte ${when}`,
    against: (period) => `par rapport à ${period}`,
    notComparable: "non comparable : une des périodes n’a pas été assez observée",
    byDay: "Visiteurs par jour",
    day: "Jour",
    before: "Comparé",
    week: "La semaine, heure par heure",
    weekNote: "visiteurs par jour d’ouverture",
    perHour: (people) => `${people} visiteurs`,
    doors: "Portes et lignes",
    door: "Ligne",
    role: "Rôle",
    roles: { entrance: "entrée", inner: "intérieur", "passer-by": "rue" },
    in: "Entrées",
    out: "Sorties",
    watched: "Observé",
    notWatched: "hachuré : tout le temps n’a pas été observé",
    share: "Partager",
    shareMade: "Qui a ce lien voit ces chiffres et rien d’autre, jusqu’à sa révocation dans les réglages.",
    copied: "Copié",
    copy: "Copier",
    export: "Exporter",
    power: "Heures fortes",
    powerNote: (visitors, hours) =>
      `${visitors} des visiteurs viennent en ${hours} des heures d’ouverture : prévoyez d’abord du personnel à ces heures-là`,
    nothing: "Rien n’a été compté ces jours-là",
    nothingWhy: "Choisissez d’autres jours, ou regardez les caméras.",
    closedCount: (count) => `${count} entrées pendant la fermeture ; elles ne sont dans aucun total`,
    noStreet: "aucune caméra ne regarde la rue",
    visits: "Visites",
    visitsNote: "visiteurs moins ceux sortis un instant ; estimé par les heures de passage, personne n’est reconnu",
    visitsRange: (low, high) => `entre ${low} et ${high}, à 95 %`,
    visitsUnknown: {
      "too few days": "pas encore connu : il faut deux semaines observées presque entièrement",
      "too wide": "impossible à dire : les jours diffèrent trop",
    },
    groupSize: "Personnes par groupe",
    groupNote: (groups) => `en moyenne, sur ${groups} groupes ; une personne seule en est un`,
    groupSizes: "Groupes selon leur taille",
    sizes: ["seul", "2", "3", "4", "5 et plus"],
    staff: "Personnel parmi les visiteurs",
    staffNote: (out) => `d’après la tenue et le lieu ; ${out} sorties. Soustrait de rien.`,
    staffByRota: "Personnel attendu selon le planning",
    rotaRange: (low, high) => `estimation : ${low} à ${high}`,
    rotaNote: (turns) =>
      `d’après ${turns} personnes × équipes en temps d’ouverture, observé ou non. Soustrait de rien.`,
    goodUntil: (when) => `Ce lien est valable jusqu’au ${when}.`,
  },
  ko: {
    title: "방문객",
    visitors: "방문객",
    passersBy: "통행인",
    capture: "입점률",
    captureForm: { "entries-per-passer-by": "방문객 ÷ 통행인", "entries-per-all": "방문객 ÷ (방문객 + 통행인)" },
    inside: "동시 최다 인원",
    insideNote: "같은 시각의 인원",
    peak: (when) => `가장 붐빈 시간 ${when}`,
    against: (period) => `${period} 대비`,
    notComparable: "비교 불가: 한쪽 기간의 관찰이 부족합니다",
    byDay: "일별 방문객",
    day: "날짜",
    before: "비교",
    week: "한 주의 시간대",
    weekNote: "영업일당 방문객",
    perHour: (people) => `${people}명`,
    doors: "출입구와 계수선",
    door: "계수선",
    role: "용도",
    roles: { entrance: "출입구", inner: "매장 안", "passer-by": "거리" },
    in: "입장",
    out: "퇴장",
    watched: "관찰",
    notWatched: "빗금: 일부 시간은 관찰되지 않음",
    share: "공유",
    shareMade: "이 링크로는 이 숫자만 볼 수 있으며, 설정에서 언제든 취소할 수 있습니다.",
    copied: "복사됨",
    copy: "복사",
    export: "내보내기",
    power: "집중 시간대",
    powerNote: (visitors, hours) => `영업 시간의 ${hours}에 방문객의 ${visitors}가 옵니다. 인력을 먼저 배치하세요`,
    nothing: "이 기간에는 집계가 없습니다",
    nothingWhy: "다른 날짜를 고르거나 카메라를 확인하세요.",
    closedCount: (count) => `영업 시간 외에 ${count}명이 들어왔으며, 합계에는 포함되지 않습니다`,
    noStreet: "거리를 보는 카메라가 없습니다",
    visits: "방문",
    visitsNote: "방문객에서 잠깐 나갔다 돌아온 사람을 뺀 값; 출입 시각만으로 추정하며 누구도 알아보지 않습니다",
    visitsRange: (low, high) => `95% 확률로 ${low}에서 ${high} 사이`,
    visitsUnknown: {
      "too few days": "아직 알 수 없음: 거의 온종일 관찰한 2주가 필요합니다",
      "too wide": "알 수 없음: 날마다 차이가 너무 큽니다",
    },
    groupSize: "일행당 인원",
    groupNote: (groups) => `평균, 일행 ${groups}팀 기준; 혼자 오면 한 팀`,
    groupSizes: "인원별 일행 수",
    sizes: ["혼자", "2명", "3명", "4명", "5명 이상"],
    staff: "방문객 중 직원",
    staffNote: (out) => `옷과 위치로 판단; 나감 ${out}. 어디에서도 빼지 않습니다.`,
    staffByRota: "근무표에 따른 직원 출입",
    rotaRange: (low, high) => `추정: ${low}~${high}`,
    rotaNote: (turns) => `영업 시간의 근무 연인원 ${turns}명 기준, 관찰 여부와 무관. 어디에서도 빼지 않습니다.`,
    goodUntil: (when) => `이 링크는 ${when}까지 유효합니다.`,
  },
};
