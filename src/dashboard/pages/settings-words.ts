import type { Role } from "#dashboard/api/answers.ts";
import type { Words } from "#dashboard/words/language.tsx";

export const settingsWords: Words<{
  title: string;
  store: string;
  name: string;
  hours: string;
  closed: string;
  opens: string;
  closes: string;
  addHours: string;
  addHoliday: string;
  holidays: string;
  save: string;
  saved: string;
  users: string;
  login: string;
  role: string;
  roles: Readonly<Record<Role, string>>;
  stores: string;
  allStores: string;
  change: string;
  changeNote: string;
  otherPassword: string;
  asBefore: string;
  add: string;
  remove: string;
  sure: string;
  once: string;
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
  webhookUrl: string;
  webhookSecret: string;
  brokerUrl: string;
  brokerLogin: string;
  brokerPassword: string;
  told: (times: number) => string;
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
    closed: "closed",
    opens: "opens",
    closes: "closes",
    addHours: "Add hours",
    addHoliday: "Add a holiday",
    holidays: "Holidays",
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
    change: "Change",
    changeNote: "They are logged out everywhere and log in again.",
    otherPassword: "New password",
    asBefore: "as before",
    add: "Add",
    remove: "Remove",
    sure: "Really remove?",
    once: "This is shown only this once. Copy it now.",
    copy: "Copy",
    copied: "Copied",
    keys: "Keys for programs",
    keysNote: "A program sends its key with each question; it may do what you tick and nothing else.",
    scopes: {
      read: "read figures",
      export: "export tables",
      configure: "change the settings",
      metrics: "read metrics (Prometheus)",
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
    cuesNote: "Left empty, that way is off. Secrets are kept encrypted.",
    cuesOff: "No way is set.",
    webhookUrl: "Webhook",
    webhookSecret: "Secret that calls are signed with",
    brokerUrl: "MQTT broker (Home Assistant)",
    brokerLogin: "Name at the broker",
    brokerPassword: "Password at the broker",
    told: (times) => (times === 0 ? "nothing told yet" : `calls since Lintel began: ${times}`),
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
    closed: "休息",
    opens: "开门",
    closes: "关门",
    addHours: "添加时段",
    addHoliday: "添加节假日",
    holidays: "节假日",
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
    change: "修改",
    changeNote: "保存后，此人在所有设备上退出登录，需重新登录。",
    otherPassword: "新密码",
    asBefore: "保持不变",
    add: "添加",
    remove: "删除",
    sure: "确定删除？",
    once: "仅显示这一次，请立即复制保存。",
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
    cuesNote: "留空即关闭该方式。密钥加密保存。",
    cuesOff: "尚未设置。",
    webhookUrl: "Webhook",
    webhookSecret: "用于签名的密钥",
    brokerUrl: "MQTT 服务器（Home Assistant）",
    brokerLogin: "MQTT 用户名",
    brokerPassword: "MQTT 密码",
    told: (times) => (times === 0 ? "尚未发送" : `启动以来已发送 ${times} 次`),
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
    closed: "fermé",
    opens: "ouvre",
    closes: "ferme",
    addHours: "Ajouter des heures",
    addHoliday: "Ajouter un jour férié",
    holidays: "Jours particuliers",
    save: "Enregistrer",
    saved: "Enregistré",
    users: "Personnes",
    login: "Nom de connexion",
    role: "Rôle",
    roles: {
      owner: "Propriétaire : tout",
      manager: "Responsable : chiffres et documents de magasins",
      analyst: "Analyste : chiffres",
      installer: "Installateur : caméras",
    },
    stores: "Magasins",
    allStores: "tous",
    change: "Modifier",
    changeNote: "La personne est déconnectée partout et se reconnecte.",
    otherPassword: "Nouveau mot de passe",
    asBefore: "inchangé",
    add: "Ajouter",
    remove: "Supprimer",
    sure: "Vraiment supprimer ?",
    once: "Ceci ne s’affiche qu’une seule fois. Copiez-le maintenant.",
    copy: "Copier",
    copied: "Copié",
    keys: "Clés pour programmes",
    keysNote: "Un programme envoie sa clé à chaque requête ; il peut faire ce que vous cochez et rien d’autre.",
    scopes: {
      read: "lire les chiffres",
      export: "exporter",
      configure: "modifier la configuration",
      metrics: "lire les métriques (Prometheus)",
    },
    agents: "Machines qui comptent",
    agentsNote: "Une par magasin. Un code en laisse entrer une, une fois.",
    makeCode: "Faire un code",
    agentCommand: "Sur cette machine :",
    links: "Liens partagés",
    linksNote: "Qui en a un voit ses chiffres sans se connecter.",
    until: (when) => `valable jusqu’au ${when}`,
    noLinks: "Aucun lien valable. Faites-en un sur la page Affluence.",
    cues: "Appels quand quelqu’un attend",
    cuesNote: "Un champ laissé vide désactive cette voie. Les secrets sont gardés chiffrés.",
    cuesOff: "Rien n’est réglé.",
    webhookUrl: "Webhook",
    webhookSecret: "Secret qui signe les appels",
    brokerUrl: "Serveur MQTT (Home Assistant)",
    brokerLogin: "Nom sur ce serveur",
    brokerPassword: "Mot de passe sur ce serveur",
    told: (times) => (times === 0 ? "rien d’envoyé encore" : `envois depuis le démarrage : ${times}`),
    tryIt: "Essayer",
    arrived: "arrivé",
    notArrived: "pas arrivé",
    backups: "Sauvegardes",
    backupsNote:
      "Tous les comptages, les comptes d’accès et la configuration en un fichier, fait sans interrompre le comptage. Les mots de passe des caméras n’y sont pas.",
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
    closed: "휴무",
    opens: "여는 시각",
    closes: "닫는 시각",
    addHours: "시간 추가",
    addHoliday: "휴일 추가",
    holidays: "공휴일",
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
    change: "변경",
    changeNote: "저장하면 모든 기기에서 로그아웃되며 다시 로그인해야 합니다.",
    otherPassword: "새 비밀번호",
    asBefore: "그대로",
    add: "추가",
    remove: "삭제",
    sure: "정말 삭제할까요?",
    once: "지금 한 번만 표시됩니다. 바로 복사해 두세요.",
    copy: "복사",
    copied: "복사됨",
    keys: "프로그램 키",
    keysNote: "프로그램은 요청마다 키를 보내며, 선택한 일만 할 수 있습니다.",
    scopes: { read: "수치 읽기", export: "표 내보내기", configure: "배포 구성 변경", metrics: "지표 읽기" },
    agents: "계수하는 기기",
    agentsNote: "매장마다 한 대. 코드는 한 대를 한 번만 들입니다.",
    makeCode: "코드 만들기",
    agentCommand: "그 기기에서 실행:",
    links: "공유한 링크",
    linksNote: "링크가 있으면 로그인 없이 그 수치를 봅니다.",
    until: (when) => `${when}까지 유효`,
    noLinks: "유효한 링크가 없습니다. 방문객 화면에서 만드세요.",
    cues: "기다리는 사람이 있을 때 알림",
    cuesNote: "비워 두면 그 방법은 꺼집니다. 비밀 값은 암호화되어 보관됩니다.",
    cuesOff: "설정되지 않았습니다.",
    webhookUrl: "웹훅",
    webhookSecret: "서명에 쓰는 비밀 값",
    brokerUrl: "MQTT 브로커 (Home Assistant)",
    brokerLogin: "브로커 사용자 이름",
    brokerPassword: "브로커 비밀번호",
    told: (times) => (times === 0 ? "아직 보낸 것이 없음" : `시작한 뒤 ${times}번 보냄`),
    tryIt: "시험",
    arrived: "도착함",
    notArrived: "도착하지 않음",
    backups: "백업",
    backupsNote: "실행 중에 모든 집계, 계정, 배포 구성을 한 파일로 만듭니다. 카메라 비밀번호는 들어 있지 않습니다.",
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
