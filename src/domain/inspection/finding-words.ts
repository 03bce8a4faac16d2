import { type Concern, describedConcern, type Menu } from "./concern.ts";
import type { Area, SignSource, SignState, Unread } from "./device-description.ts";
import type { Finding, Severity } from "./inspect-device.ts";

/** What a finding is called, why it may not be, and what is to be done. */
type ConcernWords = { readonly what: string; readonly why: string; readonly remedy: string };

type InspectionWords = {
  readonly concerns: Readonly<Record<Concern, ConcernWords>>;
  /** Where something is switched off, where the maker's own words are not known. */
  readonly menus: Readonly<Record<Menu, string>>;
  readonly severities: Readonly<Record<Severity, string>>;
  readonly sources: Readonly<Record<SignSource, string>>;
  readonly states: Readonly<Record<SignState, string>>;
  readonly areas: Readonly<Record<Area, string>>;
  readonly unread: Readonly<Record<Unread["why"], string>>;
  /** What cannot be seen from outside, whatever a device answers. */
  readonly unseen: readonly string[];
};

/** The languages of the pages. */
export type InspectionLanguage = "en" | "zh" | "fr" | "ko";

/** A finding in words. */
export type ToldFinding = ConcernWords & { readonly where: string };

/** Says a finding in a language. A maker's menu is told in its own words. */
export function tellFinding({ what, menu }: Pick<Finding, "what" | "menu">, language: InspectionLanguage): ToldFinding {
  const words = INSPECTION_WORDS[language];
  return { ...words.concerns[what], where: menu ?? words.menus[describedConcern(what).menu] };
}

/** Everything that an inspection says, in the four languages. */
export const INSPECTION_WORDS: Readonly<Record<InspectionLanguage, InspectionWords>> = {
  en: {
    concerns: {
      "face-recognition": {
        what: "Face recognition",
        why: "It compares faces with a list, so it tells who somebody is. Counting needs no face, and shops were fined for exactly this.",
        remedy: "Switch face recognition off and delete the camera's face library.",
      },
      "face-attributes": {
        what: "Judging faces: age, sex, mask, mood",
        why: "It reads personal features from the face of everybody who passes. Nobody has agreed to that.",
        remedy: "Switch face attributes off.",
      },
      "face-capture": {
        what: "Pictures of faces",
        why: "It cuts out and sends a picture of each face. Shops that “bought it by mistake” were fined for it.",
        remedy: "Switch face capture off, and delete the pictures that it kept.",
      },
      "face-detection": {
        what: "Looking for faces",
        why: "Most cameras that find faces also keep or send a picture of each.",
        remedy: "Switch face detection off.",
      },
      "person-tracking": {
        what: "Finding the same person again",
        why: "It keeps what somebody looks like to find them again, at another door or another day.",
        remedy: "Switch search by person and re-identification off.",
      },
      "body-attributes": {
        what: "Describing people: clothes, sex, age",
        why: "It writes a description of each person, which goes out with its metadata.",
        remedy: "Switch human attributes and appearance metadata off.",
      },
      plates: {
        what: "Reading number plates",
        why: "A number plate leads to its owner; no count of people needs it.",
        remedy: "Switch plate recognition off and delete its lists.",
      },
      "cut-outs": {
        what: "Cut-out pictures of what it sees",
        why: "A picture of each person leaves the camera beside the video.",
        remedy: "Switch pictures in metadata and target snapshots off.",
      },
      mqtt: {
        what: "Events to an MQTT broker",
        why: "Whoever runs that broker gets what the camera says of people.",
        remedy: "Delete the broker, or let it have only counts.",
      },
      ftp: {
        what: "Upload by FTP",
        why: "Pictures go to another machine, mostly without encryption.",
        remedy: "Delete the FTP server from the camera.",
      },
      cloud: {
        what: "Connection to a cloud",
        why: "Somebody outside of the shop can get its pictures, perhaps in another country.",
        remedy: "Switch cloud, P2P and remote platform off.",
      },
      recording: {
        what: "Recording in the camera",
        why: "Stored pictures of people fall under the rules of video surveillance: a sign, a time after which they go, and who may look.",
        remedy: "Switch recording off; or keep it as the shop's surveillance, under its own rules.",
      },
      "dynamic-dns": {
        what: "Dynamic DNS",
        why: "Dynamic DNS is there to reach a camera from outside.",
        remedy: "Switch dynamic DNS off.",
      },
      "no-login": {
        what: "Answers without a login",
        why: "Everybody in the network can see its pictures and change it.",
        remedy: "Switch logins on (authentication for ONVIF and RTSP), and anonymous viewing off.",
      },
      "factory-password": {
        what: "A password that everybody knows",
        why: "It is a maker's factory password, or very near to one. Cameras with these are taken over within minutes.",
        remedy: "Set a password of this camera's own.",
      },
      "old-firmware": {
        what: "Old firmware",
        why: "Security holes found in it since then have not been fixed.",
        remedy: "Bring it up to date, and inspect the camera again: an update can switch things on.",
      },
    },
    menus: {
      faces: "In the camera's own pages, mostly under events, smart or AI functions, face",
      bodies: "In the camera's own pages, mostly under smart or AI functions, metadata or human attributes",
      plates: "In the camera's own pages, mostly under road traffic, ANPR or LPR",
      metadata: "In the camera's own pages, mostly under metadata or smart functions",
      mqtt: "In the camera's own pages, mostly under network, MQTT or integration",
      ftp: "In the camera's own pages, mostly under network or storage, FTP",
      cloud: "In the camera's own pages, mostly under network, cloud, P2P or platform access",
      storage: "In the camera's own pages, mostly under storage, record schedule",
      ddns: "In the camera's own pages, mostly under network, DDNS",
      users: "In the camera's own pages, mostly under system or security, users",
      firmware: "In the camera's own pages, mostly under system, maintenance or upgrade",
    },
    severities: { must: "Must be changed", check: "Look, and switch off", note: "Could be switched on" },
    sources: {
      rule: "rule",
      module: "analytics module",
      supported: "can be set up",
      topic: "event",
      metadata: "metadata",
      app: "app",
      protocol: "network",
      scope: "says of itself",
      broker: "broker",
      uplink: "connection",
      storage: "storage",
      recording: "recording job",
      address: "dynamic DNS",
      question: "answered to anybody",
      login: "user",
      firmware: "built on",
    },
    states: { on: "on", unknown: "whether it is on cannot be seen", able: "off or not set up" },
    areas: {
      device: "about itself",
      analytics: "its analytics",
      metadata: "its metadata",
      events: "its events",
      apps: "its apps",
      mqtt: "MQTT",
      uplink: "cloud connections",
      storage: "its storage",
      recording: "its recordings",
      network: "its network",
    },
    unread: {
      "not-told": "the camera does not tell",
      "not-allowed": "this user may not see it",
      failed: "no answer that can be read",
    },
    unseen: [
      "“Nothing found” does not mean that nothing runs: a camera tells by ONVIF only what its maker lets it tell.",
      "Functions of the maker's own (apps, its cloud and phone app, its SDK) often do not stand in ONVIF. Look through the camera's own pages once.",
      "A recorder or a server that fetches the stream can recognise faces, whatever the camera does.",
      "Whoever has the password, and every update, can switch things on later. Inspect again after both.",
    ],
  },
  zh: {
    concerns: {
      "face-recognition": {
        what: "人脸识别",
        why: "它把人脸与名单比对，从而知道某人是谁。客流统计不需要人脸，已有商家正因此被处罚。",
        remedy: "关闭人脸识别，并删除摄像机中的人脸库。",
      },
      "face-attributes": {
        what: "人脸属性分析：年龄、性别、口罩、情绪",
        why: "它从每个路过者的脸上读取个人特征，而没有人同意过。",
        remedy: "关闭人脸属性分析。",
      },
      "face-capture": {
        what: "人脸抓拍",
        why: "它截取并发送每张人脸的图片。“误购”此类设备的商家已被处罚。",
        remedy: "关闭人脸抓拍，并删除已保存的图片。",
      },
      "face-detection": {
        what: "人脸检测",
        why: "能检测人脸的摄像机大多也会保存或发送人脸图片。",
        remedy: "关闭人脸检测。",
      },
      "person-tracking": {
        what: "再次找出同一个人",
        why: "它保存某人的外观，以便在别的门口或另一天再次找到此人。",
        remedy: "关闭以人搜人和人员再识别。",
      },
      "body-attributes": {
        what: "人员描述：衣着、性别、年龄",
        why: "它为每个人生成描述，并随元数据发出。",
        remedy: "关闭人体属性和外观元数据。",
      },
      plates: {
        what: "车牌识别",
        why: "车牌可以查到车主；统计人数不需要车牌。",
        remedy: "关闭车牌识别，并删除其名单。",
      },
      "cut-outs": {
        what: "目标截图",
        why: "除视频外，每个人的图片也会离开摄像机。",
        remedy: "关闭元数据中的图片和目标抓图。",
      },
      mqtt: {
        what: "向 MQTT 服务器发送事件",
        why: "运营该服务器的人会得到摄像机关于人的信息。",
        remedy: "删除该服务器，或只发送人数。",
      },
      ftp: {
        what: "FTP 上传",
        why: "图片会传到另一台机器，而且多半未加密。",
        remedy: "从摄像机中删除 FTP 服务器。",
      },
      cloud: {
        what: "接入云平台",
        why: "店外的人可以得到其画面，甚至可能在境外。",
        remedy: "关闭云服务、P2P 和远程平台接入。",
      },
      recording: {
        what: "摄像机自行录像",
        why: "保存人员画面适用视频监控规则：提示标识、保存期限、查看权限。",
        remedy: "关闭录像；或作为店铺监控保留，并遵守其规则。",
      },
      "dynamic-dns": {
        what: "动态域名（DDNS）",
        why: "动态域名就是为了从外部访问摄像机。",
        remedy: "关闭动态域名（DDNS）。",
      },
      "no-login": {
        what: "无需登录即可应答",
        why: "网络中的任何人都能看到画面并更改设置。",
        remedy: "开启登录验证（ONVIF 与 RTSP），关闭匿名访问。",
      },
      "factory-password": {
        what: "人人皆知的密码",
        why: "它是出厂密码或与之相近。使用这类密码的摄像机几分钟内就会被入侵。",
        remedy: "为这台摄像机设置专用密码。",
      },
      "old-firmware": {
        what: "固件过旧",
        why: "此后发现的漏洞尚未修复。",
        remedy: "升级固件，然后再次检查：升级可能会开启某些功能。",
      },
    },
    menus: {
      faces: "在摄像机网页中，多在“事件”“智能”或“AI 功能”下的“人脸”",
      bodies: "在摄像机网页中，多在“智能”“元数据”或“人体属性”下",
      plates: "在摄像机网页中，多在“道路交通”或“车牌识别”下",
      metadata: "在摄像机网页中，多在“元数据”或“智能”下",
      mqtt: "在摄像机网页中，多在“网络”“MQTT”或“集成协议”下",
      ftp: "在摄像机网页中，多在“网络”或“存储”下的“FTP”",
      cloud: "在摄像机网页中，多在“网络”下的“云服务”“P2P”或“平台接入”",
      storage: "在摄像机网页中，多在“存储”下的“录像计划”",
      ddns: "在摄像机网页中，多在“网络”下的“DDNS”",
      users: "在摄像机网页中，多在“系统”或“安全”下的“用户管理”",
      firmware: "在摄像机网页中，多在“系统”下的“维护”或“升级”",
    },
    severities: { must: "必须更改", check: "请查看并关闭", note: "可被开启" },
    sources: {
      rule: "规则",
      module: "分析模块",
      supported: "可配置",
      topic: "事件",
      metadata: "元数据",
      app: "应用",
      protocol: "网络",
      scope: "自述",
      broker: "服务器",
      uplink: "连接",
      storage: "存储",
      recording: "录像任务",
      address: "动态域名",
      question: "对任何人应答",
      login: "用户",
      firmware: "构建日期",
    },
    states: { on: "已开启", unknown: "无法看出是否开启", able: "未开启或未配置" },
    areas: {
      device: "自身信息",
      analytics: "智能分析",
      metadata: "元数据",
      events: "事件",
      apps: "应用",
      mqtt: "MQTT",
      uplink: "云连接",
      storage: "存储",
      recording: "录像",
      network: "网络",
    },
    unread: { "not-told": "摄像机不提供", "not-allowed": "该用户无权查看", failed: "没有可读的应答" },
    unseen: [
      "“未发现”不等于“没有运行”：摄像机通过 ONVIF 只说厂家让它说的内容。",
      "厂家自有功能（应用、云和手机 App、SDK）往往不在 ONVIF 中，请把摄像机网页看一遍。",
      "无论摄像机做什么，取走视频流的录像机或服务器都可能识别人脸。",
      "知道密码的人以及每次升级都可能再开启功能，之后请再次检查。",
    ],
  },
  fr: {
    concerns: {
      "face-recognition": {
        what: "Reconnaissance faciale",
        why: "Elle compare les visages à une liste et sait donc qui est qui. Compter n’en a pas besoin, et des magasins ont été sanctionnés pour cela.",
        remedy: "Désactivez la reconnaissance faciale et effacez la base de visages.",
      },
      "face-attributes": {
        what: "Analyse des visages : âge, sexe, masque, humeur",
        why: "Elle lit des traits personnels sur le visage de chaque passant. Personne n’y a consenti.",
        remedy: "Désactivez les attributs du visage.",
      },
      "face-capture": {
        what: "Photos de visages",
        why: "Elle découpe et envoie une image de chaque visage. Des magasins qui l’avaient « achetée par erreur » ont été sanctionnés.",
        remedy: "Désactivez la capture de visages et effacez les images gardées.",
      },
      "face-detection": {
        what: "Détection de visages",
        why: "La plupart des caméras qui trouvent des visages en gardent ou en envoient aussi l’image.",
        remedy: "Désactivez la détection de visages.",
      },
      "person-tracking": {
        what: "Retrouver la même personne",
        why: "Elle garde l’apparence d’une personne pour la retrouver à une autre porte ou un autre jour.",
        remedy: "Désactivez la recherche de personnes et la ré-identification.",
      },
      "body-attributes": {
        what: "Description des gens : vêtements, sexe, âge",
        why: "Elle écrit une description de chaque personne, qui part avec ses métadonnées.",
        remedy: "Désactivez les attributs humains et les métadonnées d’apparence.",
      },
      plates: {
        what: "Lecture de plaques d’immatriculation",
        why: "Une plaque mène à son propriétaire ; aucun comptage de personnes n’en a besoin.",
        remedy: "Désactivez la lecture de plaques et effacez ses listes.",
      },
      "cut-outs": {
        what: "Images découpées",
        why: "Une image de chaque personne quitte la caméra en plus de la vidéo.",
        remedy: "Désactivez les images dans les métadonnées et les captures de cibles.",
      },
      mqtt: {
        what: "Événements vers un serveur MQTT",
        why: "Qui tient ce serveur reçoit ce que la caméra dit des gens.",
        remedy: "Effacez ce serveur, ou ne lui laissez que les comptages.",
      },
      ftp: {
        what: "Envoi par FTP",
        why: "Des images partent vers une autre machine, le plus souvent sans chiffrement.",
        remedy: "Effacez le serveur FTP de la caméra.",
      },
      cloud: {
        what: "Liaison à un cloud",
        why: "Quelqu’un hors du magasin peut obtenir ses images, peut-être dans un autre pays.",
        remedy: "Désactivez le cloud, le P2P et l’accès à distance.",
      },
      recording: {
        what: "Enregistrement dans la caméra",
        why: "Garder des images de personnes relève des règles de la vidéosurveillance : affiche, durée, accès.",
        remedy: "Désactivez l’enregistrement, ou gardez-le comme surveillance du magasin, selon ses règles.",
      },
      "dynamic-dns": {
        what: "DNS dynamique",
        why: "Le DNS dynamique sert à joindre une caméra du dehors.",
        remedy: "Désactivez le DNS dynamique.",
      },
      "no-login": {
        what: "Réponses sans identification",
        why: "Chacun dans le réseau peut voir ses images et la modifier.",
        remedy: "Activez l’identification (ONVIF et RTSP) et coupez l’accès anonyme.",
      },
      "factory-password": {
        what: "Un mot de passe connu de tous",
        why: "C’est un mot de passe d’usine, ou presque. De telles caméras sont prises en quelques minutes.",
        remedy: "Donnez à cette caméra un mot de passe à elle.",
      },
      "old-firmware": {
        what: "Micrologiciel ancien",
        why: "Les failles trouvées depuis n’y sont pas corrigées.",
        remedy: "Mettez-le à jour, puis inspectez de nouveau : une mise à jour peut activer des fonctions.",
      },
    },
    menus: {
      faces: "Dans les pages de la caméra, souvent sous événements, fonctions intelligentes ou IA, visage",
      bodies: "Dans les pages de la caméra, souvent sous fonctions intelligentes, métadonnées ou attributs humains",
      plates: "Dans les pages de la caméra, souvent sous trafic routier, ANPR ou LPR",
      metadata: "Dans les pages de la caméra, souvent sous métadonnées ou fonctions intelligentes",
      mqtt: "Dans les pages de la caméra, souvent sous réseau, MQTT ou intégration",
      ftp: "Dans les pages de la caméra, souvent sous réseau ou stockage, FTP",
      cloud: "Dans les pages de la caméra, souvent sous réseau, cloud, P2P ou plateforme",
      storage: "Dans les pages de la caméra, souvent sous stockage, planning d’enregistrement",
      ddns: "Dans les pages de la caméra, souvent sous réseau, DDNS",
      users: "Dans les pages de la caméra, souvent sous système ou sécurité, utilisateurs",
      firmware: "Dans les pages de la caméra, souvent sous système, maintenance ou mise à jour",
    },
    severities: { must: "À changer", check: "À vérifier et désactiver", note: "Pourrait être activé" },
    sources: {
      rule: "règle",
      module: "module d’analyse",
      supported: "peut être réglé",
      topic: "événement",
      metadata: "métadonnées",
      app: "application",
      protocol: "réseau",
      scope: "dit d’elle-même",
      broker: "serveur",
      uplink: "connexion",
      storage: "stockage",
      recording: "enregistrement",
      address: "DNS dynamique",
      question: "répond à chacun",
      login: "utilisateur",
      firmware: "version du",
    },
    states: { on: "activé", unknown: "on ne peut voir si c’est activé", able: "désactivé ou non réglé" },
    areas: {
      device: "elle-même",
      analytics: "ses analyses",
      metadata: "ses métadonnées",
      events: "ses événements",
      apps: "ses applications",
      mqtt: "MQTT",
      uplink: "connexions au cloud",
      storage: "son stockage",
      recording: "ses enregistrements",
      network: "son réseau",
    },
    unread: {
      "not-told": "la caméra ne le dit pas",
      "not-allowed": "cet utilisateur n’y a pas accès",
      failed: "pas de réponse lisible",
    },
    unseen: [
      "« Rien trouvé » ne veut pas dire que rien ne tourne : par ONVIF, une caméra ne dit que ce que son fabricant la laisse dire.",
      "Les fonctions propres au fabricant (applications, cloud, mobile, SDK) manquent souvent dans ONVIF. Parcourez une fois les pages de la caméra.",
      "Un enregistreur ou un serveur qui prend le flux peut reconnaître des visages, quoi que fasse la caméra.",
      "Qui a le mot de passe, et chaque mise à jour, peut réactiver des fonctions. Inspectez de nouveau ensuite.",
    ],
  },
  ko: {
    concerns: {
      "face-recognition": {
        what: "얼굴 인식",
        why: "얼굴을 명단과 비교해 누구인지 알아냅니다. 인원 계수에는 얼굴이 필요 없으며, 바로 이 때문에 과징금을 부과받은 매장이 있습니다.",
        remedy: "얼굴 인식을 끄고 카메라의 얼굴 목록을 지우세요.",
      },
      "face-attributes": {
        what: "얼굴 분석: 나이, 성별, 마스크, 감정",
        why: "지나가는 모든 사람의 얼굴에서 개인 특징을 읽지만 아무도 동의하지 않았습니다.",
        remedy: "얼굴 속성 분석을 끄세요.",
      },
      "face-capture": {
        what: "얼굴 사진 촬영",
        why: "얼굴마다 사진을 잘라 보냅니다. ‘실수로 산’ 매장도 과징금을 부과받았습니다.",
        remedy: "얼굴 캡처를 끄고 저장된 사진을 지우세요.",
      },
      "face-detection": {
        what: "얼굴 감지",
        why: "얼굴을 찾는 카메라는 대개 얼굴 사진도 저장하거나 보냅니다.",
        remedy: "얼굴 감지를 끄세요.",
      },
      "person-tracking": {
        what: "같은 사람 다시 찾기",
        why: "다른 문이나 다른 날에 다시 찾으려고 사람의 모습을 저장합니다.",
        remedy: "사람 검색과 재식별을 끄세요.",
      },
      "body-attributes": {
        what: "사람 묘사: 옷, 성별, 나이",
        why: "사람마다 묘사를 만들어 메타데이터로 내보냅니다.",
        remedy: "인체 속성과 외모 메타데이터를 끄세요.",
      },
      plates: {
        what: "차량 번호판 인식",
        why: "번호판으로 소유자를 알 수 있습니다. 사람을 세는 데는 필요 없습니다.",
        remedy: "번호판 인식을 끄고 목록을 지우세요.",
      },
      "cut-outs": {
        what: "잘라낸 사진 전송",
        why: "영상과 별도로 사람마다 사진이 카메라 밖으로 나갑니다.",
        remedy: "메타데이터의 사진과 대상 캡처를 끄세요.",
      },
      mqtt: {
        what: "MQTT 서버로 이벤트 전송",
        why: "그 서버를 운영하는 쪽이 카메라가 말하는 사람 정보를 받습니다.",
        remedy: "서버를 지우거나 인원수만 보내게 하세요.",
      },
      ftp: {
        what: "FTP 업로드",
        why: "사진이 대개 암호화 없이 다른 기기로 나갑니다.",
        remedy: "카메라에서 FTP 서버를 지우세요.",
      },
      cloud: {
        what: "클라우드 연결",
        why: "매장 밖의 누군가가, 어쩌면 다른 나라에서 영상을 얻을 수 있습니다.",
        remedy: "클라우드, P2P, 원격 플랫폼을 끄세요.",
      },
      recording: {
        what: "카메라 자체 녹화",
        why: "사람의 영상을 저장하면 영상 감시 규칙이 적용됩니다: 안내판, 보관 기간, 열람 권한.",
        remedy: "녹화를 끄거나, 매장 CCTV로서 해당 규정에 따라 운영하세요.",
      },
      "dynamic-dns": {
        what: "동적 DNS",
        why: "동적 DNS는 밖에서 카메라에 접속하기 위한 것입니다.",
        remedy: "동적 DNS를 끄세요.",
      },
      "no-login": {
        what: "로그인 없이 응답",
        why: "네트워크의 누구나 영상을 보고 설정을 바꿀 수 있습니다.",
        remedy: "로그인(ONVIF, RTSP 인증)을 켜고 익명 접속을 끄세요.",
      },
      "factory-password": {
        what: "누구나 아는 비밀번호",
        why: "제조사 초기 비밀번호이거나 그와 비슷합니다. 이런 카메라는 몇 분 안에 침입당합니다.",
        remedy: "이 카메라만의 비밀번호를 정하세요.",
      },
      "old-firmware": {
        what: "오래된 펌웨어",
        why: "그 뒤에 발견된 문제가 고쳐지지 않았습니다.",
        remedy: "업데이트한 뒤 다시 점검하세요. 업데이트가 기능을 켤 수 있습니다.",
      },
    },
    menus: {
      faces: "카메라 웹페이지에서 대개 이벤트, 스마트 또는 AI 기능의 얼굴 항목",
      bodies: "카메라 웹페이지에서 대개 스마트 기능, 메타데이터 또는 인체 속성",
      plates: "카메라 웹페이지에서 대개 도로 교통, ANPR 또는 LPR",
      metadata: "카메라 웹페이지에서 대개 메타데이터 또는 스마트 기능",
      mqtt: "카메라 웹페이지에서 대개 네트워크, MQTT 또는 연동",
      ftp: "카메라 웹페이지에서 대개 네트워크 또는 저장소의 FTP",
      cloud: "카메라 웹페이지에서 대개 네트워크의 클라우드, P2P 또는 플랫폼 접속",
      storage: "카메라 웹페이지에서 대개 저장소의 녹화 일정",
      ddns: "카메라 웹페이지에서 대개 네트워크의 DDNS",
      users: "카메라 웹페이지에서 대개 시스템 또는 보안의 사용자",
      firmware: "카메라 웹페이지에서 대개 시스템의 유지 관리 또는 업그레이드",
    },
    severities: { must: "반드시 변경", check: "확인하고 끄기", note: "켜질 수 있음" },
    sources: {
      rule: "규칙",
      module: "분석 모듈",
      supported: "설정 가능",
      topic: "이벤트",
      metadata: "메타데이터",
      app: "앱",
      protocol: "네트워크",
      scope: "스스로 알림",
      broker: "서버",
      uplink: "연결",
      storage: "저장소",
      recording: "녹화 작업",
      address: "동적 DNS",
      question: "누구에게나 응답",
      login: "사용자",
      firmware: "빌드 날짜",
    },
    states: { on: "켜짐", unknown: "켜져 있는지 알 수 없음", able: "꺼짐 또는 미설정" },
    areas: {
      device: "기기 정보",
      analytics: "영상 분석",
      metadata: "메타데이터",
      events: "이벤트",
      apps: "앱",
      mqtt: "MQTT",
      uplink: "클라우드 연결",
      storage: "저장소",
      recording: "녹화",
      network: "네트워크",
    },
    unread: {
      "not-told": "카메라가 알려 주지 않음",
      "not-allowed": "이 사용자는 볼 수 없음",
      failed: "읽을 수 있는 응답 없음",
    },
    unseen: [
      "‘발견 없음’은 아무것도 실행되지 않는다는 뜻이 아닙니다. 카메라는 ONVIF로 제조사가 허용한 것만 알립니다.",
      "제조사 고유 기능(앱, 클라우드, 휴대폰 앱, SDK)은 ONVIF에 없는 경우가 많습니다. 카메라 웹페이지를 한 번 살펴보세요.",
      "카메라가 무엇을 하든, 스트림을 가져가는 녹화기나 서버가 얼굴을 인식할 수 있습니다.",
      "비밀번호를 아는 사람과 업데이트가 나중에 기능을 켤 수 있습니다. 그 뒤에 다시 점검하세요.",
    ],
  },
};
