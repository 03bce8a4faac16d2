import { isPersonalColumn } from "#domain/history/personal-column.ts";
import type { TillEntry, TillKind } from "./till-entry.ts";

/** The columns that a file of sales may have. Nothing else is read, and nothing else may be there. */
export const SALES_FIELDS = [
  "time",
  "date",
  "store",
  "till",
  "receipt",
  "business_day",
  "kind",
  "amount",
  "gross",
  "net",
  "items",
  "transactions",
  "currency",
  "voids",
] as const;
export type SalesField = (typeof SALES_FIELDS)[number];

/** How tills and spreadsheets call them, in lower case and with single spaces. */
const NAMES: Readonly<Record<SalesField, readonly string[]>> = {
  time: [
    "time",
    "datetime",
    "date time",
    "timestamp",
    "hour",
    "zeit",
    "uhrzeit",
    "zeitpunkt",
    "stunde",
    "heure",
    "时间",
    "小时",
    "시간",
    "시각",
  ],
  date: ["date", "datum", "jour", "日期", "날짜"],
  store: ["store", "store id", "retail store id", "shop", "filiale", "magasin", "门店", "매장"],
  till: ["till", "register", "pos", "terminal", "workstation", "workstation id", "kasse", "caisse", "收银台", "계산대"],
  receipt: [
    "receipt",
    "receipt number",
    "receipt no",
    "transaction",
    "transaction id",
    "transaction number",
    "ticket",
    "bon",
    "bonnummer",
    "belegnummer",
    "n° ticket",
    "小票号",
    "交易号",
    "영수증번호",
    "영수증 번호",
  ],
  business_day: ["business day", "business day date", "business date", "buchungstag", "营业日", "영업일"],
  kind: ["kind", "type", "transaction type", "art", "genre", "类型", "유형"],
  amount: [
    "amount",
    "total",
    "sales",
    "revenue",
    "betrag",
    "umsatz",
    "summe",
    "montant",
    "chiffre d'affaires",
    "金额",
    "销售额",
    "금액",
    "매출",
  ],
  gross: ["gross", "gross amount", "total gross", "brutto", "bruttobetrag", "ttc", "montant ttc", "含税金额"],
  net: ["net", "net amount", "total net", "netto", "nettobetrag", "ht", "montant ht", "不含税金额"],
  items: [
    "items",
    "item count",
    "quantity",
    "units",
    "artikel",
    "menge",
    "stück",
    "articles",
    "quantité",
    "件数",
    "数量",
    "수량",
  ],
  transactions: [
    "transactions",
    "receipts",
    "tickets",
    "bons",
    "belege",
    "transaction count",
    "交易数",
    "小票数",
    "거래수",
    "거래 수",
  ],
  currency: ["currency", "currency code", "währung", "devise", "币种", "통화"],
  voids: ["voids"],
};

const KINDS: Readonly<Record<TillKind, readonly string[]>> = {
  sale: ["", "sale", "verkauf", "vente", "销售", "판매"],
  return: ["return", "refund", "retoure", "rückgabe", "retour", "remboursement", "退货", "退款", "반품", "환불"],
  void: ["void", "voided", "post-void", "storno", "annulation", "annulé", "作废", "취소"],
  training: ["training", "schulung", "formation", "培训", "교육"],
  suspended: ["suspended", "parked", "geparkt", "suspendu", "挂单", "보류"],
  "no-sale": ["no-sale", "no sale"],
};

/** Who buys, who sells, and with what: beyond what a counter's table may have about persons. */
const TILL_PERSON =
  /customer|client\b|kunde|cliente?\b|loyal|member|fidélité|fidelit|bonus ?(?:card|karte)|\bcards?\b|credit ?debit|karte|carte|\bpan\b|account|konto\b|iban|cashier|clerk|operator|employee|associate|seller|sales ?(?:person|man|woman)|verkäufer|kassierer|bediener|mitarbeiter|personal(?:nr|nummer)|caissi[eè]re?|vendeu[rs]|signature|address|adresse|birth|geburt|naissance|passport|worker|staff|cardholder|holder|consumer|patient|recipient|payer|会员|顾客|客户|卡号|积分|收银员|员工|店员|姓名|手机|电话|邮箱|地址|회원|고객|카드|직원|계산원|점원|이름|전화|주소/i;

/** Whether a column or element says something of who bought or who sold, by its name. */
export function isPersonalInSales(name: string): boolean {
  return isPersonalColumn(name) || TILL_PERSON.test(wordsOf(name));
}

/** What of a file's columns must go before it can be read, or what is not there. */
export type ColumnRefusal = {
  /** `personal`: refused whatever is said of them. `unknown`: nothing is known of them. */
  readonly refused: "personal" | "unknown" | "missing";
  /** Headers; of what is missing, what it is. */
  readonly names: readonly string[];
};

export type SalesColumns = { readonly [field in SalesField]?: number };

/** Which column of a table is which. INVARIANT: what is about persons has no place in the answer, whatever it was named or called. */
export function salesColumns(
  header: readonly string[],
  {
    named,
    leaveOut,
    basis,
    mayPassOver = false,
  }: {
    /** What somebody said of columns: field → header. */
    readonly named: Readonly<Partial<Record<SalesField, string>>>;
    readonly leaveOut: readonly string[];
    readonly basis: "gross" | "net";
    /** Whether all that is not read may be there: for who makes a file without it. */
    readonly mayPassOver?: boolean;
  },
): SalesColumns | ColumnRefusal {
  const personal = header.filter(isPersonalInSales);
  if (personal.length > 0 && !mayPassOver) return { refused: "personal", names: personal };
  const left = new Set(leaveOut.map(wordsOf));
  const found: { [field in SalesField]?: number } = {};
  const unknown: string[] = [];
  for (const [index, name] of header.entries()) {
    if (personal.includes(name)) continue;
    const words = wordsOf(name);
    const said = SALES_FIELDS.find((one) => named[one] !== undefined && wordsOf(named[one]) === words);
    const known = SALES_FIELDS.find((one) => named[one] === undefined && NAMES[one].includes(words));
    const field = said ?? (left.has(words) ? undefined : known);
    if (field !== undefined && found[field] === undefined) found[field] = index;
    else if (!left.has(words) && !(words === "" && index === header.length - 1)) unknown.push(name);
  }
  if (unknown.length > 0 && !mayPassOver) return { refused: "unknown", names: unknown };
  const absent = SALES_FIELDS.find((one) => named[one] !== undefined && found[one] === undefined);
  if (absent) return { refused: "missing", names: [`a column \`${named[absent]}\``] };
  if (found.time === undefined) return { refused: "missing", names: ["a column of times"] };
  if (found.amount === undefined && found[basis] === undefined)
    return { refused: "missing", names: [`a column of ${basis} amounts`] };
  if ((found.receipt === undefined) === (found.transactions === undefined))
    return {
      refused: "missing",
      names: ["one column of receipt numbers, or one that says how many transactions a row is of, and not both"],
    };
  return found;
}

/** A row as an entry of the till. */
export function entryOfRow(
  { cells, line }: { readonly cells: readonly string[]; readonly line: number },
  columns: SalesColumns,
): TillEntry {
  const cell = (field: SalesField) => {
    const index = columns[field];
    return index === undefined ? "" : (cells[index] ?? "").trim();
  };
  const kind = wordsOf(cell("kind"));
  const found = Object.entries(KINDS).find(([, names]) => names.includes(kind))?.[0] as TillKind | undefined;
  return {
    line,
    kind: found ?? null,
    store: cell("store"),
    till: cell("till"),
    number: cell("receipt"),
    day: cell("business_day"),
    time: [cell("date"), cell("time")].filter((text) => text !== "").join(" "),
    gross: cell("gross") || cell("amount"),
    net: cell("net") || cell("amount"),
    items: cell("items"),
    transactions: cell("transactions"),
    currency: cell("currency").toUpperCase(),
    voids: cell("voids"),
  };
}

/** The columns of a table that holds nothing but what is read. */
export const REDUCED_COLUMNS = [
  "store",
  "till",
  "receipt",
  "business_day",
  "time",
  "kind",
  "gross",
  "net",
  "items",
  "currency",
  "voids",
] as const satisfies readonly SalesField[];

/** An entry as a row of such a table. */
export function reducedRow(entry: TillEntry): string[] {
  const { store, till, number, day, time, kind, gross, net, items, currency, voids } = entry;
  return [store, till, number, day, time, kind ?? "", gross, net, items, currency, voids];
}

function wordsOf(name: string): string {
  return name
    .replace(/([a-z\d])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .replace(/[_\s-]+/g, " ")
    .trim();
}
