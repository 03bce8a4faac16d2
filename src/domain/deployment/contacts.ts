import { z } from "zod";
import type { Deployment, Store } from "./deployment.ts";

const CONTACT_LENGTH_MAX = 200;
const contact = z.string().min(1).max(CONTACT_LENGTH_MAX).optional();

/** What a sign and a notice must name and nobody can work out. */
export const Contacts = z
  .strictObject({
    rights: contact.describe("where people write to about their data: `privacy@shop.example`"),
    officer: contact.describe("the data protection officer; `none` where none is appointed"),
    in_charge: contact.describe("who is in charge of the cameras, by name or role: `store manager`"),
    authority: contact.describe("where people complain; without it the authority of the place, where it is one"),
    recipients: contact.describe("who else gets the figures, in the words of the sign; `none` where nobody does"),
  })
  .describe("whom a sign and a notice name; a franchise store with its own `controller` names its own");

export type Contacts = z.output<typeof Contacts>;

/** Who answers for a store: its own controller, or the chain. */
export function controllerNameOf(
  deployment: Pick<Deployment, "name">,
  { controller }: Pick<Store, "controller">,
): string {
  return controller?.name ?? deployment.name;
}

/**
 * The contacts that hold at a store: its own, and for what it does not say the chain's. The chain's hold for no store that somebody else
 * answers for. The tablet's contact is the one for rights where no other is named.
 */
export function contactsOf(
  deployment: Pick<Deployment, "contacts" | "welcome">,
  store: Pick<Store, "contacts" | "welcome" | "controller">,
): Contacts {
  const levels = store.controller === undefined ? [deployment, store] : [store];
  const told = levels.map(({ contacts, welcome }) => ({
    ...(welcome?.contact !== undefined && { rights: welcome.contact }),
    ...contacts,
  }));
  return Object.assign({}, ...told);
}
