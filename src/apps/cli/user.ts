import { openAccountCare } from "#adapters/store/account-care.ts";
import { hashPassword, newPassword } from "#apps/server/password.ts";
import { newId } from "#apps/server/tokens.ts";
import { Fault } from "#domain/fault/fault.ts";

/**
 * `lintel user reset`: gives a login a new password, told once, and logs it out everywhere. Where there is no such login and no owner
 * at all, it becomes one. The server may be running.
 */
export async function resetUser(login: string, { data }: { readonly data: string }): Promise<string> {
  const password = newPassword();
  const passwordHash = await hashPassword(password);
  using care = await openAccountCare(data);
  const account = await care.accounts.byLogin(login);
  if (account) {
    await care.accounts.change(account.accountId, { passwordHash, lockedUntilMs: null });
    await care.sessions.endAllOf(account.accountId);
  } else {
    const isOwned = (await care.accounts.list()).some(
      ({ role, controller }) => role === "owner" && controller === null,
    );
    if (isOwned) throw new Fault("access/unknown-login", `there is no login \`${login}\``);
    const owner = { accountId: newId("account"), login, role: "owner", controller: null, storeIds: null } as const;
    await care.accounts.create({ ...owner, passwordHash, createdMs: Date.now() });
  }
  await care.failedLogins.forget(login);
  return `\`${login}\` logs in with the password ${password}\nIt is shown this once.`;
}
