import type { Words } from "#dashboard/words/language.tsx";
import type { Place } from "#domain/audit/verify-ledger.ts";

export const verifyWords: Words<{
  title: string;
  how: string;
  folder: string;
  pack: string;
  packOf: (scope: { readonly store: string; readonly from: string; readonly to: string }) => string;
  leftOut: (days: string) => string;
  key: string;
  keyHelp: string;
  part: string;
  check: string;
  noKey: string;
  noExport: string;
  noPack: string;
  holds: string;
  altered: (count: number, isCut: boolean) => string;
  othersHold: string;
  seen: (entries: number, checkpoints: number, digests: number) => string;
  shown: (shown: number) => string;
  place: (place: Place) => string;
}> = {
  en: {
    title: "Verify a ledger",
    how: "Choose the folder of an export. It is checked in this browser; nothing of it is sent.",
    folder: "Folder of the export",
    pack: "Or an evidence pack (ZIP)",
    packOf: ({ store, from, to }) => `Evidence of ${store}, ${from} to ${to}. Is that what you asked for?`,
    leftOut: (days) => `Left out by who made it: ${days}`,
    key: "Public keys",
    keyHelp: "One a line, as the shop published them: not those that come with the export",
    part: "The export is of one store or of some days",
    check: "Verify",
    noKey: "There is no key, or one that cannot be read.",
    noExport: "This folder holds no export: there is no ledger.ndjson in it.",
    noPack: "This file is no evidence pack, or it was cut off.",
    holds: "Nothing was altered since it was signed.",
    altered: (count, isCut) =>
      `NOT as it was signed. Places found: ${count}${isCut ? " and more" : ""}; one change may show at several`,
    othersHold: "The ledger, and the figures of all other days, are as they were signed.",
    seen: (entries, checkpoints, digests) =>
      `${entries} entries, ${checkpoints} checkpoints; ${digests} days of lines and zones compared`,
    shown: (shown) => `${shown} entries are shown; of the others only the hashes.`,
    place: (place) =>
      placeText(place, {
        line: "line",
        entry: "Entry",
        entries: "Entries",
        checkpoint: "Checkpoint",
        none: "all of it",
      }),
  },
  zh: {
    title: "验证账本",
    how: "请选择导出的文件夹。验证在此浏览器中进行，不会发送任何内容。",
    folder: "导出文件夹",
    pack: "或证据包（ZIP）",
    packOf: ({ store, from, to }) => `${store} 的证据包，${from} 至 ${to}。这是您索取的内容吗？`,
    leftOut: (days) => `制作者未收录的日期：${days}`,
    key: "公钥",
    keyHelp: "每行一个，以商店公布的为准，不要用导出文件中附带的",
    part: "导出内容只涉及一家门店或部分日期",
    check: "验证",
    noKey: "没有公钥，或公钥无法读取。",
    noExport: "此文件夹中没有导出内容：缺少 ledger.ndjson。",
    noPack: "此文件不是证据包，或不完整。",
    holds: "自签署以来未被改动。",
    altered: (count, isCut) => `与签署时不一致：${count} 处${isCut ? "以上" : ""}；一处改动可能在多处显现`,
    othersHold: "账本和其他各天的数字与签署时一致。",
    seen: (entries, checkpoints, digests) =>
      `${entries} 条记录，${checkpoints} 个检查点；核对了 ${digests} 个线或区域的日数据`,
    shown: (shown) => `显示了 ${shown} 条记录，其余只有哈希值。`,
    place: (place) =>
      placeText(place, { line: "行", entry: "记录", entries: "记录", checkpoint: "检查点", none: "全部" }),
  },
  fr: {
    title: "Vérifier un registre",
    how: "Choisissez le dossier d’un export. Il est vérifié dans ce navigateur ; rien n’en est envoyé.",
    folder: "Dossier de l’export",
    pack: "Ou un dossier de preuves (ZIP)",
    packOf: ({ store, from, to }) => `Preuves de ${store}, du ${from} au ${to}. Est-ce bien ce que vous avez demandé ?`,
    leftOut: (days) => `Omis par qui l’a fait : ${days}`,
    key: "Clés publiques",
    keyHelp: "Une par ligne, telles que le magasin les a publiées : pas celles qui accompagnent l’export",
    part: "L’export ne porte que sur un magasin ou certains jours",
    check: "Vérifier",
    noKey: "Il n’y a pas de clé, ou elle est illisible.",
    noExport: "Ce dossier ne contient pas d’export : il n’y a pas de ledger.ndjson.",
    noPack: "Ce fichier n’est pas un dossier de preuves, ou il est tronqué.",
    holds: "Rien n’a été modifié depuis la signature.",
    altered: (count, isCut) =>
      `PAS tel que signé. Endroits trouvés : ${count}${isCut ? " et plus" : ""} ; une seule modification peut se voir à plusieurs`,
    othersHold: "Le registre, et les chiffres de tous les autres jours, sont tels que signés.",
    seen: (entries, checkpoints, digests) =>
      `${entries} entrées, ${checkpoints} points de contrôle ; ${digests} jours de lignes et de zones comparés`,
    shown: (shown) => `${shown} entrées sont visibles ; des autres, seulement l’empreinte.`,
    place: (place) =>
      placeText(place, {
        line: "ligne",
        entry: "Entrée",
        entries: "Entrées",
        checkpoint: "Point de contrôle",
        none: "tout",
      }),
  },
  ko: {
    title: "원장 검증",
    how: "내보낸 폴더를 고르세요. 이 브라우저 안에서 검증하며 아무것도 보내지 않습니다.",
    folder: "내보낸 폴더",
    pack: "또는 증거 자료(ZIP)",
    packOf: ({ store, from, to }) => `${store}의 증거 자료, ${from} ~ ${to}. 요청하신 내용이 맞습니까?`,
    leftOut: (days) => `작성자가 제외한 날짜: ${days}`,
    key: "공개 키",
    keyHelp: "한 줄에 하나씩, 매장이 공개한 것을 넣으세요. 내보낸 파일에 든 것은 쓰지 마세요",
    part: "한 매장 또는 일부 날짜만 내보낸 것입니다",
    check: "검증",
    noKey: "키가 없거나 읽을 수 없습니다.",
    noExport: "이 폴더에는 내보낸 원장이 없습니다. ledger.ndjson이 없습니다.",
    noPack: "이 파일은 증거 자료가 아니거나 잘려 있습니다.",
    holds: "서명한 뒤로 바뀐 것이 없습니다.",
    altered: (count, isCut) =>
      `서명한 그대로가 아님: ${count}곳${isCut ? " 이상" : ""}; 한 번의 변경이 여러 곳에 나타날 수 있습니다`,
    othersHold: "원장과 다른 모든 날의 숫자는 서명한 그대로입니다.",
    seen: (entries, checkpoints, digests) =>
      `항목 ${entries}개, 체크포인트 ${checkpoints}개, 선과 구역의 하루 자료 ${digests}건을 대조했습니다`,
    shown: (shown) => `항목 ${shown}개만 보이며 나머지는 해시만 있습니다.`,
    place: (place) =>
      placeText(place, { line: "줄", entry: "항목", entries: "항목", checkpoint: "체크포인트", none: "전체" }),
  },
};

type PlaceWords = Readonly<Record<"line" | "entry" | "entries" | "checkpoint" | "none", string>>;

function placeText(place: Place, words: PlaceWords): string {
  switch (place.kind) {
    case "file":
      return `${place.file}, ${place.line === null ? words.none : `${words.line} ${place.line}`}`;
    case "entry":
      return `${words.entry} ${place.number}${place.what === null ? "" : ` (${place.what})`}`;
    case "entries":
      return `${words.entries} ${place.from}–${place.to}`;
    case "checkpoint":
      return `${words.checkpoint} ${place.number}, ${place.file}`;
    case "day":
      return `${place.store}, ${place.day}, ${place.unit ?? words.none}`;
  }
}
