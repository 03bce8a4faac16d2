import { Anchor, Table } from "@mantine/core";
import { useQueries, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Period, StoreInList } from "#dashboard/api/answers.ts";
import { chainMixQuestion, mixQuestion, usePerson } from "#dashboard/api/questions.ts";
import { Panel } from "#dashboard/shell/parts.tsx";
import { useFormat, useWords } from "#dashboard/words/language.tsx";
import type { MixShares } from "#domain/figures/stored-mix.ts";
import { partsOf, ShareCells } from "./mix-page.tsx";
import { mixWords } from "./mix-words.ts";

/** What people said of themselves, store by store; nothing where no store has a week to show. */
export function MixStores({ stores, period }: { readonly stores: readonly StoreInList[]; readonly period: Period }) {
  const words = useWords(mixWords);
  const format = useFormat();
  const { data: person } = usePerson();
  const asked = useQueries({ queries: stores.map(({ store }) => mixQuestion(store, period)) });
  const all = useQuery({ ...chainMixQuestion(period), enabled: person?.stores === null }).data?.together.told;
  const rows = stores.map(({ store, name }, index) => ({ store, name, mix: asked[index]?.data }));
  const sample = rows.find(({ mix }) => mix?.together.told)?.mix?.together.told;
  if (!sample) return null;
  const parts = partsOf(sample);
  return (
    <Panel title={words.sideBySide} note={words.sideNote(format.day(period.from), format.day(period.to))}>
      <Table.ScrollContainer minWidth={900} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
        <Table verticalSpacing={6} horizontalSpacing={8}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{words.store}</Table.Th>
              <Table.Th ta="right">{words.answers}</Table.Th>
              <Table.Th ta="right">{words.rateHead}</Table.Th>
              {parts.map(({ of, name }) => (
                <Table.Th key={`${of} ${name}`} ta="right">
                  {words[of][name as never]}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows
              .filter(({ mix }) => mix && (mix.asked.told || mix.together.told))
              .map(({ store, name, mix }) => (
                <Table.Tr key={store}>
                  <Table.Th scope="row" fw={400} style={{ whiteSpace: "nowrap" }}>
                    <Anchor renderRoot={(props) => <Link to="/app/$store/mix" params={{ store }} {...props} />}>
                      {name}
                    </Anchor>
                  </Table.Th>
                  <Cells shares={mix?.together.told ?? null} columns={2 + parts.length} />
                </Table.Tr>
              ))}
            {all && (
              <Table.Tr>
                <Table.Th scope="row" style={{ whiteSpace: "nowrap" }}>
                  {words.allStores}
                </Table.Th>
                <Cells shares={all} columns={2 + parts.length} />
              </Table.Tr>
            )}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Panel>
  );
}

function Cells({ shares, columns }: { readonly shares: MixShares | null; readonly columns: number }) {
  const words = useWords(mixWords);
  if (!shares)
    return (
      <Table.Td colSpan={columns} c="dimmed">
        {words.noneShown}
      </Table.Td>
    );
  return <ShareCells shares={shares} />;
}
