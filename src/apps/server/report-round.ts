import { createHash } from "node:crypto";
import { sendMail } from "#adapters/mail/send-mail.ts";
import { postSigned } from "#adapters/webhook/webhook.ts";
import { gatherReport } from "#apps/reports/gather-report.ts";
import { REPORT_TYPES, reportFileName } from "#apps/reports/report-file.ts";
import { reportFileInThread } from "#apps/reports/report-file-worker.ts";
import { storeCalendar } from "#domain/calendar/store-calendar.ts";
import { MINUTE_MS } from "#domain/counting/bucket.ts";
import { CHAIN_REPORT, type ReportRecipient, type ScheduledReport } from "#domain/deployment/scheduled-reports.ts";
import { sharedWith } from "#domain/deployment/sharing.ts";
import { Fault } from "#domain/fault/fault.ts";
import type { Report } from "#domain/report/report.ts";
import { afterTry, newState, owedPeriod, type SentState } from "#domain/report/report-schedule.ts";
import { reportWords } from "#domain/report/report-words.ts";
import type { ServerParts } from "./server-parts.ts";

/** Under which name it is kept who has got what. */
const SETTING = "reports";
const ID_LENGTH = 32;

/**
 * Sends what is owed of the deployment's reports: each period once to each recipient, tried again later where it was not taken. What was
 * sent is written down right after it was taken. LIMIT: a crash between the two sends it once more, under the same number, by which
 * mail programs and receivers know it.
 */
export async function sendOwedReports(parts: ServerParts): Promise<void> {
  const loaded = parts.keeper.current?.loaded;
  const { reports = [] } = loaded?.deployment ?? {};
  const before = (await parts.store.settings.get(SETTING)) as Record<string, SentState> | null;
  if (!loaded || (reports.length === 0 && before === null)) return;
  const states: Record<string, SentState> = {};
  const keys = new Map(reports.flatMap((order) => order.to.map((to) => [keyOf(order, to), { order, to }] as const)));
  for (const [key, { order }] of keys) states[key] = before?.[key] ?? newState(order, clockOf(parts, order));
  const keep = async () => {
    if (JSON.stringify(states) !== JSON.stringify(before))
      await parts.store.settings.put(SETTING, keys.size === 0 ? null : states);
  };
  await keep();
  for (const [key, { order, to }] of keys) {
    const period = owedPeriod(order, states[key]!, clockOf(parts, order));
    if (!period) continue;
    let isSent = true;
    try {
      const id = createHash("sha256").update(`${key} ${period.last}`).digest("hex").slice(0, ID_LENGTH);
      await send(parts, await reportOf(parts, order, period), to, id);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      isSent = false;
      process.stderr.write(`lintel server: a report was not sent: ${error.detail}\n        ${error.remedy}\n`);
    }
    states[key] = afterTry(states[key]!, period, { isSent, nowMs: parts.nowMs() });
    await keep();
  }
}

/** The same report to the same recipient is the same order, wherever it stands in the file. */
function keyOf({ of, every, language }: ScheduledReport, to: ReportRecipient): string {
  return `${of} ${every} ${language} ${"mail" in to ? to.mail : to.webhook.url}`;
}

/** The day and the clock by which a report is due. */
function clockOf({ keeper, nowMs }: ServerParts, { of }: ScheduledReport) {
  const { stores } = keeper.current!.loaded.deployment;
  const calendar = storeCalendar((stores.find(({ id }) => id === of) ?? stores[0]!).time_zone);
  const [ms, minute] = [nowMs(), Math.floor(nowMs() / MINUTE_MS)];
  return { ms, day: calendar.dayOf(minute), clock: calendar.clockOf(minute).slice(0, "00:00".length) };
}

/** As the chain may see it: of a franchise store what it shares. */
async function reportOf(
  parts: ServerParts,
  { of, language }: ScheduledReport,
  period: { readonly first: string; readonly last: string },
): Promise<Report> {
  const { loaded } = parts.keeper.current!;
  const shops = loaded.deployment.stores.filter(({ id }) => of === CHAIN_REPORT || id === of);
  return await gatherReport(
    { reader: parts.figures, loaded, nowMs: parts.nowMs() },
    {
      storeId: of === CHAIN_REPORT ? null : of,
      stores: shops.map((shop) => ({ shop, shared: sharedWith(shop, { controller: null }) })),
      name: loaded.deployment.name,
      period,
      language,
    },
  );
}

async function send(parts: ServerParts, report: Report, to: ReportRecipient, id: string): Promise<void> {
  const secretOf = (name: string) => {
    const secret = process.env[name.slice(1)] ?? parts.secrets.get(name.slice(1));
    if (secret === null)
      throw new Fault("deployment/secret-missing", `nobody has given the secret \`${name.slice(1)}\``);
    return secret;
  };
  if ("webhook" in to) {
    const { url, secret } = to.webhook;
    const body = JSON.stringify({ kind: "report", id, report });
    return await postSigned({ url, secret: secretOf(secret) }, body, parts.nowMs());
  }
  const { server, from, username, password } = parts.keeper.current!.loaded.deployment.mail!;
  const words = reportWords[report.language];
  const attachments = [];
  for (const format of ["pdf", "xlsx"] as const)
    attachments.push({
      filename: reportFileName(report, format),
      content: await reportFileInThread(report, format),
      type: REPORT_TYPES[format],
    });
  await sendMail(
    { server, username, password: password === undefined ? undefined : secretOf(password) },
    {
      from,
      to: to.mail,
      subject: `${words.title}: ${report.of.name}, ${report.periodName}`,
      text: [words.mailText(report.of.name, report.periodName), ...report.notes, words.promise].join("\n\n"),
      attachments,
      messageId: `<${id}@${from.slice(from.indexOf("@") + 1)}>`,
    },
  );
}
