import type { WelcomeLanguage } from "#domain/wire/welcome.ts";
import type { SignFieldId } from "./sign-rules.ts";

/** What people are told, in plain words: short sentences that are true or left out. Each stands on one fact of `Standing`. */
export type SignWords = {
  readonly headline: { readonly counts: string; readonly asks: string };
  readonly labels: Readonly<Record<SignFieldId, string>>;
  readonly purposes: Readonly<Record<string, string>>;
  readonly counts: { readonly camera: string; readonly sensor: string };
  readonly zones: string;
  readonly staff: string;
  readonly asks: string;
  readonly estimates: string;
  readonly noFace: string;
  readonly noRecognition: string;
  readonly noPictureTaken: string;
  readonly noPictureKept: string;
  readonly noPictureLeaves: string;
  readonly kinds: {
    readonly pictures: string;
    readonly numbers: string;
    readonly stays: string;
    readonly answers: string;
  };
  readonly kept: {
    readonly pictures: (seconds: string) => string;
    /** Null: they stay. */
    readonly numbers: (days: number | null) => string;
    readonly answers: (days: number) => string;
  };
  readonly rights: Readonly<Record<"CN" | "EU" | "KR" | "other", string>>;
  readonly noTrace: string;
  readonly writeTo: (contact: string) => string;
  readonly receipt: string;
  readonly why: string;
  readonly noEffect: string;
  readonly areas: Readonly<Record<string, string>>;
  readonly camera: string;
  readonly grounds: Readonly<Record<string, string>>;
  readonly tabletGround: string;
  readonly inCharge: (who: string) => string;
  readonly noOfficer: (contact: string) => string;
  readonly scan: string;
  readonly nobodyElse: string;
  readonly shared: (chain: string, span: string) => string;
  readonly spans: Readonly<Record<string, string>>;
  readonly object: string;
  readonly sayNo: string;
  readonly sorted: string;
  readonly dayAndNight: string;
  readonly noBiometrics: string;
  readonly children: string;
  readonly readAloud: string;
  readonly list: string;
  readonly draft: string;
  readonly demo: string;
  readonly toFill: string;
  readonly asOf: (day: string) => string;
  /** What the page behind the sign says besides. */
  readonly notice: Readonly<Record<"title" | "nothing" | "rules" | "noRules" | "rightsLink" | "checkpoint", string>> & {
    readonly since: (day: string) => string;
  };
};

export const SIGN_WORDS: Readonly<Record<WelcomeLanguage, SignWords>> = {
  en: {
    headline: { counts: "Visitors are counted here", asks: "Tell us about yourself, if you like" },
    labels: {
      S1: "Who is responsible",
      S2: "Contact",
      S3: "What for",
      S4: "What happens",
      S5: "Kinds of data",
      S6: "How long",
      S7: "Your rights",
      S8: "Why, and what it means for you",
      S9: "Area",
      S10: "Sensor",
      S11: "Legal basis",
      S12: "Data protection officer",
      S13: "Full notice",
      S14: "Recipients",
      S15: "Where to complain",
      S16: "Another way",
      S17: "AI is used",
      S18: "Hours",
      S19: "Biometric information",
      S20: "Children",
      S21: "Easier to read",
    },
    purposes: {
      statistics: "To know how many people come, as statistics.",
      security: "For security.",
      service: "To serve visitors better.",
      marketing: "For marketing.",
    },
    counts: {
      camera: "A camera counts people who come in and go out, by their outline.",
      sensor: "A sensor counts people who come in and go out.",
    },
    zones: "It also counts how many people are in an area, and for how long.",
    staff: "Staff are told from visitors by their clothes or where they stand.",
    asks: "At a tablet you may say your age group and sex, if you like.",
    estimates: "Only if you ask for it, the tablet estimates age group and sex from your face.",
    noFace: "No face is analysed.",
    noRecognition: "Nobody is recognised.",
    noPictureTaken: "No picture is taken.",
    noPictureKept: "No picture of people is kept.",
    noPictureLeaves: "No picture leaves the shop.",
    kinds: {
      pictures: "Moving pictures, for a moment only.",
      numbers: "Numbers: how many people, when, at which door.",
      stays: "How long people stay in an area.",
      answers: "The age group and sex that you give at the tablet.",
    },
    kept: {
      pictures: (seconds) => `A picture: at most ${seconds} seconds in memory, then it is gone.`,
      numbers: (days) =>
        `The numbers are about nobody in particular, and ${days === null ? "stay" : `are kept for ${days} days at most`}.`,
      answers: (days) => `Answers at the tablet: until their week is counted, ${days} days at most.`,
    },
    rights: {
      CN: "You may ask, see, copy, correct and have deleted what is about you.",
      EU: "You may ask for access, correction, erasure and restriction, and object.",
      KR: "You may ask to see it, to have it deleted, and that its use stops.",
      other: "You may ask what is kept about you, and object.",
    },
    noTrace: "A number cannot be traced to you.",
    writeTo: (contact) => `Write to ${contact}.`,
    receipt: "You can withdraw an answer given at the tablet with the code on your receipt.",
    why: "Without it the shop does not know how many people come.",
    noEffect: "For you nothing changes: nobody is treated differently.",
    areas: {
      entrance: "the entrance",
      shop_floor: "the shop floor",
      checkout: "the checkout",
      office: "the office",
      stock_room: "the stock room",
      outside: "in front of the shop",
    },
    camera: "Camera",
    grounds: {
      legitimate_interest: "Legitimate interest: GDPR, article 6(1)(f).",
      consent: "Your consent.",
      legal_duty: "A legal duty.",
      contract: "A contract with you.",
      labour_rules: "Labour rules.",
    },
    tabletGround: "At the tablet: your consent.",
    inCharge: (who) => `In charge: ${who}`,
    noOfficer: (contact) => `None is appointed. Write to ${contact}.`,
    scan: "Scan for everything about it",
    nobodyElse: "Nobody else.",
    shared: (chain, span) => `${chain} gets the numbers, ${span}.`,
    spans: { day: "by day", hour: "by hour", quarter: "by quarter of an hour", minute: "by minute" },
    object: "You may object, or come in uncounted: please ask our staff.",
    sayNo: "You may pass the tablet by; nothing changes.",
    sorted: "At the tablet a program (AI) sorts visitors into age group and sex, only if they ask for it.",
    dayAndNight: "Day and night (24 hours).",
    noBiometrics:
      "This business does not collect, retain, convert, store or share customers’ biometric identifier information by this counter.",
    children: "Under 14, the tablet may be used only with an adult who agrees.",
    readAloud: "The page behind the code can be enlarged and read aloud.",
    list: ", ",
    draft: "DRAFT",
    demo: "EXAMPLE: this shop does not exist",
    toFill: "to be filled in",
    asOf: (day) => `As of ${day}`,
    notice: {
      title: "Who is counted here, and how",
      nothing: "Nothing runs here today.",
      rules: "By which rules",
      noRules: "No rule of this place asks for anything.",
      rightsLink: "Take back an answer of the tablet",
      checkpoint: "Newest checkpoint of the public log of what ran",
      since: (day) => `Since ${day}`,
    },
  },
  zh: {
    headline: { counts: "本店统计客流人数", asks: "欢迎自愿填写年龄段和性别" },
    labels: {
      S1: "处理者",
      S2: "联系方式",
      S3: "目的",
      S4: "处理方式",
      S5: "数据种类",
      S6: "保存期限",
      S7: "您的权利",
      S8: "必要性及对您的影响",
      S9: "覆盖区域",
      S10: "传感器",
      S11: "合法性基础",
      S12: "个人信息保护负责人",
      S13: "完整告知",
      S14: "其他接收方",
      S15: "投诉渠道",
      S16: "其他方式",
      S17: "使用人工智能",
      S18: "运行时间",
      S19: "生物识别信息",
      S20: "儿童",
      S21: "无障碍阅读",
    },
    purposes: {
      statistics: "统计到店人数。",
      security: "安全防范。",
      service: "改进服务。",
      marketing: "市场营销。",
    },
    counts: { camera: "摄像机按人体轮廓统计进出人数。", sensor: "传感器统计进出人数。" },
    zones: "同时统计区域内的人数和停留时间。",
    staff: "依据衣着或所在位置区分员工与顾客。",
    asks: "您可自愿在平板上填写年龄段和性别。",
    estimates: "仅在您主动要求时，平板才根据面部估计年龄段和性别。",
    noFace: "不分析人脸。",
    noRecognition: "不识别任何人的身份。",
    noPictureTaken: "不拍摄图像。",
    noPictureKept: "不保存人员图像。",
    noPictureLeaves: "图像不传出门店。",
    kinds: {
      pictures: "瞬时的动态图像。",
      numbers: "数字：多少人、何时、哪个门。",
      stays: "区域内的停留时间。",
      answers: "您在平板上提供的年龄段和性别。",
    },
    kept: {
      pictures: (seconds) => `图像：在内存中最多 ${seconds} 秒，随即清除。`,
      numbers: (days) => `数字不涉及特定个人，${days === null ? "继续保留" : `最长保留 ${days} 天`}。`,
      answers: (days) => `平板上的回答：所属的一周统计完成即销毁，最长 ${days} 天。`,
    },
    rights: {
      CN: "您有权知情、查阅、复制、更正和删除您的个人信息。",
      EU: "您有权查阅、删除、限制处理和反对。",
      KR: "您有权查阅、删除和要求停止处理。",
      other: "您有权询问保存了哪些与您有关的信息，并提出反对。",
    },
    noTrace: "数字无法追溯到您。",
    writeTo: (contact) => `请联系 ${contact}。`,
    receipt: "平板上的回答可凭回执编码撤回。",
    why: "否则本店无法得知到店人数。",
    noEffect: "对您没有影响：不会因此区别对待任何人。",
    areas: {
      entrance: "入口",
      shop_floor: "营业区",
      checkout: "收银区",
      office: "办公室",
      stock_room: "库房",
      outside: "店门前",
    },
    camera: "摄像机",
    grounds: {
      legitimate_interest: "合法利益（GDPR 第 6 条第 1 款 (f) 项）。",
      consent: "您的同意。",
      legal_duty: "法定义务。",
      contract: "与您的合同。",
      labour_rules: "劳动规章。",
    },
    tabletGround: "平板：您的同意。",
    inCharge: (who) => `负责人：${who}`,
    noOfficer: (contact) => `未任命。请联系 ${contact}。`,
    scan: "扫码查看全部说明",
    nobodyElse: "无其他接收方。",
    shared: (chain, span) => `${chain}${span}获得这些数字。`,
    spans: { day: "按日", hour: "按小时", quarter: "按刻钟", minute: "按分钟" },
    object: "您可以反对或选择不被统计：请咨询店员。",
    sayNo: "您可以不使用平板，不会有任何影响。",
    sorted: "平板上的程序（人工智能）只对主动要求者按年龄段和性别分类。",
    dayAndNight: "全天（24 小时）。",
    noBiometrics: "本店的计数器不收集、保留、转换、存储或共享顾客的生物识别标识信息。",
    children: "未满十四周岁者须由同意的成年监护人陪同才能使用平板。",
    readAloud: "扫码打开的页面可放大、可朗读。",
    list: "、",
    draft: "草稿",
    demo: "示例：此店并不存在",
    toFill: "待填写",
    asOf: (day) => `截至 ${day}`,
    notice: {
      title: "本店如何统计客流",
      nothing: "今天此处没有运行任何内容。",
      rules: "依据的规定",
      noRules: "当地没有相关要求的规定。",
      rightsLink: "撤回平板上的回答",
      checkpoint: "公开运行日志的最新检查点",
      since: (day) => `自 ${day} 起`,
    },
  },
  fr: {
    headline: { counts: "Ici, les visiteurs sont comptés", asks: "Parlez-nous de vous, si vous le voulez" },
    labels: {
      S1: "Responsable du traitement",
      S2: "Contact",
      S3: "Pourquoi",
      S4: "Ce qui se passe",
      S5: "Types de données",
      S6: "Durée de conservation",
      S7: "Vos droits",
      S8: "Nécessité et effet pour vous",
      S9: "Zone",
      S10: "Capteur",
      S11: "Base légale",
      S12: "Délégué à la protection des données",
      S13: "Information complète",
      S14: "Destinataires",
      S15: "Réclamations",
      S16: "Autre possibilité",
      S17: "Usage d’IA",
      S18: "Horaires",
      S19: "Données biométriques",
      S20: "Enfants",
      S21: "Lecture facilitée",
    },
    purposes: {
      statistics: "Savoir combien de personnes viennent, à des fins statistiques.",
      security: "Pour la sécurité.",
      service: "Pour mieux servir les visiteurs.",
      marketing: "Pour le marketing.",
    },
    counts: {
      camera: "Une caméra compte les personnes qui entrent et sortent, d’après leur silhouette.",
      sensor: "Un capteur compte les personnes qui entrent et sortent.",
    },
    zones: "Il est aussi compté combien de personnes sont dans une zone, et combien de temps.",
    staff: "Le personnel est distingué par ses vêtements ou sa place.",
    asks: "Sur une tablette, vous pouvez indiquer votre tranche d’âge et votre sexe, si vous le voulez.",
    estimates: "Seulement si vous le demandez, la tablette estime la tranche d’âge et le sexe d’après votre visage.",
    noFace: "Aucun visage n’est analysé.",
    noRecognition: "Personne n’est reconnu.",
    noPictureTaken: "Aucune image n’est prise.",
    noPictureKept: "Aucune image de personne n’est conservée.",
    noPictureLeaves: "Aucune image ne quitte le magasin.",
    kinds: {
      pictures: "Des images, pour un instant seulement.",
      numbers: "Des nombres : combien de personnes, quand, à quelle porte.",
      stays: "La durée de présence dans une zone.",
      answers: "La tranche d’âge et le sexe que vous indiquez sur la tablette.",
    },
    kept: {
      pictures: (seconds) => `Une image : ${seconds} seconde au plus en mémoire, puis elle est effacée.`,
      numbers: (days) =>
        `Les nombres ne concernent personne en particulier et sont conservés${days === null ? "" : ` ${days} jours au plus`}.`,
      answers: (days) => `Réponses sur la tablette : jusqu’au comptage de leur semaine, ${days} jours au plus.`,
    },
    rights: {
      CN: "Vous pouvez demander, consulter, copier, corriger et faire effacer ce qui vous concerne.",
      EU: "Vous pouvez demander l’accès, la rectification, l’effacement et la limitation, et vous opposer.",
      KR: "Vous pouvez demander l’accès, l’effacement et l’arrêt du traitement.",
      other: "Vous pouvez demander ce qui est conservé sur vous, et vous opposer.",
    },
    noTrace: "Un nombre ne permet pas de remonter à vous.",
    writeTo: (contact) => `Écrivez à ${contact}.`,
    receipt: "Les réponses sur la tablette se retirent avec le code du reçu.",
    why: "Sans cela, le magasin ignore combien de personnes viennent.",
    noEffect: "Pour vous, rien ne change : personne n’est traité autrement.",
    areas: {
      entrance: "l’entrée",
      shop_floor: "la surface de vente",
      checkout: "les caisses",
      office: "le bureau",
      stock_room: "la réserve",
      outside: "devant le magasin",
    },
    camera: "Caméra",
    grounds: {
      legitimate_interest: "Intérêt légitime : RGPD, article 6.1.f.",
      consent: "Votre consentement.",
      legal_duty: "Une obligation légale.",
      contract: "Un contrat avec vous.",
      labour_rules: "Règles du travail.",
    },
    tabletGround: "Pour la tablette : votre consentement.",
    inCharge: (who) => `Responsable des caméras : ${who}`,
    noOfficer: (contact) => `Aucun n’est désigné. Écrivez à ${contact}.`,
    scan: "Scannez pour tout savoir",
    nobodyElse: "Personne d’autre.",
    shared: (chain, span) => `${chain} reçoit les nombres, ${span}.`,
    spans: { day: "par jour", hour: "par heure", quarter: "par quart d’heure", minute: "par minute" },
    object: "Vous pouvez vous opposer, ou entrer sans être compté : adressez-vous au personnel.",
    sayNo: "Vous pouvez ignorer la tablette ; rien ne change.",
    sorted: "Sur la tablette, un programme (IA) classe par tranche d’âge et sexe les visiteurs qui le demandent.",
    dayAndNight: "Jour et nuit (24 h).",
    noBiometrics:
      "Par ce compteur, cet établissement ne collecte, ne conserve, ne convertit, ne stocke ni ne partage d’identifiants biométriques de ses clients.",
    children: "Avant 14 ans, la tablette n’est utilisée qu’avec un adulte qui est d’accord.",
    readAloud: "La page derrière le code peut être agrandie et lue à voix haute.",
    list: ", ",
    draft: "PROJET",
    demo: "EXEMPLE : ce magasin n’existe pas",
    toFill: "à compléter",
    asOf: (day) => `État au ${day}`,
    notice: {
      title: "Qui est compté ici, et comment",
      nothing: "Rien ne fonctionne ici aujourd’hui.",
      rules: "Selon quelles règles",
      noRules: "Aucune règle de ce lieu ne demande rien.",
      rightsLink: "Retirer une réponse de la tablette",
      checkpoint: "Dernier point de contrôle du registre public de ce qui a fonctionné",
      since: (day) => `Depuis le ${day}`,
    },
  },
  ko: {
    headline: { counts: "방문자 수를 세고 있습니다", asks: "원하시면 연령대와 성별을 알려 주세요" },
    labels: {
      S1: "개인정보처리자",
      S2: "연락처",
      S3: "목적",
      S4: "처리 내용",
      S5: "데이터 종류",
      S6: "보관 기간",
      S7: "귀하의 권리",
      S8: "필요성과 영향",
      S9: "범위와 장소",
      S10: "센서",
      S11: "법적 근거",
      S12: "개인정보 보호책임자",
      S13: "전체 고지",
      S14: "제공받는 자",
      S15: "신고 기관",
      S16: "다른 방법",
      S17: "인공지능 사용",
      S18: "운영 시간",
      S19: "생체 식별 정보",
      S20: "어린이",
      S21: "읽기 도움",
    },
    purposes: {
      statistics: "방문자 수를 통계로 알기 위함입니다.",
      security: "안전을 위함입니다.",
      service: "더 나은 서비스를 위함입니다.",
      marketing: "마케팅을 위함입니다.",
    },
    counts: {
      camera: "카메라가 사람의 윤곽으로 들어오고 나가는 수를 셉니다.",
      sensor: "센서가 들어오고 나가는 사람 수를 셉니다.",
    },
    zones: "구역 안의 사람 수와 머문 시간도 셉니다.",
    staff: "직원은 옷이나 위치로 방문자와 구분합니다.",
    asks: "원하시면 태블릿에서 연령대와 성별을 알려 주실 수 있습니다.",
    estimates: "요청하신 경우에만 태블릿이 얼굴로 연령대와 성별을 추정합니다.",
    noFace: "얼굴을 분석하지 않습니다.",
    noRecognition: "누구도 식별하지 않습니다.",
    noPictureTaken: "영상을 촬영하지 않습니다.",
    noPictureKept: "사람의 영상을 저장하지 않습니다.",
    noPictureLeaves: "영상은 매장 밖으로 나가지 않습니다.",
    kinds: {
      pictures: "순간적인 영상.",
      numbers: "숫자: 몇 명이, 언제, 어느 문에서.",
      stays: "구역에 머문 시간.",
      answers: "태블릿에서 알려 주신 연령대와 성별.",
    },
    kept: {
      pictures: (seconds) => `영상: 메모리에 최대 ${seconds}초, 이후 사라집니다.`,
      numbers: (days) => `숫자는 특정 개인의 것이 아니며 ${days === null ? "계속" : `최대 ${days}일간`} 보관됩니다.`,
      answers: (days) => `태블릿 응답: 해당 주가 집계될 때까지, 최대 ${days}일.`,
    },
    rights: {
      CN: "본인 정보를 묻고 열람, 복사, 정정, 삭제를 요구하실 수 있습니다.",
      EU: "열람, 삭제, 처리 제한을 요구하고 반대하실 수 있습니다.",
      KR: "열람, 삭제, 처리 정지를 요구하실 수 있습니다.",
      other: "무엇이 보관되는지 묻고 반대하실 수 있습니다.",
    },
    noTrace: "숫자로는 귀하를 알 수 없습니다.",
    writeTo: (contact) => `문의: ${contact}.`,
    receipt: "태블릿 응답은 동의 확인증의 코드로 철회할 수 있습니다.",
    why: "이것이 없으면 매장은 방문자 수를 알 수 없습니다.",
    noEffect: "귀하에게 달라지는 것은 없으며, 누구도 다르게 대하지 않습니다.",
    areas: {
      entrance: "출입구",
      shop_floor: "매장 안",
      checkout: "계산대",
      office: "사무실",
      stock_room: "창고",
      outside: "매장 앞",
    },
    camera: "카메라",
    grounds: {
      legitimate_interest: "정당한 이익 (GDPR 제6조 제1항 (f)).",
      consent: "귀하의 동의.",
      legal_duty: "법적 의무.",
      contract: "귀하와의 계약.",
      labour_rules: "근로 규정.",
    },
    tabletGround: "태블릿: 귀하의 동의.",
    inCharge: (who) => `관리책임자: ${who}`,
    noOfficer: (contact) => `지정되지 않았습니다. 문의: ${contact}`,
    scan: "전체 내용은 코드를 스캔하세요",
    nobodyElse: "없음.",
    shared: (chain, span) => `${chain}: 숫자를 ${span} 받습니다.`,
    spans: { day: "일별로", hour: "시간별로", quarter: "15분별로", minute: "분별로" },
    object: "반대하시거나 집계되지 않고 들어오실 수 있습니다: 직원에게 말씀하세요.",
    sayNo: "태블릿을 쓰지 않으셔도 달라지는 것이 없습니다.",
    sorted: "태블릿의 프로그램(AI)이 요청한 사람만 연령대와 성별로 분류합니다.",
    dayAndNight: "24시간.",
    noBiometrics: "이 계수기는 고객의 생체 식별 정보를 수집, 보유, 변환, 저장, 공유하지 않습니다.",
    children: "만 14세 미만은 동의하는 보호자와 함께일 때만 태블릿을 쓸 수 있습니다.",
    readAloud: "코드로 열리는 페이지는 글자를 키우거나 음성으로 들을 수 있습니다.",
    list: ", ",
    draft: "초안",
    demo: "예시: 이 매장은 존재하지 않습니다",
    toFill: "작성 필요",
    asOf: (day) => `${day} 기준`,
    notice: {
      title: "무엇을 어떻게 세는지",
      nothing: "오늘 여기서 실행되는 것이 없습니다.",
      rules: "적용되는 규정",
      noRules: "이 지역에서 요구하는 규정이 없습니다.",
      rightsLink: "태블릿 응답 철회하기",
      checkpoint: "실행 기록 공개 로그의 최신 체크포인트",
      since: (day) => `${day}부터`,
    },
  },
};
