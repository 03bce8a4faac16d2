import type { Words } from "#dashboard/words/language.tsx";

/** The words around an inspection; those of its findings are in `domain/inspection`. */
export const inspectionWords: Words<{
  inspect: string;
  inspectWhy: string;
  working: string;
  verdicts: Readonly<Record<"found" | "unread" | "nothing", string>>;
  firmware: (name: string, day: string | null) => string;
  seen: string;
  more: (count: number) => string;
  what: string;
  where: string;
  law: string;
  lawOwn: string;
  lawPermits: string;
  notRead: string;
  unseen: string;
}> = {
  en: {
    inspect: "Inspect the camera",
    inspectWhy: "Some cameras recognise faces or upload by themselves. See what this one does before it counts.",
    working: "Asking the camera; this takes up to a minute …",
    verdicts: {
      found: "This camera does, or may do, more than counting needs",
      unread: "Nothing was found, but not all could be read: this is no clearance",
      nothing: "Nothing was found that must be switched off",
    },
    firmware: (name, day) => `firmware ${name || "unknown"}, ${day === null ? "age not said" : `built ${day}`}`,
    seen: "What the camera says",
    more: (count) => `and ${count} more`,
    what: "What to do",
    where: "Where",
    law: "By which rule",
    lawOwn: "No row of its own in this place's law; but who keeps a camera must keep it safe.",
    lawPermits: "No row of this place's law forbids it by itself.",
    notRead: "Not read",
    unseen: "What cannot be seen from outside",
  },
  zh: {
    inspect: "检查摄像机",
    inspectWhy: "有些摄像机会自行识别人脸或上传数据。计数之前，先看看这台在做什么。",
    working: "正在询问摄像机，最多一分钟……",
    verdicts: {
      found: "这台摄像机除计数外还在做、或可能在做其他事",
      unread: "未发现问题，但并非全部可读：这不代表没有问题",
      nothing: "未发现必须关闭的功能",
    },
    firmware: (name, day) => `固件 ${name || "未知"}，${day === null ? "未说明构建日期" : `构建于 ${day}`}`,
    seen: "摄像机自述",
    more: (count) => `另有 ${count} 项`,
    what: "怎么做",
    where: "在哪里",
    law: "依据",
    lawOwn: "当地法律没有专门条目；但使用摄像机者须保证其安全。",
    lawPermits: "当地法律没有条目单独禁止它。",
    notRead: "未能读取",
    unseen: "从外部看不到的",
  },
  fr: {
    inspect: "Inspecter la caméra",
    inspectWhy:
      "Certaines caméras reconnaissent des visages ou envoient des données d’elles-mêmes. Voyez ce que fait celle-ci avant de compter.",
    working: "La caméra est interrogée, une minute au plus…",
    verdicts: {
      found: "Cette caméra fait, ou peut faire, plus que servir au comptage",
      unread: "Rien n’a été trouvé, mais tout n’a pu être lu : ce n’est pas un feu vert",
      nothing: "Rien n’a été trouvé qui doive être désactivé",
    },
    firmware: (name, day) =>
      `micrologiciel ${name || "inconnu"}, ${day === null ? "âge non précisé" : `version du ${day}`}`,
    seen: "Ce que dit la caméra",
    more: (count) => `et ${count} de plus`,
    what: "Que faire",
    where: "Où",
    law: "Selon quelle règle",
    lawOwn: "Pas de règle propre dans le droit de ce lieu ; mais qui a une caméra doit la protéger.",
    lawPermits: "Aucune règle de ce lieu ne l’interdit en soi.",
    notRead: "Non lu",
    unseen: "Ce qu’on ne peut voir du dehors",
  },
  ko: {
    inspect: "카메라 점검",
    inspectWhy:
      "스스로 얼굴을 인식하거나 업로드하는 카메라가 있습니다. 계수 전에 이 카메라가 무엇을 하는지 확인하세요.",
    working: "카메라에 묻는 중입니다. 최대 1분 걸립니다…",
    verdicts: {
      found: "이 카메라는 계수 외의 일을 하고 있거나 할 수 있습니다",
      unread: "발견된 것은 없지만 모두 읽지는 못했습니다. 안전하다는 뜻이 아닙니다",
      nothing: "꺼야 할 것이 발견되지 않았습니다",
    },
    firmware: (name, day) => `펌웨어 ${name || "알 수 없음"}, ${day === null ? "빌드 날짜 모름" : `${day} 빌드`}`,
    seen: "카메라가 말한 것",
    more: (count) => `외 ${count}개`,
    what: "할 일",
    where: "위치",
    law: "근거 규정",
    lawOwn: "이 지역 법에 별도 조항은 없지만, 카메라를 둔 사람은 안전하게 관리해야 합니다.",
    lawPermits: "이 지역 법에 이것만으로 금지하는 조항은 없습니다.",
    notRead: "읽지 못함",
    unseen: "밖에서 볼 수 없는 것",
  },
};
