import type { Words } from "#dashboard/words/language.tsx";

export const storesWords: Words<{
  title: string;
  store: string;
  visitors: string;
  perHour: string;
  perHourWhy: string;
  change: string;
  watched: string;
  trend: string;
  health: string;
  fine: string;
  bad: (bad: number, all: number) => string;
  capture: string;
  notShared: string;
  notRanked: string;
  compareTwo: string;
  compareNote: string;
  day: string;
  none: string;
  noneWhy: string;
}> = {
  en: {
    title: "Stores",
    store: "Store",
    visitors: "Visitors",
    perHour: "Per open hour",
    perHourWhy: "Ranked by visitors per hour that was open and watched, so that neither opening hours nor gaps decide.",
    change: "Same weekdays before",
    watched: "Watched",
    trend: "By day",
    health: "Cameras",
    fine: "all count",
    bad: (bad, all) => `to look at: ${bad} of ${all}`,
    capture: "Capture rate",
    notShared: "not shared",
    notRanked: "not ranked: less than half was watched",
    compareTwo: "Compare",
    compareNote: "Choose stores above to hold them against each other, in visitors per open hour.",
    day: "Day",
    none: "No store yet",
    noneWhy: "Begin with one in the settings, or with the file shop.yaml.",
  },
  zh: {
    title: "门店",
    store: "门店",
    visitors: "进店人数",
    perHour: "每营业小时",
    perHourWhy: "按已观察的每营业小时进店人数排名，营业时长和缺口都不影响名次。",
    change: "对比之前相同星期几",
    watched: "已观察",
    trend: "按天",
    health: "摄像机",
    fine: "全部正常",
    bad: (bad, all) => `${all} 台中有 ${bad} 台需处理`,
    capture: "进店率",
    notShared: "未共享",
    notRanked: "未排名：观察不足一半",
    compareTwo: "对比",
    compareNote: "在上方选择门店，按每营业小时进店人数互相对比。",
    day: "日期",
    none: "还没有门店",
    noneWhy: "请在设置中或通过 shop.yaml 文件添加。",
  },
  fr: {
    title: "Magasins",
    store: "Magasin",
    visitors: "Visiteurs",
    perHour: "Par heure d’ouverture",
    perHourWhy: "Classés par visiteurs par heure ouverte et observée : ni les horaires ni les lacunes ne décident.",
    change: "Mêmes jours de la semaine, avant",
    watched: "Observé",
    trend: "Par jour",
    health: "Caméras",
    fine: "toutes comptent",
    bad: (bad, all) => `${bad} sur ${all} à voir`,
    capture: "Taux de captation",
    notShared: "non partagé",
    notRanked: "non classé : moins de la moitié observée",
    compareTwo: "Comparer",
    compareNote: "Choisissez des magasins ci-dessus pour les comparer, en visiteurs par heure d’ouverture.",
    day: "Jour",
    none: "Pas encore de magasin",
    noneWhy: "Commencez dans les réglages, ou avec le fichier shop.yaml.",
  },
  ko: {
    title: "매장",
    store: "매장",
    visitors: "방문객",
    perHour: "영업 시간당",
    perHourWhy: "관찰된 영업 1시간당 방문객으로 순위를 매기므로 영업 시간이나 공백이 영향을 주지 않습니다.",
    change: "이전 같은 요일 대비",
    watched: "관찰",
    trend: "일별",
    health: "카메라",
    fine: "모두 정상",
    bad: (bad, all) => `${all}대 중 ${bad}대 확인 필요`,
    capture: "입점률",
    notShared: "공유 안 됨",
    notRanked: "순위 없음: 절반도 관찰되지 않음",
    compareTwo: "비교",
    compareNote: "위에서 매장을 골라 영업 시간당 방문객으로 비교하세요.",
    day: "날짜",
    none: "아직 매장이 없습니다",
    noneWhy: "설정이나 shop.yaml 파일로 시작하세요.",
  },
};
