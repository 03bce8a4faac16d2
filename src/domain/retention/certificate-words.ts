import type { FoundKind } from "./retirement.ts";

/** The languages of a certificate. */
export const CERTIFICATE_LANGUAGES = ["en", "zh", "fr", "ko"] as const;
export type CertificateLanguage = (typeof CERTIFICATE_LANGUAGES)[number];

/** What a certificate says. `{…}` is filled in. */
export type CertificateWords = {
  readonly title: string;
  readonly store: string;
  readonly sensor: string;
  readonly ordered: string;
  readonly stopped: string;
  readonly configuration: string;
  readonly done: string;
  readonly notDone: string;
  readonly deleted: string;
  readonly left: string;
  readonly found: Readonly<Record<FoundKind, string>>;
  readonly remains: string;
  readonly remaining: {
    readonly configurations: string;
    readonly ledger: string;
    readonly proofs: string;
    readonly numbers: string;
    readonly agents: string;
    readonly copies: string;
    readonly disk: string;
  };
  readonly heard: string;
  readonly never: string;
  readonly signature: string;
  readonly unsigned: string;
  readonly notAdvice: string;
};

export const CERTIFICATE_WORDS: Readonly<Record<CertificateLanguage, CertificateWords>> = {
  en: {
    title: "Certificate: stopped and deleted",
    store: "Store",
    sensor: "Sensor",
    ordered: "Ordered",
    stopped: "Stopped",
    configuration: "Not watched since configuration number",
    done: "Deleted",
    notDone: "Not finished. Run the command again: it goes on where it stopped.",
    deleted: "What was deleted",
    left: "Found again afterwards",
    found: {
      minutes: "counts of lines and zones, by minute",
      hours_and_days: "sums of hours and days",
      units: "lines and zones",
      sales: "sales of hours, days and open receipts",
      events: "events of sensors",
      door_checks: "checks of doors",
      consents: "consents, with their answers and keys",
      links: "links to figures",
      weeks: "weeks of answers from which the store was taken out",
      scene_pictures: "pictures of empty scenes",
      passwords: "passwords",
      backups: "backups from which it was taken out",
    },
    remains: "What remains, and why",
    remaining: {
      configurations: "Deployments that were in force: they show what ran here, by which rule, until when.",
      ledger: "The ledger: decisions, hashes and this deletion. It shows that none of this was changed since.",
      proofs:
        "Proofs that people consented, and how that ended, without answers: kept for as long as the schedule says.",
      numbers: "The numbers of the records that agents told, without counts: so that nothing is counted anew.",
      agents: "These agents watched it. Each stops, and deletes its settings, when it next reaches the server:",
      copies: "Backups, tables and papers that were taken elsewhere before. Whoever holds them must delete them.",
      disk: "A disk may hold blocks that its file system gave up. Only an encrypted or a destroyed disk is proof against that.",
    },
    heard: "heard last {time}",
    never: "never heard",
    signature: "Signature",
    unsigned: "none: this server has no key to sign with",
    notAdvice: "Made by Lintel from its own records. It is a record of what this server did, and no legal advice.",
  },
  zh: {
    title: "停用与删除证明",
    store: "门店",
    sensor: "传感器",
    ordered: "下达指令",
    stopped: "停止",
    configuration: "自该配置版本起不再观察",
    done: "删除完成",
    notDone: "尚未完成。请再次运行该命令，将从中断处继续。",
    deleted: "已删除的内容",
    left: "删除后再次查找到的数量",
    found: {
      minutes: "计数线和区域的分钟计数",
      hours_and_days: "小时和日汇总",
      units: "计数线和区域",
      sales: "小时、日销售数据及未结小票",
      events: "传感器事件",
      door_checks: "门口核对记录",
      consents: "同意记录及其回答和密钥",
      links: "数据分享链接",
      weeks: "已从中移除该门店的周统计",
      scene_pictures: "无人场景图",
      passwords: "密码",
      backups: "已从中移除相关数据的备份",
    },
    remains: "保留的内容及原因",
    remaining: {
      configurations: "曾经生效的部署配置：用于证明此处运行过什么、依据何种规则、到何时为止。",
      ledger: "账本：决定、哈希值以及本次删除。用于证明此后未被更改。",
      proofs: "个人曾经同意及其如何终止的证明（不含回答）：按保存期限表保存。",
      numbers: "代理程序所上报记录的编号（不含计数）：避免重复计数。",
      agents: "以下代理程序曾观察该处。各代理程序下次连接服务器时即停止，并删除其设置：",
      copies: "此前已取走的备份、表格和文件。须由持有者自行删除。",
      disk: "磁盘上可能仍有文件系统已释放的数据块。只有加密或销毁磁盘才能排除。",
    },
    heard: "最近一次连接 {time}",
    never: "从未连接",
    signature: "签名",
    unsigned: "无：本服务器没有签名密钥",
    notAdvice: "由 Lintel 根据自身记录生成。本文件记录本服务器所执行的操作，不构成法律意见。",
  },
  fr: {
    title: "Certificat d’arrêt et d’effacement",
    store: "Magasin",
    sensor: "Capteur",
    ordered: "Ordonné",
    stopped: "Arrêté",
    configuration: "N’est plus observé depuis la configuration nº",
    done: "Effacé",
    notDone: "Inachevé. Relancez la commande : elle reprend où elle s’est arrêtée.",
    deleted: "Ce qui a été effacé",
    left: "Retrouvé ensuite",
    found: {
      minutes: "comptages des lignes et des zones, par minute",
      hours_and_days: "totaux par heure et par jour",
      units: "lignes et zones",
      sales: "ventes par heure, jours et tickets ouverts",
      events: "événements des capteurs",
      door_checks: "vérifications des portes",
      consents: "consentements, avec leurs réponses et leurs clés",
      links: "liens vers des chiffres",
      weeks: "semaines de réponses dont le magasin a été retiré",
      scene_pictures: "images de scènes vides",
      passwords: "mots de passe",
      backups: "sauvegardes dont il a été retiré",
    },
    remains: "Ce qui reste, et pourquoi",
    remaining: {
      configurations:
        "Les déploiements qui étaient en vigueur : ils montrent ce qui fonctionnait ici, selon quelle règle et jusqu’à quand.",
      ledger: "Le registre : décisions, empreintes et cet effacement. Il montre que rien n’a été modifié depuis.",
      proofs:
        "Les preuves que des personnes ont consenti, et comment cela a pris fin, sans leurs réponses : gardées aussi longtemps que le prévoit le calendrier.",
      numbers:
        "Les numéros des relevés transmis par les agents, sans comptages : pour que rien ne soit compté à nouveau.",
      agents:
        "Ces agents l’observaient. Chacun s’arrête, et efface ses réglages, dès qu’il joint de nouveau le serveur :",
      copies: "Les sauvegardes, tableaux et documents emportés auparavant. À leurs détenteurs de les effacer.",
      disk: "Un disque peut garder des blocs que son système de fichiers a libérés. Seul un disque chiffré ou détruit l’exclut.",
    },
    heard: "entendu pour la dernière fois le {time}",
    never: "jamais entendu",
    signature: "Signature",
    unsigned: "aucune : ce serveur n’a pas de clé pour signer",
    notAdvice:
      "Établi par Lintel d’après ses propres enregistrements. Ce document dit ce que ce serveur a fait ; ce n’est pas un avis juridique.",
  },
  ko: {
    title: "중지 및 삭제 증명서",
    store: "매장",
    sensor: "센서",
    ordered: "명령",
    stopped: "중지",
    configuration: "다음 구성부터 관찰하지 않음",
    done: "삭제 완료",
    notDone: "완료되지 않았습니다. 명령을 다시 실행하면 멈춘 곳부터 이어집니다.",
    deleted: "삭제한 항목",
    left: "삭제 후 다시 발견된 수",
    found: {
      minutes: "선과 구역의 분 단위 집계",
      hours_and_days: "시간 및 일 합계",
      units: "선과 구역",
      sales: "시간별·일별 매출 및 미마감 영수증",
      events: "센서 이벤트",
      door_checks: "출입구 확인 기록",
      consents: "동의 기록과 그 응답 및 키",
      links: "수치 공유 링크",
      weeks: "매장을 제외한 주간 응답 통계",
      scene_pictures: "사람이 없는 장면 사진",
      passwords: "비밀번호",
      backups: "해당 데이터를 제외한 백업",
    },
    remains: "남는 항목과 그 이유",
    remaining: {
      configurations: "시행되었던 배포 구성: 이곳에서 무엇이 어떤 규칙에 따라 언제까지 운영되었는지 보여 줍니다.",
      ledger: "원장: 결정, 해시 값, 그리고 이번 삭제. 이후 변경되지 않았음을 보여 줍니다.",
      proofs: "동의 사실과 그 종료에 대한 증명(응답 제외): 보존 일정에 따라 보관합니다.",
      numbers: "에이전트가 보낸 기록의 번호(집계 제외): 다시 집계되지 않도록 합니다.",
      agents: "다음 에이전트가 이곳을 관찰했습니다. 각 에이전트는 다음에 서버에 연결되면 중지하고 설정을 삭제합니다.",
      copies: "이전에 다른 곳으로 옮긴 백업, 표, 문서. 보유자가 직접 삭제해야 합니다.",
      disk: "디스크에는 파일 시스템이 비운 블록이 남아 있을 수 있습니다. 암호화하거나 파기한 디스크만이 이를 막습니다.",
    },
    heard: "마지막 연결 {time}",
    never: "연결된 적 없음",
    signature: "서명",
    unsigned: "없음: 이 서버에는 서명 키가 없습니다",
    notAdvice: "Lintel이 자체 기록으로 작성했습니다. 이 서버가 한 일의 기록이며 법률 자문이 아닙니다.",
  },
};
