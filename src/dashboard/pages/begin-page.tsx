import { Alert, Button, Chip, Group, NativeSelect, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { ask, type Refusal } from "#dashboard/api/ask.ts";
import { usePerson, useStores } from "#dashboard/api/questions.ts";
import { FaultNote } from "#dashboard/shell/fault-page.tsx";
import { PageHead, Panel } from "#dashboard/shell/parts.tsx";
import { useFormat, useWords } from "#dashboard/words/language.tsx";
import { WEEKDAYS } from "#domain/calendar/day.ts";
import { beginWords } from "./begin-words.ts";
import { idOf } from "./free-id.ts";

const UNION = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split(" ");
/** Countries with a law on file, by the code by which the law names them and the one by which languages do. */
const COUNTRIES = [
  ["AU", "AU"],
  ["CA", "CA"],
  ["CN", "CN"],
  ["KR", "KR"],
  ["UK", "GB"],
] as const;
const STATES = ["US-CO", "US-IL", "US-NYC", "US-OR-Portland", "US-TX", "US-WA", "US"] as const;

type Deployment = Readonly<Record<string, unknown>> & { readonly stores: readonly unknown[] };

/** The first page of an empty server: makes a shop, and leads to its first camera. Later it adds another shop. */
export function BeginPage() {
  const words = useWords(beginWords);
  const format = useFormat();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { data: person } = usePerson();
  const { data: stores = [] } = useStores();
  const [name, setName] = useState("");
  const [place, setPlace] = useState("");
  const [timeZone, setTimeZone] = useState(() => Intl.DateTimeFormat().resolvedOptions().timeZone);
  const [opens, setOpens] = useState("09:00");
  const [closes, setCloses] = useState("19:00");
  const [days, setDays] = useState<readonly string[]>(WEEKDAYS.slice(0, 6));

  const making = useMutation<string, Refusal>({
    mutationFn: async () => {
      const id = idOf(
        name,
        stores.map(({ store }) => store),
        "shop",
      );
      const [jurisdiction, member] = place.startsWith("EU-") ? ["EU", place.slice(3)] : [place, undefined];
      const shop = {
        id,
        name: name.trim(),
        time_zone: timeZone,
        hours: Object.fromEntries(WEEKDAYS.map((day) => [day, days.includes(day) ? [`${opens}-${closes}`] : []])),
        site: { jurisdiction, ...(member !== undefined && { member_state: member }), public_place: true },
        sensors: [],
      };
      const { deployment } = await ask<{ readonly deployment: Deployment | null }>("/deployment");
      const body = deployment
        ? { ...deployment, stores: [...deployment.stores, shop] }
        : { lintel: 1, name: name.trim(), stores: [shop] };
      await ask("/deployment", { method: "PUT", body });
      return id;
    },
    onSuccess: async (store) => {
      await client.invalidateQueries();
      await navigate({ to: "/app/$store/add-camera", params: { store } });
    },
  });

  const nameOf = new Intl.DisplayNames(format.locale, { type: "region" });
  const byName = (a: { readonly label: string }, b: { readonly label: string }) =>
    a.label.localeCompare(b.label, format.locale);
  const places = [
    { value: "", label: words.choose, disabled: true },
    {
      group: words.others,
      items: COUNTRIES.map(([value, code]) => ({ value, label: nameOf.of(code) ?? value })).toSorted(byName),
    },
    {
      group: words.union,
      items: UNION.map((code) => ({ value: `EU-${code}`, label: nameOf.of(code) ?? code })).toSorted(byName),
    },
    { group: words.america, items: STATES.map((value) => ({ value, label: words.states[value] ?? value })) },
  ];
  const zones = [...new Set([timeZone, ...Intl.supportedValuesOf("timeZone")])];
  const mayGo = name.trim() !== "" && place !== "" && opens !== "" && closes !== "" && opens !== closes;

  if (person && person.role !== "owner") return <Alert color="gray">{words.notYours}</Alert>;
  if (stores.some(({ isDemo }) => isDemo)) return <Alert color="yellow">{words.demo}</Alert>;
  return (
    <>
      <PageHead title={stores.length > 0 ? words.another : words.title} note={words.note} />
      <Stack maw={640}>
        <Panel>
          <form
            onSubmit={(event) => {
              event.preventDefault();
              if (mayGo) making.mutate();
            }}
          >
            <Stack>
              <TextInput
                label={words.name}
                description={words.nameWhy}
                value={name}
                onChange={(event) => setName(event.currentTarget.value)}
                maxLength={100}
                required
                name="shop-name"
                autoComplete="organization"
              />
              <NativeSelect
                label={words.place}
                description={words.placeWhy}
                value={place}
                onChange={(event) => setPlace(event.currentTarget.value)}
                data={places}
                required
                name="shop-place"
              />
              <NativeSelect
                label={words.timeZone}
                value={timeZone}
                onChange={(event) => setTimeZone(event.currentTarget.value)}
                data={zones}
              />
              <div>
                <Text fw={500} size="sm">
                  {words.hours}
                </Text>
                <Text size="xs" c="dimmed" mb={6}>
                  {words.hoursWhy}
                </Text>
                <SimpleGrid cols={2} maw={320}>
                  <TextInput
                    type="time"
                    label={words.opens}
                    value={opens}
                    onChange={(event) => setOpens(event.currentTarget.value)}
                  />
                  <TextInput
                    type="time"
                    label={words.closes}
                    value={closes}
                    onChange={(event) => setCloses(event.currentTarget.value)}
                  />
                </SimpleGrid>
                <Chip.Group multiple value={[...days]} onChange={setDays}>
                  <Group gap={6} mt="sm" role="group" aria-label={words.openOn}>
                    {WEEKDAYS.map((day, index) => (
                      <Chip key={day} value={day}>
                        {format.weekday(index)}
                      </Chip>
                    ))}
                  </Group>
                </Chip.Group>
              </div>
              <Group>
                <Button type="submit" disabled={!mayGo} loading={making.isPending}>
                  {words.go}
                </Button>
              </Group>
              {making.error && <FaultNote error={making.error} />}
            </Stack>
          </form>
        </Panel>
      </Stack>
    </>
  );
}
