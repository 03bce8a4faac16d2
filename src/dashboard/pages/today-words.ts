import type { Words } from "#dashboard/words/language.tsx";

export const todayWords: Words<{
  title: string;
  inside: string;
  closed: string;
  noDoor: string;
  unsure: string;
  entered: string;
  left: string;
  usual: (count: string) => string;
  usualDays: (days: string) => string;
  noUsual: string;
  until: (clock: string) => string;
  byHour: string;
  today: string;
  before: (day: string) => string;
  hour: string;
  watched: string;
  doors: string;
  door: string;
  in: string;
  out: string;
  waiting: string;
  nobodyWaits: string;
  zonePeople: (people: number) => string;
  longest: (duration: string) => string;
  camerasFine: (count: number) => string;
  camerasBad: (bad: number, all: number) => string;
  camerasShow: string;
  nothingYet: string;
  nothingYetWhy: string;
}> = {
  en: {
    title: "Today",
    inside: "In the shop now",
    closed: "Closed",
    noDoor: "no entrance is counted",
    unsure: "unsure: not all since opening was watched",
    entered: "Came in today",
    left: "Went out",
    usual: (count) => `${count} is usual by now`,
    usualDays: (days) => `mean of ${days}`,
    noUsual: "not enough days yet to compare",
    until: (clock) => `counted until ${clock}`,
    byHour: "By hour",
    today: "Today",
    before: (day) => day,
    hour: "Hour",
    watched: "Watched",
    doors: "By door",
    door: "Door",
    in: "In",
    out: "Out",
    waiting: "In the zones now",
    nobodyWaits: "nobody",
    zonePeople: (people) => (people === 1 ? "1 person" : `${people} people`),
    longest: (duration) => `longest wait ${duration}`,
    camerasFine: (count) => (count === 1 ? "The camera counts." : `All ${count} cameras and counters count.`),
    camerasBad: (bad, all) => `${bad} of ${all} cameras or counters: somebody must look at them.`,
    camerasShow: "See which",
    nothingYet: "Nothing counted yet today",
    nothingYetWhy: "The first figures come a minute after the shop opens.",
  },
  zh: {
    title: "今天",
    inside: "当前店内人数",
    closed: "已打烊",
    noDoor: "没有统计出入口",
    unsure: "不确定：开门以来并非全程观察",
    entered: "今日进店",
    left: "离店",
    usual: (count) => `此时通常为 ${count}`,
    usualDays: (days) => `${days} 的平均值`,
    noUsual: "可比较的天数还不够",
    until: (clock) => `统计截至 ${clock}`,
    byHour: "按小时",
    today: "今天",
    before: (day) => day,
    hour: "时段",
    watched: "已观察",
    doors: "按出入口",
    door: "出入口",
    in: "进",
    out: "出",
    waiting: "区域内当前人数",
    nobodyWaits: "无人",
    zonePeople: (people) => `${people} 人`,
    longest: (duration) => `最长等待 ${duration}`,
    camerasFine: (count) => `全部 ${count} 台摄像机和计数器正常。`,
    camerasBad: (bad, all) => `${all} 台摄像机或计数器中有 ${bad} 台需要处理。`,
    camerasShow: "查看",
    nothingYet: "今天还没有计数",
    nothingYetWhy: "开门一分钟后会出现第一批数字。",
  },
  fr: {
    title: "Aujourd’hui",
    inside: "Dans le magasin maintenant",
    closed: "Fermé",
    noDoor: "aucune entrée n’est comptée",
    unsure: "incertain : tout n’a pas été observé depuis l’ouverture",
    entered: "Entrées aujourd’hui",
    left: "Sorties",
    usual: (count) => `${count} d’habitude à cette heure`,
    usualDays: (days) => `moyenne de ${days}`,
    noUsual: "pas encore assez de jours pour comparer",
    until: (clock) => `compté jusqu’à ${clock}`,
    byHour: "Par heure",
    today: "Aujourd’hui",
    before: (day) => day,
    hour: "Heure",
    watched: "Observé",
    doors: "Par porte",
    door: "Porte",
    in: "Entrées",
    out: "Sorties",
    waiting: "Dans les zones maintenant",
    nobodyWaits: "personne",
    zonePeople: (people) => (people < 2 ? `${people} personne` : `${people} personnes`),
    longest: (duration) => `attente la plus longue ${duration}`,
    camerasFine: (count) => (count === 1 ? "La caméra compte." : `Les ${count} caméras et compteurs comptent.`),
    camerasBad: (bad, all) => `${bad} caméra(s) ou compteur(s) sur ${all} demandent une intervention.`,
    camerasShow: "Voir lesquels",
    nothingYet: "Rien de compté aujourd’hui",
    nothingYetWhy: "Les premiers chiffres arrivent une minute après l’ouverture.",
  },
  ko: {
    title: "오늘",
    inside: "지금 매장 안",
    closed: "영업 종료",
    noDoor: "계수하는 출입구가 없습니다",
    unsure: "불확실: 개점 후 관찰되지 않은 시간이 있습니다",
    entered: "오늘 들어온 사람",
    left: "나간 사람",
    usual: (count) => `이 시각 평소 ${count}명`,
    usualDays: (days) => `${days}의 평균`,
    noUsual: "비교할 날이 아직 부족합니다",
    until: (clock) => `${clock}까지 집계`,
    byHour: "시간대별",
    today: "오늘",
    before: (day) => day,
    hour: "시간",
    watched: "관찰",
    doors: "출입구별",
    door: "출입구",
    in: "입장",
    out: "퇴장",
    waiting: "지금 구역 안",
    nobodyWaits: "없음",
    zonePeople: (people) => `${people}명`,
    longest: (duration) => `가장 긴 대기 ${duration}`,
    camerasFine: (count) => `카메라와 계수기 ${count}대 모두 정상입니다.`,
    camerasBad: (bad, all) => `${all}대 중 ${bad}대를 확인해야 합니다.`,
    camerasShow: "보기",
    nothingYet: "오늘은 아직 집계가 없습니다",
    nothingYetWhy: "개점 1분 뒤에 첫 숫자가 나타납니다.",
  },
};
