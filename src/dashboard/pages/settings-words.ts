import type { Role } from "#dashboard/api/answers.ts";
import type { Words } from "#dashboard/words/language.tsx";

export const settingsWords: Words<{
  title: string;
  store: string;
  name: string;
  hours: string;
  hoursNote: string;
  closed: string;
  holidays: string;
  holidaysNote: string;
  save: string;
  saved: string;
  users: string;
  login: string;
  role: string;
  roles: Readonly<Record<Role, string>>;
  stores: string;
  allStores: string;
  add: string;
  remove: string;
  sure: string;
  once: (what: string) => string;
  copy: string;
  copied: string;
  keys: string;
  keysNote: string;
  scopes: Readonly<Record<"read" | "export" | "configure" | "metrics", string>>;
  agents: string;
  agentsNote: string;
  makeCode: string;
  agentCommand: string;
  links: string;
  linksNote: string;
  until: (when: string) => string;
  noLinks: string;
  cues: string;
  cuesNote: string;
  cuesOff: string;
  tryIt: string;
  arrived: string;
  notArrived: string;
  backups: string;
  backupsNote: string;
  makeBackup: string;
  noBackup: string;
  download: string;
  password: string;
  oldPassword: string;
  newPassword: string;
  about: string;
  version: string;
  license: string;
  api: string;
  size: string;
  heard: string;
  none: string;
}> = {
  en: {
    title: "Settings",
    store: "Store",
    name: "Name",
    hours: "Opening hours",
    hoursNote: "As 10:00-19:00; two spans with a comma; empty is closed.",
    closed: "closed",
    holidays: "Holidays",
    holidaysNote: "One a line: 2026-12-25, or 2026-12-24 10:00-16:00.",
    save: "Save",
    saved: "Saved",
    users: "People",
    login: "Name to log in with",
    role: "Role",
    roles: {
      owner: "Owner: everything",
      manager: "Manager: figures and papers of stores",
      analyst: "Analyst: figures",
      installer: "Installer: cameras",
    },
    stores: "Stores",
    allStores: "all",
    add: "Add",
    remove: "Remove",
    sure: "Really remove?",
    once: (what) => `${what} is shown this once. Keep it now.`,
    copy: "Copy",
    copied: "Copied",
    keys: "Keys for programs",
    keysNote: "A program sends its key with each question; it may do what you tick and nothing else.",
    scopes: {
      read: "read figures",
      export: "export tables",
      configure: "change the deployment",
      metrics: "read meters",
    },
    agents: "Machines that count",
    agentsNote: "One stands in each shop. A code lets one in, once.",
    makeCode: "Make a code",
    agentCommand: "On that machine:",
    links: "Links you share",
    linksNote: "Whoever has one sees its figures without logging in.",
    until: (when) => `good until ${when}`,
    noLinks: "No link is good now. Make one on the Traffic page.",
    cues: "Calls when somebody waits",
    cuesNote: "A webhook and Home Assistant are set in the deployment's cues; docs/cues.md says how.",
    cuesOff: "No way is set.",
    tryIt: "Try it",
    arrived: "arrived",
    notArrived: "did not arrive",
    backups: "Backups",
    backupsNote:
      "All counts, accounts and the deployment in one file, made while it runs. Passwords of cameras are not in it.",
    makeBackup: "Make a backup now",
    noBackup: "No backup yet.",
    download: "Download",
    password: "Your password",
    oldPassword: "Password now",
    newPassword: "New password",
    about: "About",
    version: "Version",
    license: "Licence",
    api: "Description of the API",
    size: "Data kept",
    heard: "last heard",
    none: "none",
  },
  zh: {
    title: "设置",
    store: "门店",
    name: "名称",
    hours: "营业时间",
    hoursNote: "格式 10:00-19:00；两段用逗号分隔；留空为休息。",
    closed: "休息",
    holidays: "节假日",
    holidaysNote: "每行一个：2026-12-25，或 2026-12-24 10:00-16:00。",
    save: "保存",
    saved: "已保存",
    users: "人员",
    login: "登录名",
    role: "角色",
    roles: {
      owner: "所有者：全部权限",
      manager: "店长：所属门店的数据与文件",
      analyst: "分析员：数据",
      installer: "安装员：摄像机",
    },
    stores: "门店",
    allStores: "全部",
    add: "添加",
    remove: "删除",
    sure: "确定删除？",
    once: (what) => `${what} 仅显示这一次，请立即保存。`,
    copy: "复制",
    copied: "已复制",
    keys: "程序密钥",
    keysNote: "程序每次请求都带上密钥，只能做您勾选的事。",
    scopes: { read: "读取数据", export: "导出表格", configure: "修改部署", metrics: "读取监控指标" },
    agents: "计数机器",
    agentsNote: "每家店一台。一个代码只能接入一台，用一次。",
    makeCode: "生成代码",
    agentCommand: "在那台机器上执行：",
    links: "您分享的链接",
    linksNote: "持有链接者无需登录即可看到其中的数字。",
    until: (when) => `有效期至 ${when}`,
    noLinks: "目前没有有效链接，可在客流页面生成。",
    cues: "有人等候时的通知",
    cuesNote: "Webhook 和 Home Assistant 在部署的 cues 中设置，见 docs/cues.md。",
    cuesOff: "尚未设置。",
    tryIt: "测试",
    arrived: "已送达",
    notArrived: "未送达",
    backups: "备份",
    backupsNote: "运行时即可备份全部计数、账号和部署到一个文件，不含摄像机密码。",
    makeBackup: "立即备份",
    noBackup: "还没有备份。",
    download: "下载",
    password: "您的密码",
    oldPassword: "当前密码",
    newPassword: "新密码",
    about: "关于",
    version: "版本",
    license: "许可",
    api: "接口说明",
    size: "数据量",
    heard: "最近联系",
    none: "无",
  },
  fr: {
    title: "Réglages",
    store: "Magasin",
    name: "Nom",
    hours: "Horaires",
    hoursNote: "Comme 10:00-19:00 ; deux plages avec une virgule ; vide : fermé.",
    closed: "fermé",
    holidays: "Jours particuliers",
    holidaysNote: "Un par ligne : 2026-12-25, ou 2026-12-24 10:00-16:00.",
    save: "Enregistrer",
    saved: "Enregistré",
    users: "Personnes",
    login: "Nom de connexion",
    role: "Rôle",
    roles: {
      owner: "Propriétaire : tout",
      manager: "Responsable : chiffres et documents de magasins",
      analyst: "Analyste : chiffres",
      installer: "Installateur : caméras",
    },
    stores: "Magasins",
    allStores: "tous",
    add: "Ajouter",
    remove: "Supprimer",
    sure: "Vraiment supprimer ?",
    once: (what) => `${what} ne s’affiche qu’une fois. Gardez-le maintenant.`,
    copy: "Copier",
    copied: "Copié",
    keys: "Clés pour programmes",
    keysNote: "Un programme envoie sa clé à chaque question ; il peut faire ce que vous cochez et rien d’autre.",
    scopes: {
      read: "lire les chiffres",
      export: "exporter",
      configure: "changer le déploiement",
      metrics: "lire les compteurs",
    },
    agents: "Machines qui comptent",
    agentsNote: "Une par magasin. Un code en laisse entrer une, une fois.",
    makeCode: "Faire un code",
    agentCommand: "Sur cette machine :",
    links: "Liens partagés",
    linksNote: "Qui en a un voit ses chiffres sans se connecter.",
    until: (when) => `valable jusqu’au ${when}`,
    noLinks: "Aucun lien valable. Faites-en un sur la page Fréquentation.",
    cues: "Appels quand quelqu’un attend",
    cuesNote: "Webhook et Home Assistant se règlent dans cues du déploiement ; voir docs/cues.md.",
    cuesOff: "Rien n’est réglé.",
    tryIt: "Essayer",
    arrived: "arrivé",
    notArrived: "pas arrivé",
    backups: "Sauvegardes",
    backupsNote:
      "Comptes, accès et déploiement en un fichier, fait en marche. Les mots de passe des caméras n’y sont pas.",
    makeBackup: "Sauvegarder maintenant",
    noBackup: "Pas encore de sauvegarde.",
    download: "Télécharger",
    password: "Votre mot de passe",
    oldPassword: "Mot de passe actuel",
    newPassword: "Nouveau mot de passe",
    about: "À propos",
    version: "Version",
    license: "Licence",
    api: "Description de l’API",
    size: "Données gardées",
    heard: "dernier signe",
    none: "aucun",
  },
  ko: {
    title: "설정",
    store: "매장",
    name: "이름",
    hours: "영업 시간",
    hoursNote: "10:00-19:00처럼, 두 구간은 쉼표로, 비우면 휴무.",
    closed: "휴무",
    holidays: "공휴일",
    holidaysNote: "한 줄에 하나: 2026-12-25 또는 2026-12-24 10:00-16:00.",
    save: "저장",
    saved: "저장됨",
    users: "사용자",
    login: "로그인 이름",
    role: "역할",
    roles: {
      owner: "소유자: 전부",
      manager: "점장: 매장의 수치와 서류",
      analyst: "분석가: 수치",
      installer: "설치자: 카메라",
    },
    stores: "매장",
    allStores: "전체",
    add: "추가",
    remove: "삭제",
    sure: "정말 삭제할까요?",
    once: (what) => `${what}은(는) 지금 한 번만 표시됩니다. 바로 보관하세요.`,
    copy: "복사",
    copied: "복사됨",
    keys: "프로그램 키",
    keysNote: "프로그램은 요청마다 키를 보내며, 선택한 일만 할 수 있습니다.",
    scopes: { read: "수치 읽기", export: "표 내보내기", configure: "배치 변경", metrics: "지표 읽기" },
    agents: "계수하는 기기",
    agentsNote: "매장마다 한 대. 코드는 한 대를 한 번만 들입니다.",
    makeCode: "코드 만들기",
    agentCommand: "그 기기에서 실행:",
    links: "공유한 링크",
    linksNote: "링크가 있으면 로그인 없이 그 수치를 봅니다.",
    until: (when) => `${when}까지 유효`,
    noLinks: "유효한 링크가 없습니다. 방문객 화면에서 만드세요.",
    cues: "기다리는 사람이 있을 때 알림",
    cuesNote: "웹훅과 Home Assistant는 배치 파일의 cues에서 설정합니다. docs/cues.md 참고.",
    cuesOff: "설정되지 않았습니다.",
    tryIt: "시험",
    arrived: "도착함",
    notArrived: "도착하지 않음",
    backups: "백업",
    backupsNote: "실행 중에 모든 집계, 계정, 배치를 한 파일로 만듭니다. 카메라 비밀번호는 들어 있지 않습니다.",
    makeBackup: "지금 백업",
    noBackup: "아직 백업이 없습니다.",
    download: "내려받기",
    password: "내 비밀번호",
    oldPassword: "현재 비밀번호",
    newPassword: "새 비밀번호",
    about: "정보",
    version: "버전",
    license: "라이선스",
    api: "API 설명",
    size: "보관 중인 데이터",
    heard: "마지막 신호",
    none: "없음",
  },
};
