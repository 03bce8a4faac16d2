import { isPersonalInSales } from "./sales-columns.ts";
import { receiptName, type TillEntry, type TillKind } from "./till-entry.ts";

/*
 * POSLog (ARTS, now OMG Retail Domain Task Force; version 6 and those before it that call things alike): a till's journal in XML.
 *
 *     POSLog
 *       Transaction  CancelFlag, TrainingModeFlag
 *         RetailStoreID or BusinessUnit/UnitID, WorkstationID, SequenceNumber, BusinessDayDate, EndDateTime
 *         RetailTransaction  TransactionStatus
 *           LineItem  VoidFlag, CancelFlag
 *             Sale or Return / Quantity
 *           Total  TotalType
 *           TransactionLink  ReasonCode          which other transaction this one makes void
 */

/** What is read, and what a journal has besides that is about goods, prices and taxes. Anything else must be left out by its name. */
const ACCEPTED = new Set(
  (
    "POSLog Transaction BusinessUnit UnitID RetailStoreID RevenueCenterID WorkstationID TillID SequenceNumber ReceiptNumber " +
    "BusinessDayDate BeginDateTime EndDateTime POSLogDateTime CurrencyCode RetailTransaction CustomerOrderTransaction " +
    "ControlTransaction TenderControlTransaction InventoryControlTransaction TransactionLink LineItem LineItemNumber Sequence Sale Return " +
    "ReturnReasonCode Reason ReasonCode ItemID POSIdentity POSItemID Qualifier SpecificItemID Description MerchandiseHierarchy " +
    "UnitCostPrice UnitListPrice RegularSalesUnitPrice ActualSalesUnitPrice ExtendedAmount DiscountAmount ExtendedDiscountAmount " +
    "Quantity Tax TaxableAmount TaxablePercentage Amount Percent TaxRuleID TaxGroupID TaxAuthority TaxType Tender TenderID Cash " +
    "TenderChange Discount RetailPriceModifier PriceDerivationRule PriceDerivationRuleID PromotionID Rounding Total ItemCount"
  ).split(" "),
);
/** Named like persons, and about none. */
const STRUCTURAL = new Set(["CustomerOrderTransaction"]);
const THING_ATTRIBUTES = new Set(["Name"]);
const SUSPENDED = /^(suspended|failed|inprocess|ordered)/i;
const VOIDED = /void|cancel/i;
/** Names of refused things that are gathered to be told at once. */
const REFUSED_TOLD_MAX = 20;

/** A refusal of elements, all at once so that one export mends them. */
export type PoslogRefusal = { readonly personal: readonly string[]; readonly unknown: readonly string[] };

/** Reads a journal, told by its tags. */
export type PoslogReader = {
  open(name: string, attributes: Readonly<Record<string, string>>, line: number): void;
  text(text: string): void;
  /** The entry, where a transaction ends. */
  close(): TillEntry | null;
  /** What must go before the journal can be read; null where nothing. */
  refusal(): PoslogRefusal | null;
};

type Open = { entry: { -readonly [key in keyof TillEntry]: TillEntry[key] } } & {
  isRetail: boolean;
  isTraining: boolean;
  isCancelled: boolean;
  status: string;
  begun: string;
  soldItems: number;
  takenBackItems: number;
  hasSold: boolean;
  hasTakenBack: boolean;
  line: { isVoid: boolean; of: "Sale" | "Return" | null; quantity: number };
  link: { isVoid: boolean; day: string; till: string; number: string };
};

/** Opens a reader of journals; elements that `leaveOut` names are passed over with all that is in them, unless that is about persons. */
export function poslogReader(leaveOut: readonly string[]): PoslogReader {
  const [personal, unknown] = [new Set<string>(), new Set<string>()];
  const left = new Set(leaveOut);
  const path: string[] = [];
  let leftAt = Number.POSITIVE_INFINITY;
  let [text, total] = ["", ""];
  let open: Open | null = null;

  const refuse = (names: Set<string>, name: string) => {
    if (names.size < REFUSED_TOLD_MAX) names.add(name);
  };
  return {
    open(qualified, given, line) {
      const name = localName(qualified);
      const attributes = Object.fromEntries(Object.entries(given).map(([key, value]) => [localName(key), value]));
      path.push(name);
      text = "";
      if (isPersonalInSales(name) && !STRUCTURAL.has(name)) refuse(personal, name);
      else if (left.has(name)) leftAt = Math.min(leftAt, path.length);
      else if (!ACCEPTED.has(name) && path.length < leftAt) refuse(unknown, name);
      for (const key of Object.keys(attributes))
        if (isPersonalInSales(key) && !THING_ATTRIBUTES.has(key)) refuse(personal, `${name}@${key}`);
      if (name === "Transaction") open = begun(attributes, line);
      if (!open) return;
      if (name === "RetailTransaction") {
        open.isRetail = true;
        open.status = attributes.TransactionStatus ?? "";
      }
      if (name === "LineItem")
        open.line = {
          isVoid: isTrue(attributes.VoidFlag) || isTrue(attributes.CancelFlag),
          of: null,
          quantity: 1,
        };
      if ((name === "Sale" || name === "Return") && path.at(-2) === "LineItem") open.line.of = name;
      if (name === "TransactionLink")
        open.link = { isVoid: VOIDED.test(attributes.ReasonCode ?? ""), day: "", till: "", number: "" };
      if (name === "Total") {
        total = attributes.TypeCode === "Return" ? "" : (attributes.TotalType ?? "");
        if (total.endsWith("Amount")) open.entry.currency ||= attributes.CurrencyCode ?? attributes.Currency ?? "";
      }
    },
    text(more) {
      text += more;
    },
    close() {
      const name = path.pop()!;
      const value = text.trim();
      text = "";
      if (path.length < leftAt) leftAt = Number.POSITIVE_INFINITY;
      if (!open) return null;
      if (name === "Transaction") {
        const entry = ended(open);
        open = null;
        return entry;
      }
      take(open, { name, parent: path.at(-1) ?? "", value, total });
      return null;
    },
    refusal: () => (personal.size + unknown.size === 0 ? null : { personal: [...personal], unknown: [...unknown] }),
  };
}

function begun(attributes: Readonly<Record<string, string>>, line: number): Open {
  return {
    entry: {
      line,
      kind: "sale",
      store: "",
      till: "",
      number: "",
      day: "",
      time: "",
      gross: "",
      net: "",
      items: "",
      transactions: "",
      currency: "",
      voids: "",
    },
    isRetail: false,
    isTraining: isTrue(attributes.TrainingModeFlag),
    isCancelled: isTrue(attributes.CancelFlag),
    status: "",
    begun: "",
    soldItems: 0,
    takenBackItems: 0,
    hasSold: false,
    hasTakenBack: false,
    line: { isVoid: false, of: null, quantity: 1 },
    link: { isVoid: false, day: "", till: "", number: "" },
  };
}

function take(
  open: Open,
  {
    name,
    parent,
    value,
    total,
  }: { readonly name: string; readonly parent: string; readonly value: string; readonly total: string },
): void {
  const { entry, link, line } = open;
  switch (`${parent}/${name}`) {
    case "Transaction/RetailStoreID":
    case "BusinessUnit/UnitID":
      entry.store ||= value;
      break;
    case "Transaction/WorkstationID":
      entry.till ||= value;
      break;
    case "Transaction/SequenceNumber":
      entry.number = value;
      break;
    case "Transaction/ReceiptNumber":
      entry.number ||= value;
      break;
    case "Transaction/BusinessDayDate":
      entry.day = value;
      break;
    case "Transaction/EndDateTime":
      entry.time ||= value;
      break;
    case "Transaction/BeginDateTime":
    case "Transaction/POSLogDateTime":
      open.begun ||= value;
      break;
    case "Transaction/CurrencyCode":
      entry.currency = value;
      break;
    case "Sale/Quantity":
    case "Return/Quantity":
      // What is weighed is one item.
      line.quantity = /^-?\d{1,6}(\.0*)?$/.test(value) ? Math.abs(Number(value)) : 1;
      break;
    case "RetailTransaction/LineItem":
      if (line.isVoid) break;
      if (line.of === "Sale") [open.hasSold, open.soldItems] = [true, open.soldItems + line.quantity];
      if (line.of === "Return") [open.hasTakenBack, open.takenBackItems] = [true, open.takenBackItems + line.quantity];
      break;
    case "RetailTransaction/Total":
      if (total === "TransactionGrandAmount") entry.gross ||= value;
      if (total === "TransactionNetAmount") entry.net ||= value;
      break;
    case "TransactionLink/WorkstationID":
      link.till = value;
      break;
    case "TransactionLink/SequenceNumber":
      link.number = value;
      break;
    case "TransactionLink/BusinessDayDate":
      link.day = value;
      break;
    case "TransactionLink/ReasonCode":
      link.isVoid ||= VOIDED.test(value);
      break;
  }
}

function ended(open: Open): TillEntry {
  const { entry, link } = open;
  const isVoid = open.isCancelled || VOIDED.test(open.status);
  const isLinked = link.isVoid && link.number !== "";
  const kind: TillKind = open.isTraining
    ? "training"
    : isVoid || isLinked
      ? "void"
      : !open.isRetail
        ? "no-sale"
        : SUSPENDED.test(open.status)
          ? "suspended"
          : open.hasTakenBack && !open.hasSold
            ? "return"
            : "sale";
  return {
    ...entry,
    kind,
    time: entry.time || open.begun,
    items: String(open.soldItems - open.takenBackItems),
    voids: isLinked
      ? receiptName({ day: link.day || entry.day, till: link.till || entry.till, number: link.number })
      : "",
  };
}

function isTrue(flag: string | undefined): boolean {
  return flag === "true" || flag === "1";
}

function localName(qualified: string): string {
  return qualified.slice(qualified.lastIndexOf(":") + 1);
}
