import type { Words } from "#dashboard/words/language.tsx";

export const zonesWords: Words<{
  title: string;
  zone: string;
  entered: string;
  median: string;
  p90: string;
  draw: string;
  drawNote: string;
  bounce: (seconds: string) => string;
  watched: string;
  stays: string;
  staysNote: string;
  people: (count: string) => string;
  from: string;
  floor: string;
  floorNote: string;
  noScene: string;
  askScene: string;
  none: string;
  noneWhy: string;
}> = {
  en: {
    title: "Zones and floor",
    zone: "Zone",
    entered: "Entered",
    median: "Half stay up to",
    p90: "Nine of ten up to",
    draw: "Draw rate",
    drawNote: "entries ÷ visitors of the shop",
    bounce: (seconds) => `Left within ${seconds}`,
    watched: "Watched",
    stays: "How long people stay",
    staysNote: "stays that were counted, by their length",
    people: (count) => `${count} stays`,
    from: "from",
    floor: "Floor",
    floorNote: "Zones over the scene with nobody in it: the darker, the more time was spent in them.",
    noScene: "No picture of the empty scene yet. It holds nobody and is made in the camera's own process.",
    askScene: "Make the picture",
    none: "No zone is drawn yet",
    noneWhy: "Draw one on a camera's page: a shelf, a table, the queue.",
  },
  zh: {
    title: "区域与楼面",
    zone: "区域",
    entered: "进入次数",
    median: "一半停留不超过",
    p90: "九成停留不超过",
    draw: "吸引率",
    drawNote: "进入次数 ÷ 进店人数",
    bounce: (seconds) => `${seconds} 内离开`,
    watched: "已观察",
    stays: "停留时长",
    staysNote: "已统计的停留，按时长分布",
    people: (count) => `${count} 次停留`,
    from: "从",
    floor: "楼面",
    floorNote: "叠加在无人场景上的区域：颜色越深，停留时间越多。",
    noScene: "还没有空场景图。图中没有任何人，由摄像机自己的进程生成。",
    askScene: "生成图片",
    none: "还没有画区域",
    noneWhy: "在摄像机页面画一个：货架、展台或排队区。",
  },
  fr: {
    title: "Zones et surface",
    zone: "Zone",
    entered: "Entrées",
    median: "La moitié reste jusqu’à",
    p90: "Neuf sur dix jusqu’à",
    draw: "Taux d’attraction",
    drawNote: "entrées ÷ visiteurs du magasin",
    bounce: (seconds) => `Partis en moins de ${seconds}`,
    watched: "Observé",
    stays: "Durée des séjours",
    staysNote: "séjours comptés, selon leur durée",
    people: (count) => `${count} séjours`,
    from: "dès",
    floor: "Surface",
    floorNote: "Les zones sur la scène sans personne : plus c’est foncé, plus on y a passé de temps.",
    noScene: "Pas encore d’image de la scène vide. Elle ne montre personne et se fait dans le processus de la caméra.",
    askScene: "Faire l’image",
    none: "Aucune zone n’est dessinée",
    noneWhy: "Dessinez-en une sur la page d’une caméra : un rayon, une table, la file.",
  },
  ko: {
    title: "구역과 매장 바닥",
    zone: "구역",
    entered: "진입",
    median: "절반은 이 시간 이내",
    p90: "90%는 이 시간 이내",
    draw: "유인율",
    drawNote: "진입 ÷ 매장 방문객",
    bounce: (seconds) => `${seconds} 안에 떠남`,
    watched: "관찰",
    stays: "머문 시간",
    staysNote: "집계된 체류를 길이별로",
    people: (count) => `체류 ${count}건`,
    from: "부터",
    floor: "매장 바닥",
    floorNote: "아무도 없는 장면 위의 구역: 진할수록 오래 머문 곳입니다.",
    noScene: "아직 빈 장면 사진이 없습니다. 사진에는 아무도 없으며 카메라 자체 프로세스에서 만들어집니다.",
    askScene: "사진 만들기",
    none: "아직 그려진 구역이 없습니다",
    noneWhy: "카메라 화면에서 진열대, 테이블, 대기줄 등을 그려 보세요.",
  },
};
