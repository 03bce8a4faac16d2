import { type Ledger, openLedger } from "#adapters/ledger/open-ledger.ts";
import { openStore, type Store } from "#adapters/store/store.ts";
import { ledgerSigner } from "#apps/server/ledger-key.ts";
import type { NoteSigner } from "#domain/ledger/signed-note.ts";

/** A store and its ledger, as the server has them. */
export type OwnStore = Disposable & { readonly store: Store; readonly ledger: Ledger; readonly signer: NoteSigner };

/** Opens the store and the ledger of a data folder, as its only writer; a fault where a server runs. */
export async function openOwnStore(folder: string): Promise<OwnStore> {
  using opened = new DisposableStack();
  const signer = ledgerSigner(folder);
  // The store first: its lock says that nobody else appends to the ledger.
  let tell: Ledger["append"] = () => {};
  const store = opened.use(await openStore(folder, { tell: (entry) => tell(entry) }));
  const ledger = opened.use(openLedger(folder, { signer, nowMs: Date.now }));
  tell = ledger.append;
  const held = opened.move();
  return { store, ledger, signer, [Symbol.dispose]: () => held.dispose() };
}
