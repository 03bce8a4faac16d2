import type { WelcomeLanguage } from "#domain/wire/welcome.ts";

export const DRAFT_KINDS = ["impact", "record"] as const;
/** An impact assessment (GDPR 35, PIPL 55 and 56), or a record of processing activities (GDPR 30). */
export type DraftKind = (typeof DRAFT_KINDS)[number];

/** The sections of drafts, in their order. */
export const DRAFT_SECTIONS = {
  impact: [
    "parties",
    "description",
    "purpose",
    "necessity",
    "effect",
    "retention",
    "recipients",
    "security",
    "law",
    "papers",
    "decision",
  ],
  record: ["parties", "purpose", "people", "recipients", "transfers", "retention", "security", "papers"],
} as const satisfies Record<DraftKind, readonly string[]>;
export type SectionName = (typeof DRAFT_SECTIONS)[DraftKind][number];

export type DraftWords = {
  readonly titles: Readonly<Record<DraftKind, string>>;
  readonly warning: string;
  readonly open: string;
  readonly about: (store: string, controller: string, day: string) => string;
  readonly sections: Readonly<Record<SectionName, string>>;
  readonly verdicts: Readonly<Record<"permit" | "deny" | "unsettled", string>>;
  readonly sensor: string;
  readonly visitors: string;
  readonly noTransfer: string;
  readonly keeper: (owner: string) => string;
  readonly until: (day: string) => string;
  readonly lapsed: string;
  /** Asked where the deployment does not say it. */
  readonly missing: (what: string) => string;
  /** What nobody but a person can answer, always asked. */
  readonly ask: Readonly<Partial<Record<SectionName, readonly string[]>>>;
  /** Asked where no transfer is stated. */
  readonly askTransfer: string;
};

export const DRAFT_WORDS: Readonly<Record<WelcomeLanguage, DraftWords>> = {
  en: {
    titles: { impact: "Impact assessment (draft)", record: "Record of processing activities (draft)" },
    warning:
      "A draft, filled from the deployment. It is not legal advice and does not claim to be complete. A person must finish, check and sign it.",
    open: "Left open for a person",
    about: (store, controller, day) => `${store} · ${controller} · as of ${day}`,
    sections: {
      parties: "Who is responsible",
      description: "What is done",
      purpose: "Purpose and legal basis",
      necessity: "Necessity and less intrusive means",
      effect: "Effect on people, and risks",
      retention: "How long it is kept",
      recipients: "Recipients",
      security: "Security",
      law: "What the law of the place permits",
      papers: "Papers on file",
      decision: "Decision",
      people: "People and kinds of data",
      transfers: "Transfers to other countries",
    },
    verdicts: { permit: "permitted", deny: "not permitted", unsettled: "not settled" },
    sensor: "Sensor",
    visitors: "People concerned: visitors, staff and whoever passes the sensors.",
    noTransfer: "No personal data leave the country.",
    keeper: (owner) => `kept by ${owner}`,
    until: (day) => `until ${day}`,
    lapsed: "does not count today",
    missing: (what) => `The deployment does not say: ${what}.`,
    ask: {
      parties: ["Address and legal form of the controller; representative or joint controllers, if any."],
      description: [
        "How many people a day does it concern, and are there vulnerable ones among them (children, patients)?",
      ],
      necessity: ["Why would a less intrusive means not serve the purpose? Which were tried?"],
      effect: [
        "Which risks remain for people, how likely and how severe is each?",
        "What do visitors, staff and their representatives say of it?",
      ],
      security: ["Which measures of the house come on top (doors, keys, training)?"],
      decision: [
        "What does the protection officer advise?",
        "Who decides, on which day, and when is it looked at again?",
      ],
      people: ["Is any other system in the shop linked with these figures?"],
    },
    askTransfer: "Do personal data leave the country, to whom and on what footing?",
  },
  zh: {
    titles: { impact: "个人信息保护影响评估（草稿）", record: "处理活动记录（草稿）" },
    warning: "草稿，由部署文件填写。不构成法律意见，也不保证完整。须由人员补全、核对并签署。",
    open: "须由人员填写",
    about: (store, controller, day) => `${store} · ${controller} · 截至 ${day}`,
    sections: {
      parties: "责任主体",
      description: "处理内容",
      purpose: "目的与合法性基础",
      necessity: "必要性与更温和的方式",
      effect: "对个人权益的影响与风险",
      retention: "保存期限",
      recipients: "其他接收方",
      security: "安全措施",
      law: "当地法律允许的内容",
      papers: "已备文件",
      decision: "结论",
      people: "涉及的人员与数据种类",
      transfers: "出境",
    },
    verdicts: { permit: "允许", deny: "不允许", unsettled: "法律未明确" },
    sensor: "传感器",
    visitors: "涉及人员：顾客、员工以及经过传感器的人。",
    noTransfer: "个人信息不出境。",
    keeper: (owner) => `由${owner}保管`,
    until: (day) => `至 ${day}`,
    lapsed: "今天不生效",
    missing: (what) => `部署文件未说明：${what}。`,
    ask: {
      parties: ["处理者的地址和法律形式；如有，代表人或共同处理者。"],
      description: ["每天涉及多少人，其中是否有需要特别保护的人（儿童、病人）？"],
      necessity: ["为什么更温和的方式不能达到目的？试过哪些？"],
      effect: ["对个人还有哪些风险，各自的可能性和严重程度如何？", "顾客、员工及其代表有何意见？"],
      security: ["本单位还有哪些措施（门禁、密钥、培训）？"],
      decision: ["个人信息保护负责人的意见是什么？", "由谁、在哪一天决定，何时复查？"],
      people: ["店内是否有其他系统与这些数字关联？"],
    },
    askTransfer: "个人信息是否出境，提供给谁，依据何种机制？",
  },
  fr: {
    titles: { impact: "Analyse d’impact, AIPD (projet)", record: "Registre des activités de traitement (projet)" },
    warning:
      "Un projet, rempli d’après le déploiement. Ce n’est pas un avis juridique et il ne prétend pas être complet. Une personne doit l’achever, le vérifier et le signer.",
    open: "À compléter par une personne",
    about: (store, controller, day) => `${store} · ${controller} · état au ${day}`,
    sections: {
      parties: "Qui est responsable",
      description: "Ce qui est fait",
      purpose: "Finalité et base légale",
      necessity: "Nécessité et moyens moins intrusifs",
      effect: "Effet sur les personnes et risques",
      retention: "Durée de conservation",
      recipients: "Destinataires",
      security: "Sécurité",
      law: "Ce que permet la loi du lieu",
      papers: "Documents disponibles",
      decision: "Décision",
      people: "Personnes et types de données",
      transfers: "Transferts vers d’autres pays",
    },
    verdicts: { permit: "permis", deny: "non permis", unsettled: "non tranché" },
    sensor: "Capteur",
    visitors: "Personnes concernées : visiteurs, personnel et quiconque passe devant les capteurs.",
    noTransfer: "Aucune donnée personnelle ne quitte le pays.",
    keeper: (owner) => `conservé par ${owner}`,
    until: (day) => `jusqu’au ${day}`,
    lapsed: "ne compte pas aujourd’hui",
    missing: (what) => `Le déploiement ne dit pas : ${what}.`,
    ask: {
      parties: ["Adresse et forme juridique du responsable ; représentant ou responsables conjoints, s’il y en a."],
      description: ["Combien de personnes par jour, et y en a-t-il de vulnérables (enfants, patients) ?"],
      necessity: ["Pourquoi un moyen moins intrusif ne suffirait-il pas ? Lesquels ont été essayés ?"],
      effect: [
        "Quels risques restent pour les personnes, avec quelle probabilité et quelle gravité ?",
        "Qu’en disent les visiteurs, le personnel et leurs représentants ?",
      ],
      security: ["Quelles mesures de la maison s’y ajoutent (portes, clés, formation) ?"],
      decision: [
        "Que conseille le délégué à la protection des données ?",
        "Qui décide, quel jour, et quand est-ce revu ?",
      ],
      people: ["Un autre système du magasin est-il relié à ces nombres ?"],
    },
    askTransfer: "Des données personnelles quittent-elles le pays, vers qui et sur quelle base ?",
  },
  ko: {
    titles: { impact: "개인정보 영향평가 (초안)", record: "처리 활동 기록 (초안)" },
    warning:
      "배포 파일로 채운 초안입니다. 법률 자문이 아니며 완전하다고 주장하지 않습니다. 사람이 마무리하고 확인하고 서명해야 합니다.",
    open: "사람이 채워야 할 항목",
    about: (store, controller, day) => `${store} · ${controller} · ${day} 기준`,
    sections: {
      parties: "개인정보처리자",
      description: "처리 내용",
      purpose: "목적과 법적 근거",
      necessity: "필요성과 더 완화된 수단",
      effect: "개인에 대한 영향과 위험",
      retention: "보관 기간",
      recipients: "제공받는 자",
      security: "안전 조치",
      law: "현지 법이 허용하는 것",
      papers: "보관 중인 문서",
      decision: "결정",
      people: "대상자와 데이터 종류",
      transfers: "국외 이전",
    },
    verdicts: { permit: "허용", deny: "불허", unsettled: "미확정" },
    sensor: "센서",
    visitors: "대상자: 방문자, 직원, 센서 앞을 지나는 사람.",
    noTransfer: "개인정보는 국외로 나가지 않습니다.",
    keeper: (owner) => `보관: ${owner}`,
    until: (day) => `${day}까지`,
    lapsed: "오늘은 유효하지 않음",
    missing: (what) => `배포 파일에 없음: ${what}.`,
    ask: {
      parties: ["개인정보처리자의 주소와 법적 형태, 대리인이나 공동 처리자가 있는지."],
      description: ["하루에 몇 명이 해당하며, 취약한 사람(어린이, 환자)이 있습니까?"],
      necessity: ["더 완화된 수단이 왜 목적에 맞지 않습니까? 무엇을 시도했습니까?"],
      effect: [
        "개인에게 어떤 위험이 남으며, 각각의 가능성과 심각성은 어떻습니까?",
        "방문자, 직원과 그 대표의 의견은 무엇입니까?",
      ],
      security: ["사업장의 추가 조치(출입문, 열쇠, 교육)는 무엇입니까?"],
      decision: ["개인정보 보호책임자의 의견은 무엇입니까?", "누가 언제 결정하며, 언제 다시 검토합니까?"],
      people: ["매장의 다른 시스템이 이 숫자와 연결됩니까?"],
    },
    askTransfer: "개인정보가 국외로 나갑니까? 누구에게, 어떤 근거로 나갑니까?",
  },
};
