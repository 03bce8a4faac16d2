import { createHash } from "node:crypto";
import type { LoadedDeployment } from "#apps/deployment/deployment-file.ts";
import { storeDay } from "#domain/calendar/store-calendar.ts";
import { consentNotice, NOTICE_VERSION, type NoticeText, noticeBytes } from "#domain/consent/consent-notice.ts";
import type { Store as Shop } from "#domain/deployment/deployment.ts";
import { judge } from "#domain/deployment/judgement.ts";
import { GRACE_DAYS, isEstimateEvaluated, welcomeOf } from "#domain/deployment/welcome.ts";
import { GROUP_MIN } from "#domain/figures/visitor-mix.ts";
import { type Grant, grantOf } from "#domain/policy/grant.ts";
import { CONSENT_PURPOSES, type ConsentPurpose } from "#domain/wire/welcome.ts";
import type { DeploymentKeeper } from "./deployment-keeper.ts";

/** What holds at the tablet of a store at this moment. */
export type Welcome = {
  readonly shop: Shop;
  readonly controller: string;
  readonly contact: string | null;
  readonly keptDays: number;
  readonly rightsPath: string;
  readonly isDemo: boolean;
  /** With a grant where it is allowed, and why not where it is not. */
  readonly purposes: readonly Purpose[];
  readonly notice: { readonly hash: string; readonly version: number; readonly text: NoticeText };
};

type Purpose =
  | { readonly purpose: ConsentPurpose; readonly grant: Grant<ConsentPurpose>; readonly why: null }
  | { readonly purpose: ConsentPurpose; readonly grant: null; readonly why: string };

export type WelcomeGate = {
  /** Null where there is no such store, or it may ask for nothing. */
  at(storeId: string): Welcome | null;
};

/** Stores of which the last answer is remembered. */
const REMEMBERED_MAX = 5000;

/**
 * Decides what may be asked at the tablet of a store, by the law of the store's own day. An estimate needs an evaluation by group besides,
 * whatever the law of the place asks for.
 */
export function openWelcomeGate({
  keeper,
  nowMs,
}: {
  readonly keeper: DeploymentKeeper;
  readonly nowMs: () => number;
}): WelcomeGate {
  const known = new Map<
    string,
    { readonly loaded: LoadedDeployment; readonly day: string; readonly at: Welcome | null }
  >();
  return {
    at(storeId) {
      const loaded = keeper.current?.loaded;
      const shop = loaded?.deployment.stores.find(({ id }) => id === storeId);
      if (!loaded || !shop) return null;
      const day = storeDay(nowMs(), shop.time_zone);
      const last = known.get(storeId);
      if (last?.loaded === loaded && last.day === day) return last.at;
      if (known.size >= REMEMBERED_MAX) known.clear();
      const at = welcomeAt(loaded, shop, day);
      known.set(storeId, { loaded, day, at });
      return at;
    },
  };
}

function welcomeAt(loaded: LoadedDeployment, shop: Shop, day: string): Welcome | null {
  const { deployment, book, paperFault } = loaded;
  const { decisions } = judge({ ...deployment, stores: [shop] }, book, day, paperFault);
  const purposes = CONSENT_PURPOSES.map((purpose): Purpose => {
    const asked = decisions.filter(({ capability, isNamed }) => capability === purpose && isNamed);
    if (asked.length === 0) return { purpose, grant: null, why: "this store does not ask for it" };
    const evaluated = asked.filter(({ facts }) => purpose !== "tablet-estimate" || isEstimateEvaluated(facts));
    if (evaluated.length === 0)
      return { purpose, grant: null, why: "how well it estimates has not been evaluated for all groups of people" };
    const [grant] = evaluated.flatMap(({ ruling, sensor, facts: { until } }) => {
      const one = grantOf(purpose, ruling, { store: shop.id, sensor, until });
      return one ? [one] : [];
    });
    return grant
      ? { purpose, grant, why: null }
      : { purpose, grant: null, why: "the law of this place asks for more than is on file" };
  });
  const allowed = purposes.flatMap(({ purpose, grant }) => (grant ? [purpose] : []));
  if (allowed.length === 0) return null;
  const { contact = null, kept_days: keptDays } = welcomeOf(deployment, shop);
  const controller = shop.controller?.name ?? deployment.name;
  const rightsPath = `/rights/${shop.id}`;
  const text = consentNotice({
    storeName: shop.name ?? shop.id,
    controller,
    contact,
    purposes: allowed,
    keptDays,
    graceDays: GRACE_DAYS,
    groupMin: GROUP_MIN,
    rightsPath,
  });
  const hash = createHash("sha256").update(noticeBytes(text)).digest("hex");
  const notice = { hash, version: NOTICE_VERSION, text };
  return { shop, controller, contact, keptDays, rightsPath, isDemo: deployment.simulated === true, purposes, notice };
}
