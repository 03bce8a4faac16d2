import type { Words } from "#dashboard/words/language.tsx";

export const settingsRetireWords: Words<{
  title: string;
  note: string;
  store: string;
  what: string;
  wholeStore: string;
  look: string;
  wouldGo: (name: string) => string;
  nothing: string;
  confirm: (name: string) => string;
  take: string;
  done: (name: string) => string;
  before: string;
  ordered: string;
  certificate: string;
  unfinished: string;
}> = {
  en: {
    title: "Stop and delete for good",
    note: "For when an authority orders it, or a store closes. The store or camera is no longer watched, its figures are deleted, from the backups here too, and a certificate says so. Nothing brings them back.",
    store: "Store",
    what: "What ends",
    wholeStore: "the whole store",
    look: "See what would be deleted",
    wouldGo: (name) => `What would be deleted of ${name}`,
    nothing: "Nothing is kept of it; it would only be stopped.",
    confirm: (name) => `Write ${name} to confirm`,
    take: "Stop it and delete",
    done: (name) => `${name} is stopped and deleted. The certificate stands below.`,
    before: "Stopped and deleted so far",
    ordered: "Ordered",
    certificate: "Certificate",
    unfinished: "not finished: it goes on when the server starts again",
  },
  zh: {
    title: "停止并彻底删除",
    note: "适用于主管机关要求或门店关闭的情况。该门店或摄像机不再被观察，其数据会被删除（此处备份中的相关数据也一并删除），并出具证明。删除后无法恢复。",
    store: "门店",
    what: "停止对象",
    wholeStore: "整个门店",
    look: "查看将删除的内容",
    wouldGo: (name) => `${name} 将被删除的内容`,
    nothing: "没有保存任何数据，只会停止观察。",
    confirm: (name) => `输入 ${name} 以确认`,
    take: "停止并删除",
    done: (name) => `${name} 已停止并删除。证明见下方。`,
    before: "已停止并删除的内容",
    ordered: "下达时间",
    certificate: "证明",
    unfinished: "尚未完成：服务器再次启动时会继续",
  },
  fr: {
    title: "Arrêter et supprimer définitivement",
    note: "Quand une autorité l’ordonne, ou qu’un magasin ferme. Le magasin ou la caméra n’est plus observé, ses chiffres sont supprimés, y compris des sauvegardes d’ici, et un certificat l’atteste. Rien ne les ramène.",
    store: "Magasin",
    what: "Ce qui prend fin",
    wholeStore: "tout le magasin",
    look: "Voir ce qui serait supprimé",
    wouldGo: (name) => `Ce qui serait supprimé de ${name}`,
    nothing: "Rien n’en est conservé ; il serait seulement arrêté.",
    confirm: (name) => `Écrivez ${name} pour confirmer`,
    take: "Arrêter et supprimer",
    done: (name) => `${name} est arrêté et supprimé. Le certificat se trouve ci-dessous.`,
    before: "Arrêtés et supprimés jusqu’ici",
    ordered: "Ordonné",
    certificate: "Certificat",
    unfinished: "pas terminé : cela reprend au prochain démarrage du serveur",
  },
  ko: {
    title: "중지하고 완전히 삭제",
    note: "당국이 명령하거나 매장이 문을 닫을 때 사용합니다. 매장이나 카메라를 더 이상 관찰하지 않고, 이곳의 백업에 든 것까지 수치를 삭제하며, 증명서를 발급합니다. 되돌릴 수 없습니다.",
    store: "매장",
    what: "중지할 대상",
    wholeStore: "매장 전체",
    look: "삭제될 내용 보기",
    wouldGo: (name) => `${name}에서 삭제될 내용`,
    nothing: "보관된 것이 없어 중지만 됩니다.",
    confirm: (name) => `확인하려면 ${name} 입력`,
    take: "중지하고 삭제",
    done: (name) => `${name}을(를) 중지하고 삭제했습니다. 증명서는 아래에 있습니다.`,
    before: "지금까지 중지·삭제한 내역",
    ordered: "명령 시각",
    certificate: "증명서",
    unfinished: "끝나지 않음: 서버가 다시 시작되면 계속합니다",
  },
};
