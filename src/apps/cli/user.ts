import { openStore } from "#adapters/store/store.ts";
import { hashPassword, newPassword } from "#apps/server/password.ts";
import { newId } from "#apps/server/tokens.ts";
import { Fault } from "#domain/fault/fault.ts";

/**
 * `lintel user reset`: gives a login a new password, told once, and logs it out everywhere. Where there is no such login and no owner
 * at all, it becomes one. The server must not be running: there is one writer.
 */
export async function resetUser(login: string, { data }: { readonly data: string }): Promise<string> {
  using store = await openStore(data);
  const password = newPassword();
  const passwordHash = await hashPassword(password);
  const account = await store.accounts.byLogin(login);
  if (account) {
    await store.accounts.change(account.accountId, { passwordHash, lockedUntilMs: null });
    await store.sessions.endAllOf(account.accountId);
  } else {
    const isOwned = (await store.accounts.list()).some(
      ({ role, controller }) => role === "owner" && controller === null,
    );
    if (isOwned) throw new Fault("access/unknown-login", `there is no login \`${login}\``);
    const owner = { accountId: newId("account"), login, role: "owner", controller: null, storeIds: null } as const;
    await store.accounts.create({ ...owner, passwordHash, createdMs: Date.now() });
  }
  await store.failedLogins.forget(login);
  return `\`${login}\` logs in with the password ${password}\nIt is shown this once.`;
}
