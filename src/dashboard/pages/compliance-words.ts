import type { Words } from "#dashboard/words/language.tsx";

export const complianceWords: Words<{
  title: string;
  note: (day: string) => string;
  allRuns: string;
  someOff: (off: number, all: number) => string;
  runs: string;
  off: string;
  until: (day: string) => string;
  missing: (count: number) => string;
  why: string;
  next: string;
  instead: string;
  law: string;
  capabilities: Readonly<Record<string, string>>;
  sign: string;
  signHangs: string;
  signGone: string;
  takeAway: string;
  hangAgain: string;
  signNote: string;
  closedIn: (seconds: string) => string;
  openedIn: (seconds: string) => string;
  waiting: string;
  notAsked: string;
  papers: string;
  noPapers: string;
  paper: string;
  keeper: string;
  ends: string;
  noEnd: string;
  file: string;
  never: string;
  neverText: string;
  english: string;
  happened: string;
  gateUp: (stages: string) => string;
  gateDown: string;
  nothingHappened: string;
}> = {
  en: {
    title: "Compliance",
    note: (day) => `What the law of this place permits on ${day}. Not legal advice.`,
    allRuns: "Everything that this shop does is permitted.",
    someOff: (off, all) =>
      `Switched off: ${off} of the ${all} things that this shop wants to do. See below why, and what to do.`,
    runs: "Runs",
    off: "Does not run",
    until: (day) => `until ${day}`,
    missing: (count) => `${count} things are missing: see which, and what to do`,
    why: "Why",
    next: "Next",
    instead: "Another way to the same figure",
    law: "Law",
    capabilities: {
      targeting: "Prices or messages for single people",
      count: "Counting people in and out",
      zones: "Zones: who enters, how long they stay",
      "scene-picture": "A picture of the scene with nobody in it",
      "setup-view": "Moving dots while the camera is set up",
      "staff-exclusion": "Telling staff from visitors by clothing and place",
      "tablet-answer": "Age group and sex, told by visitors themselves",
      "tablet-estimate": "Age group and sex, estimated on the tablet where a visitor asks for it",
      install: "A sensor on the wall",
    },
    sign: "The sign at the entrance",
    signHangs: "It is stated that the sign hangs where one reads it before going in.",
    signGone: "It is stated that the sign is missing.",
    takeAway: "The sign is missing",
    hangAgain: "The sign hangs again",
    signNote:
      "Say it as soon as you see it: where the law asks for the sign, cameras stop within seconds and begin again as soon as it hangs.",
    closedIn: (seconds) => `Stopped after ${seconds} s: nothing that needs the sign runs any more.`,
    openedIn: (seconds) => `Running again after ${seconds} s.`,
    waiting: "waiting for the cameras …",
    notAsked: "Nothing that runs here needs the sign.",
    papers: "Papers behind it",
    noPapers: "No papers are needed here, or none is stated.",
    paper: "Paper",
    keeper: "Kept by",
    ends: "Ends",
    noEnd: "no end",
    file: "File",
    never: "What Lintel cannot do",
    neverText:
      "It recognises no faces, knows nobody again by body or gait, and keeps no picture of people: there is no code for it. Ages, the share of women and men, repeat visits come from what people say themselves.",
    english: "",
    happened: "What started and stopped in the last days",
    gateUp: (stages) => `runs: ${stages}`,
    gateDown: "nothing runs",
    nothingHappened: "Nothing changed.",
  },
  zh: {
    title: "合规",
    note: (day) => `${day} 当地法律允许的内容。不构成法律意见。`,
    allRuns: "本店所做的一切均获允许。",
    someOff: (off, all) => `本店要做的 ${all} 项中有 ${off} 项未运行。原因和处理办法见下。`,
    runs: "运行中",
    off: "未运行",
    until: (day) => `至 ${day}`,
    missing: (count) => `缺 ${count} 项：展开查看及下一步`,
    why: "原因",
    next: "下一步",
    instead: "获得同样数字的其他方式",
    law: "法律依据",
    capabilities: {
      targeting: "针对个人的定价或推送",
      count: "统计进出人数",
      zones: "区域：进入与停留时间",
      "scene-picture": "无人场景图",
      "setup-view": "调试摄像机时的移动圆点",
      "staff-exclusion": "按衣着和位置区分员工与顾客",
      "tablet-answer": "顾客自己填写的年龄段和性别",
      "tablet-estimate": "顾客要求时在平板上估计年龄段和性别",
      install: "墙上的传感器",
    },
    sign: "入口处的告知标识",
    signHangs: "已声明：标识挂在进店前能看到的位置。",
    signGone: "已声明：标识缺失。",
    takeAway: "标识不见了",
    hangAgain: "标识已重新挂好",
    signNote: "发现后请立即说明：法律要求标识的地方，摄像机会在数秒内停止，挂好后自动恢复。",
    closedIn: (seconds) => `${seconds} 秒后关闭：需要标识的功能均已停止。`,
    openedIn: (seconds) => `${seconds} 秒后开启：已恢复运行。`,
    waiting: "等待摄像机响应……",
    notAsked: "这里运行的功能都不需要该标识。",
    papers: "相关文件",
    noPapers: "此处不需要文件，或尚未声明。",
    paper: "文件",
    keeper: "保管人",
    ends: "到期",
    noEnd: "无期限",
    file: "附件",
    never: "Lintel 做不到的事",
    neverText:
      "不识别人脸，不凭体型或步态再次认出任何人，不保存任何人的图像：根本没有这样的代码。年龄、男女比例、回访情况来自人们自己的填写。",
    english: "",
    happened: "最近几天的开启与关闭",
    gateUp: (stages) => `运行：${stages}`,
    gateDown: "全部停止",
    nothingHappened: "没有变化。",
  },
  fr: {
    title: "Conformité",
    note: (day) => `Ce que la loi du lieu permet au ${day}. Ce n’est pas un avis juridique.`,
    allRuns: "Tout ce que fait ce magasin est permis.",
    someOff: (off, all) => `Fonctions arrêtées : ${off} sur ${all}. Voici pourquoi, et que faire.`,
    runs: "En marche",
    off: "Arrêté",
    until: (day) => `jusqu’au ${day}`,
    missing: (count) => `Il manque ${count} points : les voir, et que faire`,
    why: "Pourquoi",
    next: "À faire",
    instead: "Le même chiffre autrement",
    law: "Loi",
    capabilities: {
      targeting: "Des prix ou des messages pour une seule personne",
      count: "Compter les entrées et sorties",
      zones: "Zones : qui entre, combien de temps",
      "scene-picture": "Une image de la scène sans personne",
      "setup-view": "Des points mobiles pendant l’installation",
      "staff-exclusion": "Distinguer le personnel d’après la tenue et le lieu",
      "tablet-answer": "Tranche d’âge et sexe, indiqués par les visiteurs",
      "tablet-estimate": "Tranche d’âge et sexe, estimés sur la tablette à la demande du visiteur",
      install: "Un capteur au mur",
    },
    sign: "L’affiche à l’entrée",
    signHangs: "Il est déclaré que l’affiche est lisible avant d’entrer.",
    signGone: "Il est déclaré que l’affiche manque.",
    takeAway: "L’affiche manque",
    hangAgain: "L’affiche est remise",
    signNote:
      "Dites-le dès que vous le voyez : là où la loi exige l’affiche, les caméras s’arrêtent en quelques secondes et reprennent dès qu’elle est remise.",
    closedIn: (seconds) => `Arrêté en ${seconds} s : plus rien de ce qui exige l’affiche ne fonctionne.`,
    openedIn: (seconds) => `Reprise en ${seconds} s : tout fonctionne de nouveau.`,
    waiting: "en attente des caméras…",
    notAsked: "Rien de ce qui tourne ici n’exige l’affiche.",
    papers: "Documents",
    noPapers: "Aucun document n’est nécessaire ici, ou aucun n’est déclaré.",
    paper: "Document",
    keeper: "Gardé par",
    ends: "Fin",
    noEnd: "sans fin",
    file: "Fichier",
    never: "Ce que Lintel ne peut pas faire",
    neverText:
      "Il ne reconnaît aucun visage, ne retrouve personne par le corps ou la démarche, et ne garde aucune image de personnes : aucun code n’est prévu pour cela. Âges, part des femmes et des hommes, visites répétées viennent de ce que les gens disent eux-mêmes.",
    english: "Les motifs sont en anglais.",
    happened: "Ce qui a démarré ou s’est arrêté ces derniers jours",
    gateUp: (stages) => `en marche : ${stages}`,
    gateDown: "rien ne tourne",
    nothingHappened: "Rien n’a changé.",
  },
  ko: {
    title: "법규 준수",
    note: (day) => `${day} 현재 이 지역 법이 허용하는 것. 법률 자문이 아닙니다.`,
    allRuns: "이 매장이 하는 모든 것이 허용됩니다.",
    someOff: (off, all) => `${all}가지 중 ${off}가지가 실행되지 않습니다. 이유와 할 일은 아래에 있습니다.`,
    runs: "실행 중",
    off: "실행 안 됨",
    until: (day) => `${day}까지`,
    missing: (count) => `${count}가지가 빠졌습니다: 내용과 할 일 보기`,
    why: "이유",
    next: "할 일",
    instead: "같은 수치를 얻는 다른 방법",
    law: "법",
    capabilities: {
      targeting: "한 사람만을 위한 가격이나 메시지",
      count: "출입 인원 계수",
      zones: "구역: 진입과 머문 시간",
      "scene-picture": "아무도 없는 장면 사진",
      "setup-view": "설치 중 움직이는 점",
      "staff-exclusion": "옷과 위치로 직원 구별",
      "tablet-answer": "방문객이 직접 알린 연령대와 성별",
      "tablet-estimate": "방문객이 원할 때 태블릿에서 추정한 연령대와 성별",
      install: "벽의 센서",
    },
    sign: "입구의 안내판",
    signHangs: "들어가기 전에 읽을 수 있는 곳에 안내판이 있다고 되어 있습니다.",
    signGone: "안내판이 없다고 되어 있습니다.",
    takeAway: "안내판이 없어졌습니다",
    hangAgain: "안내판을 다시 걸었습니다",
    signNote:
      "보는 즉시 알려 주세요. 법이 안내판을 요구하는 곳에서는 카메라가 몇 초 안에 멈추고, 다시 걸면 곧 시작합니다.",
    closedIn: (seconds) => `${seconds}초 뒤 닫힘: 안내판이 필요한 것은 모두 멈췄습니다.`,
    openedIn: (seconds) => `${seconds}초 뒤 열림: 다시 실행됩니다.`,
    waiting: "카메라를 기다리는 중…",
    notAsked: "여기서 실행되는 것 중 안내판이 필요한 것은 없습니다.",
    papers: "관련 서류",
    noPapers: "여기서는 서류가 필요 없거나 기재된 것이 없습니다.",
    paper: "서류",
    keeper: "보관자",
    ends: "만료",
    noEnd: "기한 없음",
    file: "파일",
    never: "Lintel이 할 수 없는 것",
    neverText:
      "얼굴을 인식하지 않고, 몸이나 걸음걸이로 누구도 다시 알아보지 않으며, 사람의 사진을 남기지 않습니다. 그런 코드는 없습니다. 나이, 남녀 비율, 재방문은 사람들이 스스로 말한 것에서 나옵니다.",
    english: "이유는 영어로 되어 있습니다.",
    happened: "최근 며칠 동안 열리고 닫힌 것",
    gateUp: (stages) => `실행: ${stages}`,
    gateDown: "모두 멈춤",
    nothingHappened: "변화가 없습니다.",
  },
};
