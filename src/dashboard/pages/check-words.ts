import type { Words } from "#dashboard/words/language.tsx";

export const checkWords: Words<{
  title: string;
  why: string;
  door: string;
  minutes: string;
  minutesOf: (minutes: number) => string;
  start: string;
  scan: string;
  noWay: string;
  runs: (from: string, to: string) => string;
  counters: (names: string) => string;
  nobody: string;
  stop: string;
  copy: string;
  results: string;
  when: string;
  people: string;
  lintel: string;
  error: string;
  interval: (low: string, high: string) => string;
  tooFew: string;
  agreement: string;
  agreed: (share: string) => string;
  alone: string;
  both: string;
  in: string;
  out: string;
  withoutStaff: string;
  part: (part: string, of: string, low: string, high: string) => string;
  staffRecognised: (part: string) => string;
  staffMistaken: (part: string) => string;
  notWatched: string;
  running: string;
  older: string;
  none: string;
  noneWhy: string;
  noDoor: string;
  remove: string;
  compared: (minutes: string) => string;
}> = {
  en: {
    title: "Check the count",
    why: "Two people with phones stand at the door and tap In and Out; Lintel sets its own count beside theirs. No video is kept for it.",
    door: "Door",
    minutes: "How long",
    minutesOf: (minutes) => `${minutes} minutes`,
    start: "Begin",
    scan: "Open this on each phone: point its camera at the code",
    noWay: "Phones have no way to this page",
    runs: (from, to) => `Counts from ${from} to ${to}`,
    counters: (names) => `Counting: ${names}`,
    nobody: "nobody has opened it yet",
    stop: "End now",
    copy: "Copy",
    results: "Checks so far",
    when: "When",
    people: "People counted",
    lintel: "Lintel counted",
    error: "Error",
    interval: (low, high) => `95% between ${low} and ${high}`,
    tooFew: "too few people to say",
    agreement: "Agreement of the two",
    agreed: (share) => `${share} of the taps agree`,
    alone: "one person alone",
    both: "In and out",
    in: "In",
    out: "Out",
    withoutStaff: "Without staff",
    part: (part, of, low, high) => `${part} of ${of} (95% between ${low} and ${high})`,
    staffRecognised: (part) => `Staff recognised: ${part}`,
    staffMistaken: (part) => `Visitors taken for staff: ${part}`,
    notWatched: "The camera did not watch enough of it",
    running: "running",
    older: "of an earlier drawing of the line",
    none: "No check yet",
    noneWhy: "Fifteen minutes at a busy time say most.",
    noDoor: "No line is drawn yet; draw one on a camera's page.",
    remove: "Remove",
    compared: (minutes) => `${minutes} minutes compared`,
  },
  zh: {
    title: "核对计数",
    why: "两人各持手机站在门口点“进”和“出”，Lintel 将自己的计数与之对照。不保存任何视频。",
    door: "出入口",
    minutes: "时长",
    minutesOf: (minutes) => `${minutes} 分钟`,
    start: "开始",
    scan: "用每部手机的相机扫描此码",
    noWay: "手机无法打开此页面",
    runs: (from, to) => `计数时间 ${from} 至 ${to}`,
    counters: (names) => `正在点数：${names}`,
    nobody: "还没有人打开",
    stop: "立即结束",
    copy: "复制",
    results: "历次核对",
    when: "时间",
    people: "人工计数",
    lintel: "Lintel 计数",
    error: "误差",
    interval: (low, high) => `95% 区间 ${low} 至 ${high}`,
    tooFew: "人数太少，无法判断",
    agreement: "两人一致程度",
    agreed: (share) => `${share} 的点按一致`,
    alone: "仅一人",
    both: "进与出",
    in: "进",
    out: "出",
    withoutStaff: "不含员工",
    part: (part, of, low, high) => `${of} 人中 ${part} 人（95% 区间 ${low} 至 ${high}）`,
    staffRecognised: (part) => `识别出的员工：${part}`,
    staffMistaken: (part) => `被误认为员工的顾客：${part}`,
    notWatched: "摄像机观察时间不足",
    running: "进行中",
    older: "属于此计数线的旧画法",
    none: "还没有核对",
    noneWhy: "在繁忙时段核对十五分钟最有说服力。",
    noDoor: "还没有计数线，请在摄像机页面绘制。",
    remove: "删除",
    compared: (minutes) => `已对照 ${minutes} 分钟`,
  },
  fr: {
    title: "Vérifier le comptage",
    why: "Deux personnes avec un téléphone se tiennent à la porte et touchent Entrée et Sortie ; Lintel met son compte à côté. Aucune vidéo n’est gardée.",
    door: "Porte",
    minutes: "Durée",
    minutesOf: (minutes) => `${minutes} minutes`,
    start: "Commencer",
    scan: "Ouvrez ceci sur chaque téléphone : visez le code avec l’appareil photo",
    noWay: "Les téléphones ne peuvent pas ouvrir cette page",
    runs: (from, to) => `Compte de ${from} à ${to}`,
    counters: (names) => `Comptent : ${names}`,
    nobody: "personne ne l’a encore ouvert",
    stop: "Terminer",
    copy: "Copier",
    results: "Vérifications",
    when: "Quand",
    people: "Compté par des personnes",
    lintel: "Compté par Lintel",
    error: "Erreur",
    interval: (low, high) => `95 % entre ${low} et ${high}`,
    tooFew: "trop peu de personnes pour le dire",
    agreement: "Accord entre les deux",
    agreed: (share) => `${share} des appuis concordent`,
    alone: "une seule personne",
    both: "Entrées et sorties",
    in: "Entrées",
    out: "Sorties",
    withoutStaff: "Sans le personnel",
    part: (part, of, low, high) => `${part} sur ${of} (95 % entre ${low} et ${high})`,
    staffRecognised: (part) => `Personnel reconnu : ${part}`,
    staffMistaken: (part) => `Visiteurs pris pour du personnel : ${part}`,
    notWatched: "La caméra n’a pas assez observé",
    running: "en cours",
    older: "d’un tracé antérieur de la ligne",
    none: "Pas encore de vérification",
    noneWhy: "Quinze minutes à une heure chargée disent le plus.",
    noDoor: "Aucune ligne n’est tracée ; tracez-en une sur la page d’une caméra.",
    remove: "Supprimer",
    compared: (minutes) => `${minutes} minutes comparées`,
  },
  ko: {
    title: "계수 확인",
    why: "두 사람이 휴대전화를 들고 문 앞에서 입장과 퇴장을 누르면 Lintel이 자기 숫자와 비교합니다. 영상은 저장하지 않습니다.",
    door: "출입구",
    minutes: "시간",
    minutesOf: (minutes) => `${minutes}분`,
    start: "시작",
    scan: "각 휴대전화의 카메라로 코드를 비추세요",
    noWay: "휴대전화로 이 화면에 올 수 없습니다",
    runs: (from, to) => `${from}부터 ${to}까지 셉니다`,
    counters: (names) => `세는 사람: ${names}`,
    nobody: "아직 아무도 열지 않았습니다",
    stop: "지금 끝내기",
    copy: "복사",
    results: "지난 확인",
    when: "언제",
    people: "사람이 센 수",
    lintel: "Lintel이 센 수",
    error: "오차",
    interval: (low, high) => `95% 구간 ${low} ~ ${high}`,
    tooFew: "사람이 너무 적어 판단할 수 없음",
    agreement: "두 사람의 일치",
    agreed: (share) => `누른 것의 ${share}가 일치`,
    alone: "한 사람만",
    both: "입장과 퇴장",
    in: "입장",
    out: "퇴장",
    withoutStaff: "직원 제외",
    part: (part, of, low, high) => `${of}명 중 ${part}명(95% 구간 ${low}~${high})`,
    staffRecognised: (part) => `직원으로 맞게 본 사람: ${part}`,
    staffMistaken: (part) => `직원으로 잘못 본 방문객: ${part}`,
    notWatched: "카메라의 관찰이 부족했습니다",
    running: "진행 중",
    older: "이전에 그린 계수선의 것",
    none: "아직 확인한 적이 없습니다",
    noneWhy: "붐비는 시간의 15분이 가장 많은 것을 말해 줍니다.",
    noDoor: "아직 계수선이 없습니다. 카메라 화면에서 그리세요.",
    remove: "삭제",
    compared: (minutes) => `${minutes}분 비교`,
  },
};
