import type { QueryClient } from "@tanstack/react-query";
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from "@tanstack/react-router";
import { Refusal } from "#dashboard/api/ask.ts";
import { personQuestion, storesQuestion } from "#dashboard/api/questions.ts";
import { readPeriodSearch, readReportSearch } from "#dashboard/pages/period.ts";
import { FaultPage } from "./fault-page.tsx";
import { Frame } from "./frame.tsx";
import { LoginPage } from "./login-page.tsx";

const LOGGED_OUT = new Set([401, 404]);

/** The pages of a store, in the order in which they are offered. */
export const STORE_PAGES = ["today", "traffic", "mix", "zones", "cameras", "check", "compliance"] as const;
export type StorePage = (typeof STORE_PAGES)[number];

const root = createRootRouteWithContext<{ readonly client: QueryClient }>()({
  errorComponent: FaultPage,
  notFoundComponent: () => <FaultPage />,
});

const door = createRoute({
  getParentRoute: () => root,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/app" });
  },
});

const login = createRoute({ getParentRoute: () => root, path: "/login", component: LoginPage });

/** For whoever holds its link: no login, no way further. */
const tally = createRoute({
  getParentRoute: () => root,
  path: "/tally/$token",
  component: lazyRouteComponent(() => import("#dashboard/pages/tally-page.tsx"), "TallyPage"),
});
const share = createRoute({
  getParentRoute: () => root,
  path: "/share/$token",
  component: lazyRouteComponent(() => import("#dashboard/pages/share-page.tsx"), "SharePage"),
});
/** For visitors of a shop: started by them, without an account. */
const welcome = createRoute({
  getParentRoute: () => root,
  path: "/welcome/$store",
  component: lazyRouteComponent(() => import("#dashboard/pages/welcome-page.tsx"), "WelcomePage"),
});
const rights = createRoute({
  getParentRoute: () => root,
  path: "/rights/$store",
  component: lazyRouteComponent(() => import("#dashboard/pages/rights-page.tsx"), "RightsPage"),
});
/** For whoever checks an export of the ledger. */
const verify = createRoute({
  getParentRoute: () => root,
  path: "/verify",
  component: lazyRouteComponent(() => import("#dashboard/pages/verify-page.tsx"), "VerifyPage"),
});

const frame = createRoute({
  getParentRoute: () => root,
  path: "/app",
  component: Frame,
  beforeLoad: async ({ context: { client }, location }) => {
    try {
      await client.ensureQueryData(personQuestion);
    } catch (error) {
      // A cookie that is over is answered as if nothing were there.
      if (error instanceof Refusal && LOGGED_OUT.has(error.status))
        throw redirect({ to: "/login", search: { to: location.href } });
      throw error;
    }
  },
});

/** Who has one store sees it, who has more sees them all. */
const first = createRoute({
  getParentRoute: () => frame,
  path: "/",
  beforeLoad: async ({ context: { client } }) => {
    const stores = await client.ensureQueryData(storesQuestion);
    const person = await client.ensureQueryData(personQuestion);
    const [only] = stores;
    if (!only) throw redirect({ to: "/app/begin" });
    if (stores.length > 1 && person.role !== "installer") throw redirect({ to: "/app/stores" });
    throw redirect({
      to: person.role === "installer" ? "/app/$store/cameras" : "/app/$store/today",
      params: { store: only.store },
    });
  },
});

const begin = createRoute({
  getParentRoute: () => frame,
  path: "/begin",
  component: lazyRouteComponent(() => import("#dashboard/pages/begin-page.tsx"), "BeginPage"),
});
const stores = createRoute({
  getParentRoute: () => frame,
  path: "/stores",
  validateSearch: readPeriodSearch,
  component: lazyRouteComponent(() => import("#dashboard/pages/stores-page.tsx"), "StoresPage"),
});
const report = createRoute({
  getParentRoute: () => frame,
  path: "/report",
  validateSearch: readReportSearch,
  component: lazyRouteComponent(() => import("#dashboard/pages/report-page.tsx"), "ReportPage"),
});
const settings = createRoute({
  getParentRoute: () => frame,
  path: "/settings",
  component: lazyRouteComponent(() => import("#dashboard/pages/settings-page.tsx"), "SettingsPage"),
});
const store = createRoute({ getParentRoute: () => frame, path: "/$store" });
const today = createRoute({
  getParentRoute: () => store,
  path: "/today",
  component: lazyRouteComponent(() => import("#dashboard/pages/today-page.tsx"), "TodayPage"),
});
const traffic = createRoute({
  getParentRoute: () => store,
  path: "/traffic",
  validateSearch: readPeriodSearch,
  component: lazyRouteComponent(() => import("#dashboard/pages/traffic-page.tsx"), "TrafficPage"),
});
const mix = createRoute({
  getParentRoute: () => store,
  path: "/mix",
  validateSearch: readPeriodSearch,
  component: lazyRouteComponent(() => import("#dashboard/pages/mix-page.tsx"), "MixPage"),
});
const zones = createRoute({
  getParentRoute: () => store,
  path: "/zones",
  validateSearch: readPeriodSearch,
  component: lazyRouteComponent(() => import("#dashboard/pages/zones-page.tsx"), "ZonesPage"),
});
const cameras = createRoute({
  getParentRoute: () => store,
  path: "/cameras",
  component: lazyRouteComponent(() => import("#dashboard/pages/cameras-page.tsx"), "CamerasPage"),
});
const check = createRoute({
  getParentRoute: () => store,
  path: "/check",
  component: lazyRouteComponent(() => import("#dashboard/pages/check-page.tsx"), "CheckPage"),
});
const camera = createRoute({
  getParentRoute: () => store,
  path: "/cameras/$sensor",
  component: lazyRouteComponent(() => import("#dashboard/pages/camera-page.tsx"), "CameraPage"),
});
const staff = createRoute({
  getParentRoute: () => store,
  path: "/staff",
  component: lazyRouteComponent(() => import("#dashboard/pages/staff-page.tsx"), "StaffPage"),
});
const addCamera = createRoute({
  getParentRoute: () => store,
  path: "/add-camera",
  component: lazyRouteComponent(() => import("#dashboard/pages/camera-add.tsx"), "AddCameraPage"),
});
const compliance = createRoute({
  getParentRoute: () => store,
  path: "/compliance",
  component: lazyRouteComponent(() => import("#dashboard/pages/compliance-page.tsx"), "CompliancePage"),
});

const tree = root.addChildren([
  door,
  login,
  tally,
  share,
  welcome,
  rights,
  verify,
  frame.addChildren([
    first,
    begin,
    stores,
    report,
    settings,
    store.addChildren([today, traffic, mix, zones, cameras, camera, addCamera, staff, check, compliance]),
  ]),
]);

/** All pages by their addresses. */
export function openRouter(client: QueryClient) {
  return createRouter({ routeTree: tree, context: { client }, defaultPreload: "intent" });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof openRouter>;
  }
}
