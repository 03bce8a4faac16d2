import type { Words } from "#dashboard/words/language.tsx";

/** A state of a camera: what it is called, what it means, and what to do. */
export type StateText = { readonly name: string; readonly why: string; readonly remedy: string };

/** The states of `domain/health/camera-state.ts`, and the two in which the server has not heard of a camera. */
export const stateWords: Words<Readonly<Record<string, StateText>>> = {
  en: {
    running: { name: "Counting", why: "Pictures come in and people are counted.", remedy: "" },
    frozen: {
      name: "Picture frozen",
      why: "It shows the same picture again and again. Nothing is counted.",
      remedy: "Switch the camera off and on again.",
    },
    dark: {
      name: "Too dark",
      why: "The picture is dark. Nothing is counted.",
      remedy: "Switch the light on, or the camera's night mode. After closing time this is normal.",
    },
    covered: {
      name: "Covered",
      why: "There is nothing to be seen in the picture. Nothing is counted.",
      remedy: "Look whether something hangs or stands in front of the lens, and wipe it.",
    },
    moved: {
      name: "Moved",
      why: "It looks somewhere else than when its lines were drawn. Nothing is counted.",
      remedy: "Turn the camera back, or draw the lines anew where it looks now.",
    },
    "clock-stepped": {
      name: "Counting (clock was set)",
      why: "The clock of the computer was set; a new minute was begun.",
      remedy: "Let the computer keep its time by itself (NTP).",
    },
    connecting: { name: "Connecting", why: "Lintel is connecting to the camera.", remedy: "" },
    refused: {
      name: "Cannot be reached",
      why: "Nothing answers at its address. Lintel keeps trying.",
      remedy: "Check power and network cable, and whether its address has changed.",
    },
    password: {
      name: "Wrong password",
      why: "The camera does not accept the name or the password.",
      remedy:
        "Give the right password on the camera’s own page in Lintel. Lintel tries slowly, so that the account is not locked.",
    },
    "not-there": {
      name: "No such stream",
      why: "The camera answers, but has no stream at this address.",
      remedy: "Look in its manual what its streams are called, or add it again by its address alone.",
    },
    stalled: {
      name: "No pictures",
      why: "It has sent nothing for a while. Lintel connects again by itself.",
      remedy: "Check cable, power and network.",
    },
    ended: {
      name: "Stream ended by the camera",
      why: "The camera ended its stream, as when it starts anew. Lintel connects again by itself.",
      remedy: "If it stays like this, look whether the camera is on.",
    },
    damaged: {
      name: "Broken pictures",
      why: "What arrives cannot be made into a picture.",
      remedy: "Check cable and network, and start the camera anew.",
    },
    "size-changed": {
      name: "Picture size changed",
      why: "The camera's settings were changed. Lintel connects again.",
      remedy: "Check that the lines still lie where they should.",
    },
    crashed: {
      name: "Starting anew",
      why: "The program that looks at its pictures stopped and is being started again.",
      remedy: "If it happens again and again, choose another stream of this camera.",
    },
    "too-slow": {
      name: "Computer too slow",
      why: "The computer looks at fewer pictures than it should; people may be missed.",
      remedy: "Use the camera's smaller stream, or fewer cameras on this computer.",
    },
    over: {
      name: "Not watched",
      why: "Lintel does not look at this camera, or is not allowed to.",
      remedy: "The Compliance page says what is missing.",
    },
    unknown: { name: "Nothing heard yet", why: "Lintel has heard nothing of it yet.", remedy: "" },
    "agent-away": {
      name: "Computer in the shop is silent",
      why: "The computer that counts has not been heard. What it counts meanwhile comes later.",
      remedy: "Look whether it is on and in the network.",
    },
  },
  zh: {
    running: { name: "正在计数", why: "画面正常，正在计数。", remedy: "" },
    frozen: { name: "画面卡住", why: "一直显示同一画面，暂停计数。", remedy: "请将摄像机断电后重新开启。" },
    dark: {
      name: "画面太暗",
      why: "画面太暗，暂停计数。",
      remedy: "请开灯或打开摄像机的夜视功能。打烊后出现属正常。",
    },
    covered: {
      name: "镜头被遮挡",
      why: "画面里什么也看不到，暂停计数。",
      remedy: "请检查镜头前是否有遮挡物，并擦拭镜头。",
    },
    moved: {
      name: "位置变动",
      why: "摄像机的朝向与画线时不同，暂停计数。",
      remedy: "请把摄像机转回原位，或按现在的画面重新画线。",
    },
    "clock-stepped": {
      name: "正在计数（时钟已校准）",
      why: "电脑的时钟被调整过，已从新的一分钟开始。",
      remedy: "请让电脑自动校时（NTP）。",
    },
    connecting: { name: "正在连接", why: "正在连接摄像机。", remedy: "" },
    refused: {
      name: "无法连接",
      why: "该地址没有应答，Lintel 会不断重试。",
      remedy: "请检查电源和网线，以及摄像机地址是否有变。",
    },
    password: {
      name: "密码错误",
      why: "摄像机不接受用户名或密码。",
      remedy: "请在下方输入正确的密码。为避免账户被锁，Lintel 会放慢重试。",
    },
    "not-there": {
      name: "没有该视频流",
      why: "摄像机有应答，但此地址没有视频流。",
      remedy: "请在说明书中查看视频流名称，或仅用地址重新添加。",
    },
    stalled: {
      name: "没有画面",
      why: "摄像机已有一段时间没有发送画面，Lintel 会自动重连。",
      remedy: "请检查网线、电源和网络。",
    },
    ended: {
      name: "摄像机已断开",
      why: "摄像机结束了视频流（例如正在重启），Lintel 会自动重连。",
      remedy: "若一直如此，请检查摄像机是否开启。",
    },
    damaged: { name: "画面损坏", why: "收到的数据无法还原成画面。", remedy: "请检查网线和网络，并重启摄像机。" },
    "size-changed": {
      name: "画面尺寸已变",
      why: "摄像机的设置被更改，Lintel 正在重新连接。",
      remedy: "请确认计数线的位置仍然正确。",
    },
    crashed: {
      name: "正在重启",
      why: "分析程序中断，正在重新启动。",
      remedy: "若反复出现，请改用该摄像机的另一路视频流。",
    },
    "too-slow": {
      name: "电脑过慢",
      why: "电脑每秒分析的画面不足，可能漏计。",
      remedy: "请改用较小的视频流，或减少这台电脑上的摄像机。",
    },
    over: { name: "未在观察", why: "Lintel 没有或不得观察这台摄像机。", remedy: "缺少什么，请看“合规”页面。" },
    unknown: { name: "尚无消息", why: "还没有收到这台摄像机的消息。", remedy: "" },
    "agent-away": {
      name: "店内电脑无应答",
      why: "负责计数的电脑没有消息；期间的计数稍后会补上。",
      remedy: "请检查电脑是否开机并联网。",
    },
  },
  fr: {
    running: { name: "Comptage en cours", why: "Les images arrivent et les personnes sont comptées.", remedy: "" },
    frozen: {
      name: "Image figée",
      why: "Elle montre toujours la même image. Rien n’est compté.",
      remedy: "Éteignez la caméra et rallumez-la.",
    },
    dark: {
      name: "Trop sombre",
      why: "L’image est sombre. Rien n’est compté.",
      remedy: "Allumez la lumière ou le mode nuit de la caméra. Après la fermeture, c’est normal.",
    },
    covered: {
      name: "Masquée",
      why: "On ne voit rien sur l’image. Rien n’est compté.",
      remedy: "Regardez si quelque chose gêne l’objectif, et essuyez-le.",
    },
    moved: {
      name: "Déplacée",
      why: "Elle ne regarde plus là où les lignes ont été tracées. Rien n’est compté.",
      remedy: "Remettez la caméra en place, ou retracez les lignes.",
    },
    "clock-stepped": {
      name: "Comptage en cours (horloge réglée)",
      why: "L’horloge de l’ordinateur a été réglée ; une nouvelle minute a commencé.",
      remedy: "Laissez l’ordinateur se mettre à l’heure seul (NTP).",
    },
    connecting: { name: "Connexion", why: "Connexion à la caméra en cours.", remedy: "" },
    refused: {
      name: "Injoignable",
      why: "Rien ne répond à son adresse. Lintel continue d’essayer.",
      remedy: "Vérifiez l’alimentation, le câble réseau et l’adresse de la caméra.",
    },
    password: {
      name: "Mot de passe refusé",
      why: "La caméra n’accepte pas le nom ou le mot de passe.",
      remedy:
        "Donnez le bon mot de passe sur la page de la caméra dans Lintel. Lintel réessaie lentement pour ne pas bloquer le compte.",
    },
    "not-there": {
      name: "Flux introuvable",
      why: "La caméra répond, mais n’a pas de flux à cette adresse.",
      remedy: "Cherchez le nom de ses flux dans sa notice, ou ajoutez-la de nouveau par sa seule adresse.",
    },
    stalled: {
      name: "Pas d’images",
      why: "Elle n’envoie plus rien depuis un moment. Lintel se reconnecte seul.",
      remedy: "Vérifiez câble, alimentation et réseau.",
    },
    ended: {
      name: "Flux arrêté par la caméra",
      why: "La caméra a arrêté son flux, comme lors d’un redémarrage. Lintel se reconnecte seul.",
      remedy: "Si cela dure, regardez si la caméra est allumée.",
    },
    damaged: {
      name: "Images abîmées",
      why: "Ce qui arrive ne donne pas d’image entière.",
      remedy: "Vérifiez câble et réseau, et redémarrez la caméra.",
    },
    "size-changed": {
      name: "Taille d’image changée",
      why: "Les réglages de la caméra ont changé. Lintel se reconnecte.",
      remedy: "Vérifiez que les lignes sont toujours au bon endroit.",
    },
    crashed: {
      name: "Redémarrage",
      why: "Le programme qui regarde ses images s’est arrêté et redémarre.",
      remedy: "Si cela se répète, choisissez un autre flux de cette caméra.",
    },
    "too-slow": {
      name: "Ordinateur trop lent",
      why: "L’ordinateur regarde moins d’images qu’il ne faudrait ; des passages peuvent manquer.",
      remedy: "Prenez le petit flux de la caméra, ou moins de caméras sur cet ordinateur.",
    },
    over: {
      name: "Non observée",
      why: "Lintel ne regarde pas cette caméra, ou n’en a pas le droit.",
      remedy: "La page Conformité dit ce qui manque.",
    },
    unknown: { name: "Pas encore de nouvelles", why: "Lintel n’en a encore rien appris.", remedy: "" },
    "agent-away": {
      name: "L’ordinateur du magasin se tait",
      why: "L’ordinateur qui compte ne répond pas. Ce qu’il compte arrivera plus tard.",
      remedy: "Vérifiez qu’il est allumé et connecté au réseau.",
    },
  },
  ko: {
    running: { name: "계수 중", why: "화면이 들어오고 있으며 계수하고 있습니다.", remedy: "" },
    frozen: {
      name: "화면 멈춤",
      why: "같은 화면만 반복되어 계수하지 않습니다.",
      remedy: "카메라 전원을 껐다가 다시 켜세요.",
    },
    dark: {
      name: "너무 어두움",
      why: "화면이 어두워 계수하지 않습니다.",
      remedy: "조명이나 카메라의 야간 모드를 켜세요. 영업이 끝난 뒤라면 정상입니다.",
    },
    covered: {
      name: "가려짐",
      why: "화면에 아무것도 보이지 않아 계수하지 않습니다.",
      remedy: "렌즈 앞에 가리는 것이 없는지 보고 렌즈를 닦으세요.",
    },
    moved: {
      name: "방향이 바뀜",
      why: "선을 그릴 때와 다른 곳을 보고 있어 계수하지 않습니다.",
      remedy: "카메라를 원래대로 돌리거나, 지금 화면에 맞춰 선을 다시 그리세요.",
    },
    "clock-stepped": {
      name: "계수 중 (시계 조정됨)",
      why: "컴퓨터 시계가 조정되어 1분 단위 집계를 새로 시작했습니다.",
      remedy: "컴퓨터가 시각을 자동으로 맞추게 하세요(NTP).",
    },
    connecting: { name: "연결 중", why: "카메라에 연결하고 있습니다.", remedy: "" },
    refused: {
      name: "연결할 수 없음",
      why: "이 주소에서 응답이 없습니다. 계속 다시 시도합니다.",
      remedy: "전원과 네트워크 케이블, 주소가 바뀌지 않았는지 확인하세요.",
    },
    password: {
      name: "비밀번호 오류",
      why: "카메라가 이름이나 비밀번호를 받아들이지 않습니다.",
      remedy: "아래에 올바른 비밀번호를 입력하세요. 계정이 잠기지 않도록 천천히 다시 시도합니다.",
    },
    "not-there": {
      name: "스트림 없음",
      why: "카메라는 응답하지만 이 주소에 스트림이 없습니다.",
      remedy: "설명서에서 스트림 이름을 확인하거나, 주소만으로 다시 추가하세요.",
    },
    stalled: {
      name: "화면이 오지 않음",
      why: "한동안 화면이 오지 않았습니다. 자동으로 다시 연결합니다.",
      remedy: "케이블과 전원, 네트워크를 확인하세요.",
    },
    ended: {
      name: "카메라가 끊음",
      why: "카메라가 다시 시작할 때처럼 스트림을 끝냈습니다. 자동으로 다시 연결합니다.",
      remedy: "계속되면 카메라가 켜져 있는지 확인하세요.",
    },
    damaged: {
      name: "깨진 화면",
      why: "들어오는 데이터로 화면을 만들 수 없습니다.",
      remedy: "케이블과 네트워크를 확인하고 카메라를 다시 시작하세요.",
    },
    "size-changed": {
      name: "화면 크기 변경",
      why: "카메라 설정이 바뀌어 다시 연결합니다.",
      remedy: "선이 제자리에 있는지 확인하세요.",
    },
    crashed: {
      name: "다시 시작하는 중",
      why: "화면을 보는 프로그램이 멈춰 다시 시작하고 있습니다.",
      remedy: "반복되면 이 카메라의 다른 스트림을 선택하세요.",
    },
    "too-slow": {
      name: "컴퓨터가 느림",
      why: "컴퓨터가 필요한 만큼 화면을 보지 못해 놓치는 사람이 있을 수 있습니다.",
      remedy: "더 작은 스트림을 쓰거나 이 컴퓨터의 카메라를 줄이세요.",
    },
    over: {
      name: "관찰하지 않음",
      why: "이 카메라를 보고 있지 않거나, 볼 수 없게 되어 있습니다.",
      remedy: "무엇이 빠졌는지는 ‘법규 준수’ 화면에 있습니다.",
    },
    unknown: { name: "아직 소식 없음", why: "이 카메라에 대해 아직 알려진 것이 없습니다.", remedy: "" },
    "agent-away": {
      name: "매장 컴퓨터 응답 없음",
      why: "계수하는 컴퓨터의 응답이 없습니다. 그동안의 계수는 나중에 들어옵니다.",
      remedy: "컴퓨터가 켜져 있고 네트워크에 연결되어 있는지 확인하세요.",
    },
  },
};

export const camerasWords: Words<{
  title: string;
  note: (count: number) => string;
  add: string;
  open: string;
  since: (when: string) => string;
  perSecond: (rate: string) => string;
  dropped: (share: string) => string;
  none: string;
  noneWhy: string;
  week: string;
  noHistory: string;
  notKnown: string;
  counter: string;
}> = {
  en: {
    title: "Cameras",
    note: (count) => (count === 1 ? "1 camera or counter" : `${count} cameras and counters`),
    add: "Add a camera",
    open: "Lines and zones",
    since: (when) => `since ${when}`,
    perSecond: (rate) => `${rate} pictures a second looked at`,
    dropped: (share) => `${share} of pictures left out`,
    none: "No camera yet",
    noneWhy: "Add the camera that looks at your door. Any camera with RTSP or ONVIF will do.",
    week: "The last 7 days",
    noHistory: "Nothing is known of the last 7 days.",
    notKnown: "not known",
    counter: "Counter",
  },
  zh: {
    title: "摄像机",
    note: (count) => `共 ${count} 台摄像机和计数器`,
    add: "添加摄像机",
    open: "计数线与区域",
    since: (when) => `自 ${when} 起`,
    perSecond: (rate) => `每秒分析 ${rate} 帧`,
    dropped: (share) => `${share} 的画面被略过`,
    none: "还没有摄像机",
    noneWhy: "请添加对着店门的摄像机。支持 RTSP 或 ONVIF 的摄像机都可以。",
    week: "最近 7 天",
    noHistory: "最近 7 天没有记录。",
    notKnown: "未知",
    counter: "计数器",
  },
  fr: {
    title: "Caméras",
    note: (count) => (count === 1 ? "1 caméra ou compteur" : `${count} caméras et compteurs`),
    add: "Ajouter une caméra",
    open: "Lignes et zones",
    since: (when) => `depuis ${when}`,
    perSecond: (rate) => `${rate} images par seconde analysées`,
    dropped: (share) => `${share} des images laissées de côté`,
    none: "Pas encore de caméra",
    noneWhy: "Ajoutez la caméra qui regarde votre porte. Toute caméra avec RTSP ou ONVIF convient.",
    week: "Les 7 derniers jours",
    noHistory: "On ne sait rien des 7 derniers jours.",
    notKnown: "inconnu",
    counter: "Compteur",
  },
  ko: {
    title: "카메라",
    note: (count) => `카메라와 계수기 ${count}대`,
    add: "카메라 추가",
    open: "선과 구역",
    since: (when) => `${when}부터`,
    perSecond: (rate) => `초당 ${rate}장 분석`,
    dropped: (share) => `화면의 ${share} 건너뜀`,
    none: "아직 카메라가 없습니다",
    noneWhy: "출입문을 보는 카메라를 추가하세요. RTSP나 ONVIF를 지원하는 카메라면 됩니다.",
    week: "최근 7일",
    noHistory: "최근 7일의 기록이 없습니다.",
    notKnown: "알 수 없음",
    counter: "계수기",
  },
};
