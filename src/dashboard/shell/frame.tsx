import {
  Alert,
  Anchor,
  AppShell,
  Badge,
  Burger,
  Button,
  Group,
  Image,
  Menu,
  NativeSelect,
  NavLink,
  Text,
  UnstyledButton,
} from "@mantine/core";
import { useDisclosure, useMediaQuery } from "@mantine/hooks";
import {
  IconBuildingStore,
  IconCamera,
  IconChartBar,
  IconGauge,
  IconLayoutGrid,
  IconReport,
  IconScale,
  IconSettings,
  IconUserCheck,
  IconUserCircle,
  IconUsersGroup,
} from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link, Outlet, useNavigate, useParams, useRouterState } from "@tanstack/react-router";
import { useEffect } from "react";
import type { Role, StoreInList } from "#dashboard/api/answers.ts";
import { ask, keepCsrf } from "#dashboard/api/ask.ts";
import { listen } from "#dashboard/api/listen.ts";
import { usePerson, useStores } from "#dashboard/api/questions.ts";
import { useWords } from "#dashboard/words/language.tsx";
import { Preferences } from "./preferences.tsx";
import type { StorePage } from "./router.tsx";
import { shellWords } from "./shell-words.ts";

const ICONS = {
  today: IconGauge,
  traffic: IconChartBar,
  mix: IconUsersGroup,
  zones: IconLayoutGrid,
  cameras: IconCamera,
  check: IconUserCheck,
  compliance: IconScale,
};
/** What is done on a phone; more has no room there, and the menu has all. */
const BOTTOM_PAGES: readonly StorePage[] = ["today", "traffic", "zones", "cameras", "check"];
const LAST_STORE_PLACE = "lintel-store";

/** Which pages of a store somebody is offered: what they may not see is not there. */
function pagesFor(role: Role | undefined, store: StoreInList | undefined): StorePage[] {
  const pages: StorePage[] = [];
  if (role !== "installer" && store?.shared.figures !== "none") {
    if (store?.shared.figures === "minute") pages.push("today");
    pages.push("traffic", "mix");
    if (store?.shared.figures === "minute") pages.push("zones");
  }
  if (store?.shared.health) pages.push("cameras");
  if (store?.shared.figures === "minute") pages.push("check");
  if (role !== "analyst" && store?.shared.isOwn) pages.push("compliance");
  return pages;
}

/** What stands around every page: the store, the way to the other pages, language and person. */
export function Frame() {
  const words = useWords(shellWords);
  const client = useQueryClient();
  const navigate = useNavigate();
  const { store: inAddress } = useParams({ strict: false });
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const { data: person } = usePerson();
  const { data: stores = [] } = useStores();
  const [isOpen, { toggle, close }] = useDisclosure();
  const isPhone = useMediaQuery("(max-width: 47.99em)", window.innerWidth < 768, { getInitialValueInEffect: false });
  useEffect(() => listen(client), [client]);
  useEffect(() => {
    if (inAddress !== undefined) sessionStorage.setItem(LAST_STORE_PLACE, inAddress);
  }, [inAddress]);

  const known = inAddress ?? sessionStorage.getItem(LAST_STORE_PLACE);
  const store = stores.find((one) => one.store === known) ?? stores[0];
  const pages = pagesFor(person?.role, store);
  const logOut = useMutation({
    mutationFn: () => ask("/session", { method: "DELETE" }),
    onSettled: () => {
      keepCsrf(null);
      client.clear();
      void navigate({ to: "/login" });
    },
  });
  const goTo = (next: string) => {
    const page = pages.find((one) => path.endsWith(`/${one}`)) ?? pages[0] ?? "cameras";
    void navigate({ to: `/app/$store/${page}`, params: { store: next } });
  };
  const links = [
    ...(stores.length > 1 && person?.role !== "installer"
      ? [<PageLink key="stores" to="/app/stores" label={words.stores} icon={IconBuildingStore} close={close} />]
      : []),
    ...(store
      ? pages.map((page) => (
          <PageLink
            key={page}
            to={`/app/$store/${page}`}
            params={{ store: store.store }}
            label={words[page]}
            icon={ICONS[page]}
            close={close}
          />
        ))
      : []),
    ...(stores.some(({ shared }) => shared.figures !== "none") && person?.role !== "installer"
      ? [<PageLink key="report" to="/app/report" label={words.report} icon={IconReport} close={close} />]
      : []),
    <PageLink key="settings" to="/app/settings" label={words.settings} icon={IconSettings} close={close} />,
  ];

  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 210, breakpoint: "sm", collapsed: { mobile: !isOpen } }}
      {...(isPhone && { footer: { height: 58 } })}
      padding={{ base: "sm", sm: "lg" }}
    >
      <AppShell.Header px="md">
        <Group h="100%" justify="space-between" wrap="nowrap" gap="xs">
          <Group gap="xs" wrap="nowrap" miw={0}>
            <Burger opened={isOpen} onClick={toggle} hiddenFrom="sm" size="sm" aria-label={words.menu} />
            <Anchor href="#page" className="skip-link">
              {words.skip}
            </Anchor>
            <Link to="/app" aria-label="Lintel">
              <Image src="/icon.svg" w={30} h={30} alt="" />
            </Link>
            {stores.length > 1 ? (
              <NativeSelect
                aria-label={words.store}
                value={store?.store ?? ""}
                onChange={(event) => goTo(event.currentTarget.value)}
                data={stores.map(({ store: value, name }) => ({ value, label: name }))}
                maw={220}
              />
            ) : (
              <Text fw={600} truncate>
                {store?.name ?? "Lintel"}
              </Text>
            )}
            {store?.isDemo && (
              <Badge color="yellow" variant="filled" c="black" style={{ flexShrink: 0 }}>
                {words.demo}
              </Badge>
            )}
          </Group>
          <Group gap={2} wrap="nowrap">
            <Preferences />
            <Menu position="bottom-end">
              <Menu.Target>
                <UnstyledButton aria-label={person?.login ?? ""} p={6}>
                  <IconUserCircle size={20} aria-hidden />
                </UnstyledButton>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Label>{person?.login}</Menu.Label>
                <Menu.Item onClick={() => logOut.mutate()}>{words.logOut}</Menu.Item>
              </Menu.Dropdown>
            </Menu>
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs" component="nav" aria-label={words.menu}>
        {links}
      </AppShell.Navbar>
      <AppShell.Main id="page">
        {store?.isDemo && <DemoNote isOwner={person?.role === "owner"} />}
        <Outlet />
      </AppShell.Main>
      {isPhone && (
        <AppShell.Footer>
          <Group gap={0} wrap="nowrap" className="bottom-nav" component="nav" aria-label={words.shortcuts}>
            {store &&
              pages
                .filter((page) => BOTTOM_PAGES.includes(page))
                .map((page) => {
                  const Icon = ICONS[page];
                  return (
                    <Link key={page} to={`/app/$store/${page}`} params={{ store: store.store }}>
                      <Icon size={22} aria-hidden style={{ display: "block", margin: "0 auto 2px" }} />
                      {words[page]}
                    </Link>
                  );
                })}
          </Group>
        </AppShell.Footer>
      )}
    </AppShell>
  );
}

function PageLink({
  label,
  icon: Icon,
  close,
  ...target
}: {
  readonly to: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly label: string;
  readonly icon: typeof IconGauge;
  readonly close: () => void;
}) {
  return (
    <NavLink
      renderRoot={(props) => <Link {...target} activeProps={{ "data-active": true }} {...props} />}
      label={label}
      leftSection={<Icon size={18} aria-hidden />}
      onClick={close}
    />
  );
}

function DemoNote({ isOwner }: { readonly isOwner: boolean }) {
  const words = useWords(shellWords);
  const client = useQueryClient();
  const navigate = useNavigate();
  const ending = useMutation({
    mutationFn: () => ask("/demo/end", { method: "POST", body: {} }),
    onSuccess: async () => {
      await client.invalidateQueries();
      await navigate({ to: "/app/begin" });
    },
  });
  return (
    <Alert color="yellow" mb="md" py="xs">
      <Group justify="space-between" gap="xs">
        <Text size="sm">{words.demoWhy}</Text>
        {isOwner && (
          <Button size="xs" variant="default" loading={ending.isPending} onClick={() => ending.mutate()}>
            {words.endDemo}
          </Button>
        )}
      </Group>
    </Alert>
  );
}
