import type { Words } from "#dashboard/words/language.tsx";

/** Entries of a file that count for nothing, by why; and those that were taken in with a doubt. */
type Aside =
  | "training"
  | "suspended"
  | "no-sale"
  | "void"
  | "otherStores"
  | "twice"
  | "future"
  | "bad"
  | "leftOut"
  | "totals"
  | "empty"
  | "repeated"
  | "neverShown"
  | "unfinished";

export const settingsImportWords: Words<{
  title: string;
  note: string;
  store: string;
  kind: string;
  kinds: Readonly<Record<"sales" | "history", string>>;
  kindNotes: Readonly<Record<"sales" | "history", string>>;
  file: string;
  mapping: string;
  mappingNote: string;
  currency: string;
  currencyNote: string;
  amount: string;
  amounts: Readonly<Record<"gross" | "net", string>>;
  skipBad: string;
  look: string;
  take: string;
  looked: string;
  taken: string;
  period: (from: string, to: string) => string;
  sales: (purchases: string, returns: string, amount: string) => string;
  line: (name: string, entered: string, left: string) => string;
  fresh: (added: string, repeated: string, contradicted: string) => string;
  closed: (entries: string) => string;
  overlapping: (rows: string) => string;
  asides: Readonly<Record<Aside, string>>;
  personal: (columns: string) => string;
  nothing: string;
}> = {
  en: {
    title: "Import",
    note: "A file is looked at first. Nothing is kept until you take it in, and the same file twice counts once.",
    store: "Store",
    kind: "What it is",
    kinds: { sales: "Sales of the tills", history: "Counts of another system" },
    kindNotes: {
      sales: "CSV or POSLog XML. Files with cards, customers or names of staff are refused whole.",
      history: "CSV. The first time with its mapping, which `lintel import FILE --propose` writes.",
    },
    file: "File",
    mapping: "Mapping (YAML)",
    mappingNote: "not needed where one was kept",
    currency: "Currency",
    currencyNote: "EUR, CNY …; where the file does not say",
    amount: "Amounts",
    amounts: { gross: "with tax", net: "without tax" },
    skipBad: "Skip what cannot be read, and say how much it was",
    look: "Look at it",
    take: "Take it in",
    looked: "This is in the file. Nothing has been kept yet.",
    taken: "Taken in.",
    period: (from, to) => `From ${from} to ${to}`,
    sales: (purchases, returns, amount) => `Purchases: ${purchases}, returns: ${returns}, amount: ${amount}`,
    line: (name, entered, left) => `${name}: in ${entered}, out ${left}`,
    fresh: (added, repeated, contradicted) =>
      `New: ${added}, known already: ${repeated}, known with other figures: ${contradicted}`,
    closed: (entries) => `Left out, of days whose sales are already final: ${entries}`,
    overlapping: (rows) => `Of a time that was counted live: ${rows}`,
    asides: {
      training: "Training",
      suspended: "Suspended",
      "no-sale": "No sale",
      void: "Void",
      otherStores: "Of other stores",
      twice: "In the hour that the clocks show twice",
      future: "Later than now",
      bad: "Cannot be read",
      leftOut: "Left out by the mapping",
      totals: "Rows of totals",
      empty: "Empty",
      repeated: "Told twice in the file",
      neverShown: "In an hour that the clocks leave out",
      unfinished: "Not over yet",
    },
    personal: (columns) => `Columns that seem to be about persons, not read: ${columns}`,
    nothing: "Nothing in the file counts.",
  },
  zh: {
    title: "导入",
    note: "先查看文件内容；确认导入前不会保存任何内容，同一文件导入两次只计一次。",
    store: "门店",
    kind: "内容",
    kinds: { sales: "收银销售数据", history: "其他系统的客流数据" },
    kindNotes: {
      sales: "CSV 或 POSLog XML。含银行卡、顾客或员工姓名的文件将整体拒收。",
      history: "CSV。首次需附对应表，可由 `lintel import FILE --propose` 生成。",
    },
    file: "文件",
    mapping: "对应表（YAML）",
    mappingNote: "已保存过则无需提供",
    currency: "币种",
    currencyNote: "EUR、CNY……；文件未注明时填写",
    amount: "金额",
    amounts: { gross: "含税", net: "不含税" },
    skipBad: "跳过无法读取的条目并计数",
    look: "查看",
    take: "导入",
    looked: "文件内容如下，尚未保存。",
    taken: "已导入。",
    period: (from, to) => `${from} 至 ${to}`,
    sales: (purchases, returns, amount) => `成交：${purchases} 笔，退货：${returns} 笔，金额：${amount}`,
    line: (name, entered, left) => `${name}：进 ${entered}，出 ${left}`,
    fresh: (added, repeated, contradicted) => `新增：${added}，已有：${repeated}，已有但数字不同：${contradicted}`,
    closed: (entries) => `属于已结账日期，未导入：${entries}`,
    overlapping: (rows) => `与实时计数时间重叠：${rows}`,
    asides: {
      training: "培训交易",
      suspended: "挂单",
      "no-sale": "非销售",
      void: "作废",
      otherStores: "其他门店",
      twice: "位于时钟回拨重复的小时",
      future: "晚于当前时间",
      bad: "无法读取",
      leftOut: "按对应表略过",
      totals: "合计行",
      empty: "空行",
      repeated: "文件内重复",
      neverShown: "位于时钟跳过的小时",
      unfinished: "尚未结束",
    },
    personal: (columns) => `疑似涉及个人的列，未读取：${columns}`,
    nothing: "文件中没有可计入的内容。",
  },
  fr: {
    title: "Importer",
    note: "Le fichier est d’abord examiné. Rien n’est gardé avant votre accord, et le même fichier deux fois compte une fois.",
    store: "Magasin",
    kind: "Contenu",
    kinds: { sales: "Ventes des caisses", history: "Comptages d’un autre système" },
    kindNotes: {
      sales: "CSV ou POSLog XML. Un fichier avec des cartes, des clients ou des noms d’employés est refusé en entier.",
      history: "CSV. La première fois avec sa correspondance, que `lintel import FILE --propose` écrit.",
    },
    file: "Fichier",
    mapping: "Correspondance (YAML)",
    mappingNote: "inutile si une a été gardée",
    currency: "Devise",
    currencyNote: "EUR, CNY… ; si le fichier ne la dit pas",
    amount: "Montants",
    amounts: { gross: "toutes taxes comprises", net: "hors taxes" },
    skipBad: "Ignorer ce qui est illisible, et en dire le nombre",
    look: "Examiner",
    take: "Importer",
    looked: "Voici ce que contient le fichier. Rien n’est encore gardé.",
    taken: "Importé.",
    period: (from, to) => `Du ${from} au ${to}`,
    sales: (purchases, returns, amount) => `Achats : ${purchases}, retours : ${returns}, montant : ${amount}`,
    line: (name, entered, left) => `${name} : entrées ${entered}, sorties ${left}`,
    fresh: (added, repeated, contradicted) =>
      `Nouveaux : ${added}, déjà connus : ${repeated}, connus avec d’autres chiffres : ${contradicted}`,
    closed: (entries) => `Laissés de côté, de jours dont les ventes sont arrêtées : ${entries}`,
    overlapping: (rows) => `D’un temps compté en direct : ${rows}`,
    asides: {
      training: "Formation",
      suspended: "En attente",
      "no-sale": "Sans vente",
      void: "Annulés",
      otherStores: "D’autres magasins",
      twice: "Dans l’heure que l’horloge montre deux fois",
      future: "Plus tard que maintenant",
      bad: "Illisibles",
      leftOut: "Laissés de côté par la correspondance",
      totals: "Lignes de totaux",
      empty: "Vides",
      repeated: "Dits deux fois dans le fichier",
      neverShown: "Dans une heure que l’horloge saute",
      unfinished: "Pas encore finis",
    },
    personal: (columns) => `Colonnes qui semblent concerner des personnes, non lues : ${columns}`,
    nothing: "Rien ne compte dans ce fichier.",
  },
  ko: {
    title: "가져오기",
    note: "먼저 파일을 살펴봅니다. 가져오기 전에는 아무것도 저장하지 않으며, 같은 파일을 두 번 가져와도 한 번만 셉니다.",
    store: "매장",
    kind: "내용",
    kinds: { sales: "계산대 매출", history: "다른 시스템의 집계" },
    kindNotes: {
      sales: "CSV 또는 POSLog XML. 카드, 고객, 직원 이름이 든 파일은 전체를 거부합니다.",
      history: "CSV. 처음에는 `lintel import FILE --propose`가 만드는 대응표가 필요합니다.",
    },
    file: "파일",
    mapping: "대응표(YAML)",
    mappingNote: "저장된 것이 있으면 필요 없음",
    currency: "통화",
    currencyNote: "EUR, CNY …; 파일에 없을 때",
    amount: "금액",
    amounts: { gross: "세금 포함", net: "세금 제외" },
    skipBad: "읽을 수 없는 항목은 건너뛰고 세기",
    look: "살펴보기",
    take: "가져오기",
    looked: "파일의 내용입니다. 아직 아무것도 저장하지 않았습니다.",
    taken: "가져왔습니다.",
    period: (from, to) => `${from}부터 ${to}까지`,
    sales: (purchases, returns, amount) => `구매: ${purchases}, 반품: ${returns}, 금액: ${amount}`,
    line: (name, entered, left) => `${name}: 입장 ${entered}, 퇴장 ${left}`,
    fresh: (added, repeated, contradicted) =>
      `새 항목: ${added}, 이미 있음: ${repeated}, 다른 숫자로 있음: ${contradicted}`,
    closed: (entries) => `마감된 날이라 제외: ${entries}`,
    overlapping: (rows) => `실시간 집계와 겹침: ${rows}`,
    asides: {
      training: "교육용",
      suspended: "보류",
      "no-sale": "판매 아님",
      void: "취소",
      otherStores: "다른 매장",
      twice: "시계가 두 번 가리키는 시간",
      future: "현재보다 나중",
      bad: "읽을 수 없음",
      leftOut: "대응표에서 제외",
      totals: "합계 행",
      empty: "빈 행",
      repeated: "파일 안에서 중복",
      neverShown: "시계가 건너뛰는 시간",
      unfinished: "아직 끝나지 않음",
    },
    personal: (columns) => `사람에 관한 것으로 보여 읽지 않은 열: ${columns}`,
    nothing: "파일에 집계할 내용이 없습니다.",
  },
};
