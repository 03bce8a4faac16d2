import type { DecisionInForce } from "./decisions-in-force.ts";
import type { PackScope } from "./evidence-pack.ts";

/** What the index tells. */
type Told = {
  readonly scope: PackScope;
  readonly decisions: readonly DecisionInForce[];
  /** Of entries that are shown by kinds. */
  readonly kinds: readonly string[];
  readonly days: number;
  /** The log's public key, as verifiers take it. */
  readonly key: string;
  readonly newest: { readonly size: number; readonly note: string };
};

type Said = { readonly en: string; readonly zh: string };

const STYLE = `
body{margin:0;background:#fff;color:#111;font:17px/1.5 system-ui,"Noto Sans SC",sans-serif;overflow-wrap:break-word}
header{background:#0d3542;color:#fff;padding:20px 16px}
header>div,main{max-width:62em;margin:auto}
main{padding:0 16px 48px}
h1{font-size:28px;line-height:1.25;margin:0}
h2{font-size:21px;margin:32px 0 4px}
p{margin:4px 0 10px}
.zh{color:#3a4a50}
.warning{border-left:6px solid #b3420b;background:#fdf1ea;padding:8px 14px;margin:14px 0}
pre{background:#f1f5f6;padding:10px 14px;white-space:pre-wrap;overflow-wrap:anywhere;font-size:14px}
table{border-collapse:collapse;width:100%;font-size:15px}
th,td{text-align:left;vertical-align:top;border-bottom:1px solid #c9d4d8;padding:6px 10px 6px 0}
td code{overflow-wrap:anywhere}
.scroll{overflow-x:auto}
`;

/** What each file is, in the order in which somebody would open them. */
const FILES: readonly (readonly [path: string, Said])[] = [
  [
    "figures.csv",
    {
      en: "the sums of each line and zone of each day; a spreadsheet opens it",
      zh: "每条计数线和每个区域每天的合计，可用电子表格打开",
    },
  ],
  [
    "buckets/",
    {
      en: "the minutes of each day of which these sums are made, a line each (JSON); the ledger holds a digest of each day",
      zh: "构成上述合计的每分钟数据，每行一条（JSON）；账本中存有每天的摘要",
    },
  ],
  [
    "decisions.json",
    {
      en: "what was permitted and what not, since when, by which rows of which law files; “entry” is the number in the ledger",
      zh: "哪些获准、哪些未获准，自何时起，依据哪些法律文件的哪些条目；entry 为账本中的编号",
    },
  ],
  [
    "laws/",
    {
      en: "the law files that decided, as far as they are still the same; the ledger holds their hashes",
      zh: "作出决定所依据的法律文件（仍未变更者）；账本中存有其哈希值",
    },
  ],
  [
    "evidence.json",
    {
      en: "what the shop said that it did and could show for it, by each deployment that was in force in these days",
      zh: "店铺在这些日期生效的各部署文件中声明的做法及可出示的文件",
    },
  ],
  [
    "log/",
    {
      en: "the store's entries in the ledger by kinds, and those that hold for all stores; each line is its number and the entry",
      zh: "账本中本店及适用于全部门店的条目，按种类分列；每行为编号和条目",
    },
  ],
  ["ledger.ndjson", { en: "the ledger, an entry a line", zh: "账本，每行一条" }],
  ["leaves.txt", { en: "the hash of each entry of the ledger", zh: "账本每个条目的哈希值" }],
  ["checkpoints.txt", { en: "the signed heads of the ledger, from the oldest", zh: "账本的签名检查点，自最早者起" }],
  [
    "proofs.json",
    {
      en: "proofs by RFC 9162 that the decisions are in the ledger, and that it only grew; for other programs",
      zh: "依 RFC 9162 证明决定已载入账本、且账本只增不改；供其他程序使用",
    },
  ],
  [
    "keys.txt",
    {
      en: "public keys, for convenience only: who alters a pack alters this too",
      zh: "公钥，仅供参考：篡改本包者也可篡改此文件",
    },
  ],
  [
    "pack.json, pack.note",
    {
      en: "the list of all files with their hashes, and the log's signature below it",
      zh: "全部文件及其哈希值的清单，以及账本对该清单的签名",
    },
  ],
];

const KINDS: Readonly<Record<string, Said>> = {
  attestation: { en: "what each lens ran and sent", zh: "各镜头进程运行和发送的内容" },
  begun: { en: "which program kept the ledger", zh: "记录账本的程序" },
  gap: { en: "entries that were lost", zh: "丢失的条目" },
  decision: { en: "decisions", zh: "决定" },
  law: { en: "changes of law files", zh: "法律文件的变更" },
  configuration: { en: "deployments that were in force", zh: "生效的部署文件" },
  unit: { en: "lines and zones", zh: "计数线和区域" },
  account: { en: "accounts, by their ids", zh: "账号（仅编号）" },
  export: { en: "tables that were taken out", zh: "导出的表格" },
  deletion: { en: "deletions", zh: "删除" },
  "retention-run": { en: "what was deleted because its time was over", zh: "因期满而删除的数据" },
  restore: { en: "backups that were put in place", zh: "备份的恢复" },
  "day-digest": { en: "digests of each day's figures", zh: "每天数据的摘要" },
  consent: { en: "consents, as salted hashes", zh: "同意（加盐哈希）" },
  withdrawal: { en: "withdrawals, as salted hashes", zh: "撤回（加盐哈希）" },
};

const NO_DECISION =
  '<tr><td colspan="6">In these days none was in force yet. <span lang="zh-CN">上述日期内尚无生效的决定。</span></td></tr>';

const VERDICTS: Readonly<Record<string, Said>> = {
  permit: { en: "permitted", zh: "准许" },
  deny: { en: "not permitted", zh: "不准许" },
  unsettled: { en: "not permitted: the law does not settle it", zh: "不准许：法律未明确" },
  "not-asked": { en: "not done any more", zh: "不再进行" },
};

/** The page that somebody opens first: what is in the pack and how to check it, in English and Chinese. It holds no script and fetches nothing. */
export function frontPage({ scope, decisions, kinds, days, key, newest }: Told): string {
  const { name, storeId, fromDay, toDay, timeZone, asOfMs, entries, leftOut } = scope;
  const asOf = timeText(asOfMs);
  const command = `lintel verify evidence-${storeId}.zip --key KEY`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(name)} · ${fromDay} – ${toDay}</title>
<style>${STYLE}</style>
</head>
<body>
<header><div><h1>Evidence pack <span lang="zh-CN">证据包</span></h1>
<p>${escaped(name)} (<code>${escaped(storeId)}</code>), ${fromDay} – ${toDay}, ${escaped(timeZone)}</p></div></header>
<main>
${both({
  en: `What ran in this shop in these days and by which rule, with the figures of ${days} days. It is as of ${asOf} UTC, when checkpoint ${newest.size} of the ledger was signed.`,
  zh: `本店在上述日期运行了什么、依据哪条规则，以及 ${days} 天的数据。截至 ${asOf} UTC，即账本第 ${newest.size} 号检查点签名之时。`,
})}
${
  leftOut.length === 0
    ? ""
    : both({
        en: `Left out, because something of them had just come in: ${leftOut.join(", ")}. Ask for them again.`,
        zh: `因刚有数据补入而未收录的日期：${leftOut.join("、")}。请再次索取。`,
      })
}
${
  entries === "all"
    ? ""
    : both({
        en: "Of entries that tell of other stores there are the hashes only. That one of this store was left out among them cannot be noticed; ask for a pack with all entries where that matters.",
        zh: "涉及其他门店的条目仅有哈希值。若本店的条目被混入其中而未列出，将无法察觉；如需排除此情形，请索取包含全部条目的证据包。",
      })
}
<h2>How to check it <span lang="zh-CN">如何核验</span></h2>
${both({
  en: "On a machine with Lintel, which need not be the shop's. It needs this file and the public key, and asks nobody. The page /verify of any Lintel does the same in a browser.",
  zh: "在任何装有 Lintel 的电脑上（不必是店铺的）运行下列命令。只需本文件和公钥，不访问网络。任何 Lintel 的 /verify 网页也可在浏览器中核验。",
})}
<pre>${escaped(command)}</pre>
${both({
  en: "It says “Nothing was altered”, or names each day, entry and file that was altered or is missing.",
  zh: "结果为“未被改动”，或列出每个被改动或缺失的日期、条目和文件。",
})}
<div class="warning">
${both({
  en: "Take the public key from elsewhere than from this pack: from the shop's own page, from a paper that it signed, from somebody who noted it before. Who alters a pack can put another key into it. This pack says that the key is:",
  zh: "公钥必须从本包以外的途径取得：店铺自己的网页、其签署的文件，或此前记下公钥的人。篡改本包者也可换入另一把公钥。本包所称公钥为：",
})}
<pre>${escaped(key)}</pre>
</div>
<h2>What was decided <span lang="zh-CN">作出的决定</span></h2>
<div class="scroll"><table>
<tr><th>Sensor <span lang="zh-CN">传感器</span></th><th>For <span lang="zh-CN">用途</span></th><th>Decision <span lang="zh-CN">决定</span></th><th>From – to <span lang="zh-CN">起止</span> (UTC)</th><th>By <span lang="zh-CN">依据</span></th><th>Entry <span lang="zh-CN">编号</span></th></tr>
${decisions.length > 0 ? decisions.map(decisionRow).join("\n") : NO_DECISION}
</table></div>
<h2>What lies in it <span lang="zh-CN">文件说明</span></h2>
<table>
${FILES.map(([path, said]) => `<tr><td><code>${path}</code></td><td>${said.en}<br><span class="zh" lang="zh-CN">${said.zh}</span></td></tr>`).join("\n")}
${kinds.map((kind) => kindRow(kind)).join("\n")}
</table>
<h2>The newest checkpoint <span lang="zh-CN">最新检查点</span></h2>
<pre>${escaped(newest.note)}</pre>
${both({
  en: "The pack proves that nothing was altered since it was signed, and not that what was written was true. It is no legal advice.",
  zh: "本包证明签名后内容未被改动，不证明所记内容本身属实，也不构成法律意见。",
})}
</main>
</body>
</html>
`;
}

function decisionRow({ sensor, capability, verdict, sinceMs, untilMs, rules, laws, entry }: DecisionInForce): string {
  const said = VERDICTS[verdict] ?? { en: verdict, zh: verdict };
  const files = laws.map(({ file, sha256 }) => `${file} ${sha256.slice(0, 12)}…`);
  const cells = [
    escaped(sensor),
    escaped(capability),
    `${escaped(said.en)} <span lang="zh-CN">${escaped(said.zh)}</span>`,
    `${timeText(sinceMs)} – ${untilMs === null ? "" : timeText(untilMs)}`,
    `${rules.length > 0 ? escaped(rules.join(", ")) : 'no row asks for anything <span lang="zh-CN">无条目提出要求</span>'}<br><code>${escaped(files.join(", "))}</code>`,
    String(entry),
  ];
  return `<tr>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`;
}

function kindRow(kind: string): string {
  const said = KINDS[kind];
  const path = `<td><code>log/${escaped(kind)}.ndjson</code></td>`;
  return `<tr>${path}<td>${said ? `${said.en}<br><span class="zh" lang="zh-CN">${said.zh}</span>` : ""}</td></tr>`;
}

function both({ en, zh }: Said): string {
  return `<p>${escaped(en)}</p>\n<p class="zh" lang="zh-CN">${escaped(zh)}</p>`;
}

function timeText(ms: number): string {
  return new Date(ms).toISOString().slice(0, "2026-11-29T12:00".length).replace("T", " ");
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
