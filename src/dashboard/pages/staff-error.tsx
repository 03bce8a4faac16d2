import { Anchor, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ask, type Refusal } from "#dashboard/api/ask.ts";
import { Panel } from "#dashboard/shell/parts.tsx";
import { useFormat, useWords } from "#dashboard/words/language.tsx";
import { checkWords } from "./check-words.ts";
import { staffWords } from "./staff-words.ts";

/** Part of some, with the ends of its 95% interval. */
type Proportion = {
  readonly part: number;
  readonly of: number;
  readonly share: number | null;
  readonly low: number | null;
  readonly high: number | null;
};

/** How well a line told staff from visitors while people tapped. */
export type StaffCheck = { readonly recognised: Proportion; readonly mistaken: Proportion };

type Check = {
  readonly unit: string;
  readonly fromMs: number;
  readonly isPresentDrawing: boolean;
  readonly result: { readonly staff: StaffCheck } | null;
};

/** What is known of how often staff and visitors are taken for each other here: the last check of each line, or that there was none. */
export function StaffError({ store }: { readonly store: string }) {
  const words = useWords(staffWords);
  const format = useFormat();
  const { data: checks } = useQuery<readonly Check[], Refusal>({
    queryKey: ["checks", store, "last"],
    queryFn: async ({ signal }) =>
      (await ask<{ checks: Check[] }>(`/stores/${store}/checks?last=1`, { signal })).checks,
  });
  const measured = checks?.filter(({ result }) => result !== null && result.staff.recognised.of > 0) ?? [];
  return (
    <Panel title={words.error} note={words.errorWhy}>
      {checks && measured.length === 0 && <Text size="sm">{words.notMeasured}</Text>}
      {measured.map(({ unit, fromMs, result }) => (
        <div key={unit}>
          <Text size="sm" fw={600}>
            {unit}, {format.moment(fromMs)}
          </Text>
          <StaffText {...result!.staff} />
        </div>
      ))}
      <Anchor size="sm" renderRoot={(props) => <Link to="/app/$store/check" params={{ store }} {...props} />}>
        {words.check}
      </Anchor>
    </Panel>
  );
}

/** How well staff were told from visitors, where people tapped any. */
export function StaffText({ recognised, mistaken }: StaffCheck) {
  const words = useWords(checkWords);
  const format = useFormat();
  if (recognised.of === 0) return null;
  const text = ({ part, of, low, high }: Proportion) =>
    of === 0 ? "–" : words.part(format.tenth(part), format.tenth(of), format.share(low!), format.share(high!));
  return (
    <Text size="xs" c="dimmed">
      {words.staffRecognised(text(recognised))}
      <br />
      {words.staffMistaken(text(mistaken))}
    </Text>
  );
}
