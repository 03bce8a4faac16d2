import { Anchor, Group, SimpleGrid, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { Period, StoreSalesFigures } from "#dashboard/api/answers.ts";
import { isOfBefore, salesQuestion } from "#dashboard/api/questions.ts";
import { Chart } from "#dashboard/charts/chart.tsx";
import { columnsOption } from "#dashboard/charts/figure-charts.ts";
import { FaultNote } from "#dashboard/shell/fault-page.tsx";
import { Figure, Loading, Panel, Shown } from "#dashboard/shell/parts.tsx";
import { useFormat, useWords } from "#dashboard/words/language.tsx";
import { trafficSalesWords } from "./traffic-sales-words.ts";

/** Sales beside visitors, where a store has them: each figure with what it was made of. */
export function TrafficSales({ store, period }: { readonly store: string; readonly period: Period }) {
  const words = useWords(trafficSalesWords);
  const sales = useQuery(salesQuestion(store, period, "day"));
  if (sales.error && !sales.data) return <FaultNote error={sales.error} again={() => void sales.refetch()} />;
  if (!sales.data) return <Loading height={200} />;
  const { figures } = sales.data;
  if (!figures) return null;
  const href = (kind: string) => `/api/v1/stores/${store}/sales.${kind}?from=${period.from}&to=${period.to}&by=day`;
  return (
    <Shown isOld={isOfBefore(sales)}>
      <Panel title={words.title} note={words.note}>
        <Stack>
          <Totals figures={figures} />
          <Days figures={figures} />
          <Group gap="md">
            {["csv", "xlsx"].map((kind) => (
              <Anchor key={kind} href={href(kind)} download size="sm">
                {words.export} {kind.toUpperCase()}
              </Anchor>
            ))}
          </Group>
        </Stack>
      </Panel>
    </Shown>
  );
}

function Totals({ figures: { total, currency, basis } }: { readonly figures: StoreSalesFigures }) {
  const words = useWords(trafficSalesWords);
  const format = useFormat();
  const { base, sold } = total;
  const money = (amount: number | null) => (amount === null ? "–" : format.money(amount, currency));
  const ofBase = words.base(format.number(base.hours), format.number(base.openHours));
  return (
    <Stack gap="xs">
      <SimpleGrid cols={{ base: 1, xs: 2, lg: 4 }}>
        <Figure
          label={words.conversion}
          value={total.conversion === null ? "–" : format.fineShare(total.conversion)}
          notes={[words.ofVisitors(format.number(base.transactions), format.number(base.visitors)), ofBase]}
        />
        <Figure
          label={words.perVisitor}
          value={money(total.salesPerVisitor)}
          notes={[words.amountOfVisitors(money(base.amount), format.number(base.visitors)), ofBase]}
        />
        <Figure
          label={words.ticket}
          value={money(total.averageTicket)}
          notes={[words.ofPurchases(money(sold.amount), format.number(sold.transactions)), words.basis[basis]]}
        />
        <Figure
          label={words.items}
          value={total.itemsPerTicket === null ? "–" : format.tenth(total.itemsPerTicket)}
          notes={[sold.items === null ? words.noItems : words.itemsSold(format.number(sold.items))]}
        />
      </SimpleGrid>
      {total.isImpossible && (
        <Text size="sm" fw={600} role="status">
          {words.impossible}
        </Text>
      )}
    </Stack>
  );
}

function Days({ figures: { rows } }: { readonly figures: StoreSalesFigures }) {
  const words = useWords(trafficSalesWords);
  const format = useFormat();
  if (rows.length < 2) return null;
  const percent = (share: number | null) => (share === null ? null : Math.round(share * 1000) / 10);
  const shown = (share: number | null) => (share === null ? "–" : format.fineShare(share));
  const title = `${words.byDay} (%)`;
  return (
    <Stack gap={0}>
      <Text size="sm" fw={600} aria-hidden>
        {title}
      </Text>
      <Chart
        label={title}
        table={() => ({
          head: [words.day, words.conversion, words.purchases, words.visitors],
          rows: rows.map(({ label, conversion, base }) => [
            format.day(label),
            shown(conversion),
            format.number(base.transactions),
            format.number(base.visitors),
          ]),
        })}
        option={(look) =>
          columnsOption(
            rows.map(({ label, conversion, base }) => ({
              label,
              value: percent(conversion),
              completeness: base.openHours === 0 ? null : base.hours / base.openHours,
              tip: () =>
                `${format.day(label)}: ${shown(conversion)}\n${words.base(format.number(base.hours), format.number(base.openHours))}`,
            })),
            { value: `${words.conversion} (%)`, of: rows.length > 31 ? format.shortDay : format.day },
            look,
          )
        }
      />
    </Stack>
  );
}
