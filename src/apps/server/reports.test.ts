import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import test from "node:test";
import readExcel from "read-excel-file/node";
import { SMTPServer } from "smtp-server";
import { loadDeploymentText } from "#apps/deployment/deployment-file.ts";
import { storeCalendar } from "#domain/calendar/store-calendar.ts";
import type { Report } from "#domain/report/report.ts";
import type { AgentRecord } from "#domain/wire/agent-record.ts";
import { openServedShop } from "#tools/shop/served-shop.ts";
import { sendOwedReports } from "./report-round.ts";

const NOW_MS = Date.parse("2026-11-30T12:00:00Z");
const ZONE = "Europe/Zurich";
const shop = (id: string, name: string, more = "") => `
  - id: ${id}
    name: ${JSON.stringify(name)}
    time_zone: ${ZONE}
    site: { jurisdiction: EU-FR }${more}
    hours: { mon: ["09:00-11:00"], tue: ["09:00-11:00"], wed: ["09:00-11:00"], thu: ["09:00-11:00"], fri: ["09:00-11:00"], sat: ["09:00-11:00"], sun: [] }
    sensors:
      - { id: door, class: rgb_edge_ram_only, does: [count], lines: [{ name: door, from: [0.1, 0.6], to: [0.9, 0.6] }] }`;
const CHAIN = `lintel: 1
name: Chain
stores:${shop("here", "=1+1")}${shop("there", "There", "\n    controller: { name: Other, shares: { figures: day } }")}${shop("dark", "Dark", "\n    controller: { name: Other }")}
`;

/** Two hours of each open day of November up to the 20th, `people` a minute. */
function told(storeId: string, people: number): AgentRecord[] {
  const calendar = storeCalendar(ZONE);
  const records: AgentRecord[] = [
    { kind: "store", storeId, timeZone: ZONE },
    { kind: "line-version", storeId, lineId: "door.door", version: 1, role: "entrance" },
  ];
  let seq = 0;
  for (const day of ["2026-11-02", "2026-11-03", "2026-11-04", "2026-11-07"])
    for (let minute = 0; minute < 120; minute++)
      records.push({
        kind: "line",
        storeId,
        lineId: "door.door",
        version: 1,
        minute: calendar.minuteOf(day, 9 * 60) + minute,
        agentId: "a",
        seq: seq++,
        in: people,
        out: people,
        staffIn: 0,
        staffOut: 0,
        groupsIn: people,
        uncertain: 0,
        watchedMs: 60_000,
        method: "sensor-1",
      });
  return records;
}

async function openChain(yaml = CHAIN, nowMs = () => NOW_MS) {
  const served = await openServedShop({ yaml, nowMs });
  for (const [id, people] of [
    ["here", 2],
    ["there", 1],
    ["dark", 5],
  ] as const)
    await served.server.parts.store.ingest(told(id, people));
  return served;
}

const figureOf = (report: Report, id: string) =>
  report.sections.flatMap(({ figures }) => figures).find((figure) => figure.id === id)!;

test("a chain's report holds of a franchise store what it shares, and a franchise sees its own whole", async () => {
  await using served = await openChain();
  const [owner, franchise] = [await served.person("owner"), await served.person("owner", { controller: "Other" })];
  const { json: chain } = await served.ask("GET /api/v1/report?month=2026-11", { as: owner });
  assert.equal(figureOf(chain, "visitors").value, 4 * 120 * 3, "here and there, and not what is not shared");
  const hours = chain.sections.find(({ id }: { id: string }) => id === "times").charts[0].entries;
  assert.deepEqual(
    hours.map(({ value }: { value: number }) => value > 0),
    [true, true],
  );
  const openDays = 25;
  assert.ok(Math.abs(hours[0].value - (4 * 60 * 2) / openDays) < 1e-9, "by hour only what is shared by hour");
  assert.match(chain.notes.join(), /Share days only.*There/s);
  assert.doesNotMatch(JSON.stringify(chain), /"Dark"/);
  const own = (await served.ask("GET /api/v1/report?month=2026-11", { as: franchise })).json;
  assert.equal(own.of.name, "Other");
  assert.equal(figureOf(own, "visitors").value, 4 * 120 * 6);
  assert.equal((await served.ask("GET /api/v1/stores/here/report?month=2026-11", { as: franchise })).status, 404);
  assert.equal((await served.ask("GET /api/v1/stores/dark/report?month=2026-11", { as: owner })).status, 404);
  assert.equal((await served.ask("GET /api/v1/report?month=2026-14", { as: owner })).json.code, "report/period");
});

test("what a rota expects of staff stands beside the visitors, with its basis, and takes nothing from them", async () => {
  const rota = '\n    rota: [{ days: [mon, tue, wed, thu, fri, sat], hours: "09:30-10:30", staff: 2, breaks: 1 }]';
  await using served = await openChain(CHAIN.replace('name: "=1+1"', `name: "=1+1"${rota}`));
  const owner = await served.person("owner");
  const { json: report } = await served.ask("GET /api/v1/stores/here/report?month=2026-11", { as: owner });
  const openDays = 25;
  const expected = figureOf(report, "staffByRota");
  assert.deepEqual([expected.value, expected.base], [2 * 2 * openDays, "100 to 100 by 50 people × shifts"]);
  assert.equal(figureOf(report, "visitors").value, 4 * 120 * 2);
  assert.equal(figureOf(report, "visitorsWithoutStaff").value, null, "a rota tells nobody from visitors");
  const { json: chain } = await served.ask("GET /api/v1/report?month=2026-11", { as: owner });
  assert.deepEqual([figureOf(chain, "staffByRota").value, figureOf(chain, "staffByRota").isPartial], [100, true]);
});

test("every figure says how it was come by, and one that is not there says why", async () => {
  await using served = await openChain();
  const owner = await served.person("owner");
  for (const language of ["en", "zh", "fr", "ko"]) {
    const path = `/api/v1/stores/here/report?month=2026-11&language=${language}`;
    const { json: report } = await served.ask(`GET ${path}`, { as: owner });
    const figures = report.sections.flatMap((section: { figures: unknown[] }) => section.figures);
    assert.ok(figures.length > 12);
    for (const { value, why, method, label, grounds } of figures) {
      assert.ok(label && method && grounds.length > 0);
      assert.equal(value === null, why !== null, label);
    }
    assert.ok(report.grounds[0].rules.length >= 0 && report.grounds[0].capability === "count");
  }
});

test("a report is a PDF of two sheets at most, and a workbook whose texts are texts", async () => {
  await using served = await openChain();
  const owner = await served.person("owner");
  const get = async (format: string) => {
    const answer = await fetch(`${served.url}/api/v1/stores/here/report?month=2026-11&format=${format}`, {
      headers: owner,
    });
    assert.equal(answer.status, 200);
    assert.match(answer.headers.get("content-disposition") ?? "", new RegExp(`report-here-2026-11\\.${format}`));
    return Buffer.from(await answer.arrayBuffer());
  };
  const pdf = (await get("pdf")).toString("latin1");
  assert.match(pdf, /^%PDF-/);
  assert.ok(pdf.match(/\/Type \/Page\b/g)!.length <= 2);
  const sheets = await readExcel(await get("xlsx"));
  const cells = sheets.flatMap(({ data }) => data.flat());
  assert.ok(sheets.length >= 8);
  assert.ok(cells.some((cell) => typeof cell === "string" && cell.startsWith("=1+1")));
  assert.ok(cells.includes(4 * 120 * 2));
});

/** A mail server on the loopback that refuses the first `refusals` mails. */
async function openMailbox(refusals: number) {
  const mails: string[] = [];
  let tries = 0;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData(stream, _session, done) {
      let text = "";
      stream.on("data", (chunk: Buffer) => (text += chunk.toString("latin1")));
      stream.on("end", () => {
        tries += 1;
        if (tries <= refusals) return done(Object.assign(new Error("not now"), { responseCode: 451 }));
        mails.push(text);
        done();
      });
    },
  });
  server.listen(0, "127.0.0.1");
  await once(server.server, "listening");
  return {
    mails,
    port: (server.server.address() as AddressInfo).port,
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

test("a scheduled report is sent once, by mail and webhook, tried again where it is refused, and not again after a restart", async () => {
  await using mailbox = await openMailbox(1);
  const calls: { body: string; signature: string }[] = [];
  const receiver = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request.setEncoding("utf8")) body += chunk;
    calls.push({ body, signature: String(request.headers["lintel-signature"]) });
    response.writeHead(204).end();
  });
  receiver.listen(0, "127.0.0.1");
  await once(receiver, "listening");
  using _closed = { [Symbol.dispose]: () => receiver.close() };
  const hook = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/reports`;
  let nowMs = NOW_MS;
  const yaml = `${CHAIN}mail: { server: "smtp://127.0.0.1:${mailbox.port}", from: lintel@shop.example }
reports:
  - { of: chain, every: month, language: fr, to: [{ mail: boss@shop.example }, { webhook: { url: "${hook}", secret: $REPORT_SECRET } }] }
`;
  await using served = await openChain(yaml, () => nowMs);
  served.server.parts.secrets.put("REPORT_SECRET", "a-secret-of-the-shop");
  const round = () => sendOwedReports(served.server.parts);
  await round();
  assert.deepEqual([mailbox.mails.length, calls.length], [0, 0], "October was over before anybody asked");
  nowMs = Date.parse("2026-12-01T06:30:00Z");
  await round();
  assert.deepEqual([mailbox.mails.length, calls.length], [0, 1], "the mail was refused");
  const { kind, report } = JSON.parse(calls[0]!.body);
  assert.deepEqual([kind, report.first, report.language, report.of.kind], ["report", "2026-11-01", "fr", "chain"]);
  assert.match(calls[0]!.signature, /^t=\d+,v1=[0-9a-f]{64}$/);
  await served.restart();
  await round();
  assert.equal(mailbox.mails.length, 0, "not before its time");
  nowMs += 60_000;
  await round();
  await served.restart();
  await round();
  assert.deepEqual([mailbox.mails.length, calls.length], [1, 1]);
  assert.match(mailbox.mails[0]!, /To: boss@shop\.example/);
  assert.match(mailbox.mails[0]!, /report-chain-2026-11\.pdf/);
  assert.match(mailbox.mails[0]!, /report-chain-2026-11\.xlsx/);
  assert.match(mailbox.mails[0]!, /Message-ID: <[0-9a-f]{32}@shop\.example>/i);
});

test("a deployment that mails without a server, or reports of nobody, is refused", () => {
  for (const [block, wanted] of [
    ["reports: [{ of: nowhere, every: week, to: [{ webhook: { url: 'https://a.example', secret: $A } }] }]", /nowhere/],
    ["reports: [{ of: chain, every: week, to: [{ mail: a@b.example }] }]", /mail server/],
    ["mail: { server: 'smtps://user:word@mail.example', from: a@b.example }", /smtp/],
  ] as const)
    assert.throws(() => loadDeploymentText(`${CHAIN}${block}\n`, "shop.yaml"), { detail: wanted });
});
