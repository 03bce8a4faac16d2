import type { Words } from "#dashboard/words/language.tsx";
import type { LineRole } from "./camera-drawing.ts";

/** The words of one camera's page: its lines and zones, its picture, its password. */
export const cameraWords: Words<{
  back: string;
  picture: string;
  noScene: string;
  noSceneWhy: string;
  askScene: string;
  asked: string;
  partScene: (share: string) => string;
  fresh: string;
  select: string;
  newLine: string;
  newZone: string;
  undo: string;
  redo: string;
  zoomIn: string;
  zoomOut: string;
  whole: string;
  howSelect: string;
  howLine: string;
  howZone: string;
  finish: string;
  cancel: string;
  line: string;
  zone: string;
  in: string;
  out: string;
  begin: string;
  end: string;
  corner: (number: number) => string;
  place: (x: string, y: string) => string;
  addCorner: string;
  name: string;
  role: string;
  roles: Readonly<Record<LineRole, string>>;
  rolesWhy: Readonly<Record<LineRole, string>>;
  flip: string;
  cue: string;
  cueWhy: string;
  cueOff: string;
  remove: string;
  removeCorner: string;
  nothingDrawn: string;
  nothingDrawnWhy: string;
  save: string;
  saved: string;
  discard: string;
  unsaved: string;
  makes: (name: string, version: number) => string;
  renamed: (before: string) => string;
  unchanged: (version: number) => string;
  recent: string;
  recentNone: string;
  recentUnsaved: string;
  walk: string;
  counted: (entered: string, left: string) => string;
  visited: (people: string) => string;
  setUp: string;
  setUpWhy: string;
  setUpStart: string;
  setUpEnd: string;
  setUpLeft: (time: string) => string;
  setUpNone: string;
  people: (count: number) => string;
  gate: string;
  gateWhy: (count: number) => string;
  compliance: string;
  password: string;
  passwordWhy: string;
  newPassword: string;
  keep: string;
  kept: string;
  takeDown: string;
  takeDownWhy: string;
  takeDownSure: string;
  refused: string;
  nameTwice: string;
  nameWrong: string;
  crossed: string;
  tooShort: string;
}> = {
  en: {
    back: "All cameras",
    picture: "What the camera sees, without people",
    noScene: "There is no picture of the empty shop yet",
    noSceneWhy: "Lintel makes one without people, as soon as it has seen the place for a minute. You can draw already.",
    askScene: "Ask for a picture",
    asked: "Asked for. It appears here by itself.",
    partScene: (share) => `${share} of the picture is known; the rest is blank because somebody stood there`,
    fresh: "Fresh picture",
    select: "Move",
    newLine: "New line",
    newZone: "New zone",
    undo: "Undo",
    redo: "Redo",
    zoomIn: "Larger",
    zoomOut: "Smaller",
    whole: "Whole picture",
    howSelect: "Drag a line, zone or point. With the keyboard: Tab to a point, arrow keys move it, Delete removes it.",
    howLine: "Drag across the doorway, from one side of the door to the other.",
    howZone: "Press at each corner; press the first one again to finish.",
    finish: "Finish the zone",
    cancel: "Cancel",
    line: "line",
    zone: "zone",
    in: "in",
    out: "out",
    begin: "one end",
    end: "other end",
    corner: (number) => `corner ${number}`,
    place: (x, y) => `${x} from the left, ${y} from the top`,
    addCorner: "Add a corner",
    name: "Name",
    role: "What this line is for",
    roles: { entrance: "Entrance of the shop", inner: "Passage inside", "passer-by": "Passers-by outside" },
    rolesWhy: {
      entrance: "Counts as visitors of the shop.",
      inner: "Counted, but not as visitors again.",
      "passer-by": "People who walk past the shop, to see how many come in.",
    },
    flip: "Swap in and out",
    cue: "Call somebody after (seconds)",
    cueWhy: "When somebody has waited here for so long. Where calls go is in the settings.",
    cueOff: "never",
    remove: "Remove",
    removeCorner: "Remove this corner",
    nothingDrawn: "Nothing is drawn yet",
    nothingDrawnWhy: "Draw a line across the door: who crosses it is counted.",
    save: "Save",
    saved: "Saved. Counting goes on by what you drew.",
    discard: "Discard changes",
    unsaved: "Not saved yet",
    makes: (name, version) => `Saving makes version ${version} of “${name}”; charts show where it begins.`,
    renamed: (before) => `Under a new name it counts anew; what “${before}” counted stays.`,
    unchanged: (version) => `Version ${version}`,
    recent: "The last 10 minutes",
    recentNone: "nothing yet",
    recentUnsaved: "Counts appear once it is saved.",
    walk: "Walk through once: the count rises within a few seconds.",
    counted: (entered, left) => `${entered} in · ${left} out`,
    visited: (people) => `came into the zone: ${people}`,
    setUp: "Set-up view",
    setUpWhy:
      "Shows people as moving dots over the empty picture, to see whether lines lie right. Ends after 15 minutes.",
    setUpStart: "Show dots",
    setUpEnd: "End",
    setUpLeft: (time) => `ends in ${time}`,
    setUpNone: "This camera cannot show dots at the moment.",
    people: (count) => (count === 1 ? "1 dot" : `${count} dots`),
    gate: "Counting is switched off here",
    gateWhy: (count) =>
      `The law of this place asks for ${count === 1 ? "one thing" : `${count} things`} that nobody has shown yet. You can draw meanwhile.`,
    compliance: "See what is missing",
    password: "Password of the camera",
    passwordWhy: "It is kept encrypted and never shown.",
    newPassword: "New password",
    keep: "Save the password",
    kept: "Saved. Lintel connects with it.",
    takeDown: "Take this camera down",
    takeDownWhy: "It is no longer watched. What it counted stays.",
    takeDownSure: "Yes, take it down",
    refused: "The server did not accept this",
    nameTwice: "Another line or zone has this name.",
    nameWrong: "Up to 40 letters, digits, spaces, points and hyphens.",
    crossed: "Two sides of this zone cross each other. Move its corners into order.",
    tooShort: "This is too short: draw it larger.",
  },
  zh: {
    back: "全部摄像机",
    picture: "摄像机看到的场景（无人）",
    noScene: "还没有无人场景图",
    noSceneWhy: "Lintel 观察现场约一分钟后，会生成一张没有人的图。现在也可以先画线。",
    askScene: "请求场景图",
    asked: "已请求，生成后会自动显示。",
    partScene: (share) => `画面已知 ${share}；其余处有人站立，暂为空白`,
    fresh: "更新场景图",
    select: "移动",
    newLine: "新计数线",
    newZone: "新区域",
    undo: "撤销",
    redo: "重做",
    zoomIn: "放大",
    zoomOut: "缩小",
    whole: "整幅画面",
    howSelect: "拖动线、区域或端点。键盘操作：Tab 选点，方向键移动，Delete 删除。",
    howLine: "从门的一侧拖到另一侧，横跨门口画一条线。",
    howZone: "依次点击各个角点，再点第一个角点即完成。",
    finish: "完成区域",
    cancel: "取消",
    line: "计数线",
    zone: "区域",
    in: "进",
    out: "出",
    begin: "起点",
    end: "终点",
    corner: (number) => `角点 ${number}`,
    place: (x, y) => `距左 ${x}，距上 ${y}`,
    addCorner: "添加角点",
    name: "名称",
    role: "这里经过的是",
    roles: { entrance: "店铺入口", inner: "店内通道", "passer-by": "店外过路人" },
    rolesWhy: {
      entrance: "计入店铺客流。",
      inner: "单独计数，不重复计入客流。",
      "passer-by": "统计路过店门的人，用来计算进店率。",
    },
    flip: "进出互换",
    cue: "等候多少秒后通知",
    cueWhy: "有人在此等候达到该时长即通知；通知方式在设置中选择。",
    cueOff: "不通知",
    remove: "删除",
    removeCorner: "删除此角点",
    nothingDrawn: "还没有画线",
    nothingDrawnWhy: "在门口画一条线：跨过的人会被计数。",
    save: "保存",
    saved: "已保存，正按新的画线计数。",
    discard: "放弃修改",
    unsaved: "尚未保存",
    makes: (name, version) => `保存后“${name}”成为第 ${version} 版，图表会标出起始时间。`,
    renamed: (before) => `改名后重新计数；“${before}”已有的数据会保留。`,
    unchanged: (version) => `第 ${version} 版`,
    recent: "最近 10 分钟",
    recentNone: "暂无",
    recentUnsaved: "保存后显示计数。",
    walk: "走过一次试试：几秒内计数会增加。",
    counted: (entered, left) => `进 ${entered} · 出 ${left}`,
    visited: (people) => `进入区域 ${people} 人次`,
    setUp: "调试视图",
    setUpWhy: "在无人场景上以移动的圆点显示行人，便于检查画线是否合适。15 分钟后自动结束。",
    setUpStart: "显示圆点",
    setUpEnd: "结束",
    setUpLeft: (time) => `${time}后结束`,
    setUpNone: "这台摄像机目前无法显示圆点。",
    people: (count) => `${count} 个点`,
    gate: "此处的计数已关闭",
    gateWhy: (count) => `按当地法律，还有 ${count} 项尚未提供证明。您可以先画线。`,
    compliance: "查看缺少什么",
    password: "摄像机密码",
    passwordWhy: "加密保存，不会显示。",
    newPassword: "新密码",
    keep: "保存密码",
    kept: "已保存，Lintel 将用它连接。",
    takeDown: "移除这台摄像机",
    takeDownWhy: "不再观察，已有的计数会保留。",
    takeDownSure: "确认移除",
    refused: "服务器未接受",
    nameTwice: "已有同名的线或区域。",
    nameWrong: "最多 40 个字，可用文字、数字、空格、点和连字符。",
    crossed: "区域的两条边相交了，请按顺序移动角点。",
    tooShort: "太短了，请画得大一些。",
  },
  fr: {
    back: "Toutes les caméras",
    picture: "Ce que voit la caméra, sans personne",
    noScene: "Pas encore d’image du magasin vide",
    noSceneWhy: "Lintel en fait une sans personne dès qu’il a vu l’endroit une minute. Vous pouvez déjà tracer.",
    askScene: "Demander une image",
    asked: "Demandée. Elle apparaîtra d’elle-même.",
    partScene: (share) => `${share} de l’image est connue ; le reste est vide car quelqu’un s’y tenait`,
    fresh: "Nouvelle image",
    select: "Déplacer",
    newLine: "Nouvelle ligne",
    newZone: "Nouvelle zone",
    undo: "Annuler",
    redo: "Rétablir",
    zoomIn: "Agrandir",
    zoomOut: "Réduire",
    whole: "Image entière",
    howSelect:
      "Faites glisser une ligne, une zone ou un point. Au clavier : Tab choisit un point, les flèches le déplacent, Suppr l’enlève.",
    howLine: "Faites glisser d’un côté de la porte à l’autre, en travers du passage.",
    howZone: "Appuyez à chaque coin ; appuyez de nouveau sur le premier pour finir.",
    finish: "Finir la zone",
    cancel: "Abandonner",
    line: "ligne",
    zone: "zone",
    in: "entrée",
    out: "sortie",
    begin: "une extrémité",
    end: "l’autre extrémité",
    corner: (number) => `coin ${number}`,
    place: (x, y) => `à ${x} de la gauche, ${y} du haut`,
    addCorner: "Ajouter un coin",
    name: "Nom",
    role: "À quoi sert cette ligne",
    roles: { entrance: "Entrée du magasin", inner: "Passage intérieur", "passer-by": "Passants dehors" },
    rolesWhy: {
      entrance: "Compte comme visiteurs du magasin.",
      inner: "Compté, mais pas une seconde fois comme visiteurs.",
      "passer-by": "Les gens qui passent devant, pour savoir combien entrent.",
    },
    flip: "Inverser entrée et sortie",
    cue: "Appeler quelqu’un après (secondes)",
    cueWhy: "Quand une personne attend ici depuis ce temps. Les réglages disent où va l’appel.",
    cueOff: "jamais",
    remove: "Enlever",
    removeCorner: "Enlever ce coin",
    nothingDrawn: "Rien n’est encore tracé",
    nothingDrawnWhy: "Tracez une ligne en travers de la porte : qui la franchit est compté.",
    save: "Enregistrer",
    saved: "Enregistré. Le comptage suit votre tracé.",
    discard: "Oublier les changements",
    unsaved: "Pas encore enregistré",
    makes: (name, version) =>
      `Enregistrer crée la version ${version} de « ${name} » ; les graphiques montrent où elle commence.`,
    renamed: (before) => `Sous un nouveau nom, le compte repart ; ce qu’a compté « ${before} » reste.`,
    unchanged: (version) => `Version ${version}`,
    recent: "Les 10 dernières minutes",
    recentNone: "rien encore",
    recentUnsaved: "Les comptes apparaissent après l’enregistrement.",
    walk: "Passez une fois : le compte monte en quelques secondes.",
    counted: (entered, left) => `entrées : ${entered} · sorties : ${left}`,
    visited: (people) => `passages dans la zone : ${people}`,
    setUp: "Vue de réglage",
    setUpWhy:
      "Montre les gens comme des points mobiles sur l’image vide, pour vérifier le tracé. Se termine après 15 minutes.",
    setUpStart: "Montrer les points",
    setUpEnd: "Terminer",
    setUpLeft: (time) => `se termine dans ${time}`,
    setUpNone: "Cette caméra ne peut pas montrer de points en ce moment.",
    people: (count) => (count <= 1 ? `${count} point` : `${count} points`),
    gate: "Le comptage est coupé ici",
    gateWhy: (count) =>
      `La loi du lieu demande ${count === 1 ? "une chose" : `${count} choses`} que personne n’a encore montrée${count === 1 ? "" : "s"}. Vous pouvez déjà tracer.`,
    compliance: "Voir ce qui manque",
    password: "Mot de passe de la caméra",
    passwordWhy: "Il est gardé chiffré et jamais montré.",
    newPassword: "Nouveau mot de passe",
    keep: "Enregistrer le mot de passe",
    kept: "Enregistré. Lintel s’en sert pour se connecter.",
    takeDown: "Retirer cette caméra",
    takeDownWhy: "Elle n’est plus observée. Ce qu’elle a compté reste.",
    takeDownSure: "Oui, la retirer",
    refused: "Le serveur n’a pas accepté ceci",
    nameTwice: "Une autre ligne ou zone porte ce nom.",
    nameWrong: "Jusqu’à 40 lettres, chiffres, espaces, points et tirets.",
    crossed: "Deux côtés de cette zone se croisent. Remettez ses coins dans l’ordre.",
    tooShort: "C’est trop court : tracez plus grand.",
  },
  ko: {
    back: "모든 카메라",
    picture: "카메라가 보는 장면 (사람 없음)",
    noScene: "아직 빈 매장 사진이 없습니다",
    noSceneWhy: "1분쯤 지켜본 뒤 사람이 없는 사진을 만듭니다. 선은 지금도 그릴 수 있습니다.",
    askScene: "사진 요청",
    asked: "요청했습니다. 준비되면 저절로 나타납니다.",
    partScene: (share) => `화면의 ${share}를 알고 있습니다. 나머지는 누가 서 있어 비어 있습니다`,
    fresh: "새 사진",
    select: "이동",
    newLine: "새 선",
    newZone: "새 구역",
    undo: "실행 취소",
    redo: "다시 실행",
    zoomIn: "확대",
    zoomOut: "축소",
    whole: "전체 화면",
    howSelect: "선, 구역, 점을 끌어 옮기세요. 키보드: Tab으로 점을 고르고 화살표로 옮기며 Delete로 지웁니다.",
    howLine: "문 한쪽에서 다른 쪽까지 출입구를 가로질러 끌어 그리세요.",
    howZone: "꼭짓점마다 누르고, 첫 점을 다시 누르면 완성됩니다.",
    finish: "구역 완성",
    cancel: "취소",
    line: "선",
    zone: "구역",
    in: "입장",
    out: "퇴장",
    begin: "한쪽 끝",
    end: "다른 쪽 끝",
    corner: (number) => `꼭짓점 ${number}`,
    place: (x, y) => `왼쪽에서 ${x}, 위에서 ${y}`,
    addCorner: "꼭짓점 추가",
    name: "이름",
    role: "이곳을 지나는 사람",
    roles: { entrance: "매장 출입구", inner: "매장 안 통로", "passer-by": "매장 밖 행인" },
    rolesWhy: {
      entrance: "매장 방문객으로 셉니다.",
      inner: "세지만 방문객에 다시 더하지 않습니다.",
      "passer-by": "매장 앞을 지나는 사람입니다. 얼마나 들어오는지 알 수 있습니다.",
    },
    flip: "입장·퇴장 바꾸기",
    cue: "몇 초 뒤 알림",
    cueWhy: "누군가 여기서 그만큼 기다리면 알립니다. 알림을 보낼 곳은 설정에 있습니다.",
    cueOff: "알리지 않음",
    remove: "지우기",
    removeCorner: "이 꼭짓점 지우기",
    nothingDrawn: "아직 그린 것이 없습니다",
    nothingDrawnWhy: "문을 가로질러 선을 그리세요. 넘는 사람을 셉니다.",
    save: "저장",
    saved: "저장했습니다. 새로 그린 대로 셉니다.",
    discard: "변경 취소",
    unsaved: "아직 저장하지 않음",
    makes: (name, version) => `저장하면 ‘${name}’의 ${version}번째 버전이 됩니다. 차트에 시작 시점이 표시됩니다.`,
    renamed: (before) => `새 이름으로 새로 셉니다. ‘${before}’의 기록은 남습니다.`,
    unchanged: (version) => `버전 ${version}`,
    recent: "최근 10분",
    recentNone: "아직 없음",
    recentUnsaved: "저장하면 계수가 나타납니다.",
    walk: "한 번 지나가 보세요. 몇 초 안에 숫자가 올라갑니다.",
    counted: (entered, left) => `입장 ${entered} · 퇴장 ${left}`,
    visited: (people) => `구역에 ${people}명 들어옴`,
    setUp: "설치 화면",
    setUpWhy: "빈 매장 사진 위에 사람을 움직이는 점으로 보여 선이 맞는지 확인합니다. 15분 뒤 끝납니다.",
    setUpStart: "점 보기",
    setUpEnd: "끝내기",
    setUpLeft: (time) => `${time} 뒤 끝남`,
    setUpNone: "지금은 이 카메라의 점을 볼 수 없습니다.",
    people: (count) => `점 ${count}개`,
    gate: "이곳의 계수가 꺼져 있습니다",
    gateWhy: (count) => `이 지역의 법이 요구하는 ${count}가지가 아직 확인되지 않았습니다. 선은 먼저 그릴 수 있습니다.`,
    compliance: "무엇이 빠졌는지 보기",
    password: "카메라 비밀번호",
    passwordWhy: "암호화해 보관하며 보여 주지 않습니다.",
    newPassword: "새 비밀번호",
    keep: "저장",
    kept: "저장했습니다. 이 비밀번호로 연결합니다.",
    takeDown: "이 카메라 제거",
    takeDownWhy: "더 이상 관찰하지 않습니다. 센 기록은 남습니다.",
    takeDownSure: "예, 제거합니다",
    refused: "서버가 받아들이지 않았습니다",
    nameTwice: "같은 이름의 선이나 구역이 있습니다.",
    nameWrong: "40자까지, 글자·숫자·띄어쓰기·점·하이픈만 쓸 수 있습니다.",
    crossed: "구역의 두 변이 서로 엇갈립니다. 꼭짓점을 차례대로 옮기세요.",
    tooShort: "너무 짧습니다. 더 크게 그리세요.",
  },
};
