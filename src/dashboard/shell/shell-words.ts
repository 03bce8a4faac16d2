import type { Words } from "#dashboard/words/language.tsx";

export const shellWords: Words<{
  today: string;
  traffic: string;
  mix: string;
  stores: string;
  zones: string;
  cameras: string;
  check: string;
  compliance: string;
  report: string;
  settings: string;
  store: string;
  language: string;
  colours: string;
  light: string;
  dark: string;
  auto: string;
  logOut: string;
  menu: string;
  shortcuts: string;
  skip: string;
  demo: string;
  demoWhy: string;
  endDemo: string;
  login: string;
  name: string;
  password: string;
  lost: string;
  wrong: string;
  again: string;
  offline: string;
  offlineWhy: string;
  refused: string;
  notThere: string;
  notThereWhy: string;
  home: string;
}> = {
  en: {
    today: "Today",
    traffic: "Traffic",
    mix: "Who visits",
    stores: "Stores",
    zones: "Zones",
    cameras: "Cameras",
    check: "Check",
    compliance: "Compliance",
    report: "Report",
    settings: "Settings",
    store: "Store",
    language: "Language",
    colours: "Colours",
    light: "Light",
    dark: "Dark",
    auto: "Same as the device",
    logOut: "Log out",
    menu: "Menu",
    shortcuts: "Shortcuts",
    skip: "Skip to the page",
    demo: "Demo",
    demoWhy: "No such shop exists: its cameras play drawn scenes and its history is simulated.",
    endDemo: "Begin my own shop",
    login: "Log in",
    name: "Name",
    password: "Password",
    lost: "Password lost? On the machine that Lintel runs on: lintel user reset NAME",
    wrong: "This name or password is wrong.",
    again: "Try again",
    offline: "Lintel cannot be reached",
    offlineWhy: "Counting goes on in the shop. Check this device's network; the page comes back by itself.",
    refused: "That did not work",
    notThere: "There is nothing here",
    notThereWhy: "The address is wrong, or you are not allowed to see this page.",
    home: "To the first page",
  },
  zh: {
    today: "今天",
    traffic: "客流",
    mix: "顾客构成",
    stores: "门店",
    zones: "区域",
    cameras: "摄像机",
    check: "核对",
    compliance: "合规",
    report: "报告",
    settings: "设置",
    store: "门店",
    language: "语言",
    colours: "配色",
    light: "浅色",
    dark: "深色",
    auto: "跟随设备",
    logOut: "退出登录",
    menu: "菜单",
    shortcuts: "快捷入口",
    skip: "跳到正文",
    demo: "演示",
    demoWhy: "这家店并不存在：摄像机播放的是绘制的场景，历史数据为模拟。",
    endDemo: "开始我自己的门店",
    login: "登录",
    name: "用户名",
    password: "密码",
    lost: "忘记密码？在运行 Lintel 的机器上执行：lintel user reset",
    wrong: "用户名不存在或密码不正确。",
    again: "重试",
    offline: "无法连接 Lintel",
    offlineWhy: "店内计数仍在继续。请检查本设备的网络，恢复后页面会自动刷新。",
    refused: "操作未成功",
    notThere: "这里没有内容",
    notThereWhy: "地址有误，或您无权查看。",
    home: "返回首页",
  },
  fr: {
    today: "Aujourd’hui",
    traffic: "Affluence",
    mix: "Qui vient",
    stores: "Magasins",
    zones: "Zones",
    cameras: "Caméras",
    check: "Vérifier",
    compliance: "Conformité",
    report: "Rapport",
    settings: "Réglages",
    store: "Magasin",
    language: "Langue",
    colours: "Couleurs",
    light: "Clair",
    dark: "Sombre",
    auto: "Comme l’appareil",
    logOut: "Se déconnecter",
    menu: "Menu",
    shortcuts: "Raccourcis",
    skip: "Aller à la page",
    demo: "Démo",
    demoWhy: "Ce magasin n’existe pas : ses caméras jouent des scènes dessinées et son historique est simulé.",
    endDemo: "Commencer mon magasin",
    login: "Se connecter",
    name: "Nom",
    password: "Mot de passe",
    lost: "Mot de passe perdu ? Sur la machine où Lintel fonctionne : lintel user reset NOM",
    wrong: "Ce nom n’existe pas, ou le mot de passe est différent.",
    again: "Réessayer",
    offline: "Lintel est injoignable",
    offlineWhy: "Le comptage continue au magasin. Vérifiez le réseau de cet appareil ; la page reviendra d’elle-même.",
    refused: "Cela n’a pas marché",
    notThere: "Il n’y a rien ici",
    notThereWhy: "L’adresse est fausse, ou vous n’y avez pas accès.",
    home: "À la première page",
  },
  ko: {
    today: "오늘",
    traffic: "방문객",
    mix: "방문객 구성",
    stores: "매장",
    zones: "구역",
    cameras: "카메라",
    check: "확인",
    compliance: "법규 준수",
    report: "보고서",
    settings: "설정",
    store: "매장",
    language: "언어",
    colours: "화면 색",
    light: "밝게",
    dark: "어둡게",
    auto: "기기 설정대로",
    logOut: "로그아웃",
    menu: "메뉴",
    shortcuts: "바로가기",
    skip: "본문으로 이동",
    demo: "데모",
    demoWhy: "실제로 없는 매장입니다. 카메라는 그려진 장면을 재생하고, 과거 기록은 모의 자료입니다.",
    endDemo: "내 매장 시작하기",
    login: "로그인",
    name: "이름",
    password: "비밀번호",
    lost: "비밀번호를 잊으셨나요? Lintel이 설치된 컴퓨터에서: lintel user reset",
    wrong: "없는 로그인 이름이거나 비밀번호가 다릅니다.",
    again: "다시 시도",
    offline: "Lintel에 연결할 수 없습니다",
    offlineWhy: "매장의 계수는 계속됩니다. 이 기기의 네트워크를 확인하세요. 연결되면 화면이 저절로 돌아옵니다.",
    refused: "처리하지 못했습니다",
    notThere: "여기에는 아무것도 없습니다",
    notThereWhy: "주소가 잘못되었거나 볼 권한이 없습니다.",
    home: "첫 화면으로",
  },
};
