import { figure, section } from "./figure.ts";
import type { Making } from "./make-report.ts";
import type { ReportSection } from "./report.ts";

/** What tills told beside what doors did. Stores that sell in another currency than the first are in none of it. */
export function salesSection({ words, format, readings, isChain }: Making): ReportSection {
  const selling = readings.flatMap(({ sales }) => sales ?? []);
  const [first] = selling;
  const totals = selling.filter(({ currency }) => currency === first?.currency).map(({ total }) => total);
  // More receipts than people: a door is not counted, and its receipts may not be divided by the others' visitors.
  const beside = totals.filter(({ isImpossible }) => !isImpossible).map(({ base }) => base);
  const ratio = (above: number, below: number) => (below === 0 ? null : above / below);
  const sum = (of: "visitors" | "transactions" | "amount") => beside.reduce((all, base) => all + base[of], 0);
  const sold = (of: "amount" | "transactions") => totals.reduce((all, total) => all + total.sold[of], 0);
  const isPartial = isChain && totals.length > 0 && totals.length < readings.length;
  const stores = isPartial ? words.ofStores(format.number(totals.length), format.number(readings.length)) : null;
  const inCurrency = first ? [...(stores === null ? [] : [stores]), first.currency].join(", ") : null;
  const asked = { why: first ? words.why.incomparableSales : words.why.noSales, base: inCurrency, isPartial };
  return section("sales", words.sections.sales, {
    figures: [
      figure("conversion", words.conversion, {
        ...asked,
        base: stores,
        measure: "share",
        found: ratio(sum("transactions"), sum("visitors")),
      }),
      figure("averageReceipt", words.ticket, {
        ...asked,
        measure: "amount",
        found: ratio(sold("amount"), sold("transactions")),
      }),
      figure("salesPerVisitor", words.perVisitor, {
        ...asked,
        measure: "amount",
        found: ratio(sum("amount"), sum("visitors")),
      }),
    ],
  });
}
