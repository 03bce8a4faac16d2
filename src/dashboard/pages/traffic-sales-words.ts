import type { Words } from "#dashboard/words/language.tsx";

export const trafficSalesWords: Words<{
  title: string;
  note: string;
  conversion: string;
  perVisitor: string;
  ticket: string;
  items: string;
  base: (hours: string, open: string) => string;
  ofVisitors: (purchases: string, visitors: string) => string;
  amountOfVisitors: (amount: string, visitors: string) => string;
  ofPurchases: (amount: string, purchases: string) => string;
  itemsSold: (items: string) => string;
  noItems: string;
  basis: Record<"gross" | "net", string>;
  impossible: string;
  byDay: string;
  day: string;
  purchases: string;
  visitors: string;
  export: string;
}> = {
  en: {
    title: "Sales beside visitors",
    note: "from the tills' files, as sums by the hour; staff and people who come back are among the visitors",
    conversion: "Conversion",
    perVisitor: "Sales per visitor",
    ticket: "Average ticket",
    items: "Items per ticket",
    base: (hours, open) => `of ${hours} of ${open} open hours: well watched, and with sales on file`,
    ofVisitors: (purchases, visitors) => `${purchases} purchases ÷ ${visitors} visitors`,
    amountOfVisitors: (amount, visitors) => `${amount} ÷ ${visitors} visitors`,
    ofPurchases: (amount, purchases) => `${amount} ÷ ${purchases} purchases; returns taken off`,
    itemsSold: (items) => `${items} items`,
    noItems: "the files do not say how many items",
    basis: { gross: "with tax", net: "without tax" },
    impossible:
      "More purchases than visitors: that cannot be. Is a door not counted, are online or phone orders in the file, is a till's clock wrong, or are the rows items and not receipts?",
    byDay: "Conversion by day",
    day: "Day",
    purchases: "Purchases",
    visitors: "Visitors",
    export: "Sales as",
  },
  zh: {
    title: "销售与客流",
    note: "来自收银文件，仅保存每小时合计；进店人数中包含员工和返回者",
    conversion: "成交率",
    perVisitor: "客均销售额",
    ticket: "客单价",
    items: "客单件数",
    base: (hours, open) => `依据 ${open} 个营业小时中的 ${hours} 个：观察充分且有销售数据`,
    ofVisitors: (purchases, visitors) => `${purchases} 笔成交 ÷ ${visitors} 位进店者`,
    amountOfVisitors: (amount, visitors) => `${amount} ÷ ${visitors} 位进店者`,
    ofPurchases: (amount, purchases) => `${amount} ÷ ${purchases} 笔成交；已扣除退货`,
    itemsSold: (items) => `共 ${items} 件`,
    noItems: "文件未说明件数",
    basis: { gross: "含税", net: "不含税" },
    impossible:
      "成交笔数多于进店人数，这不可能。是否有门未计数、文件中含线上或电话订单、收银机时钟有误，或每行是商品而非小票？",
    byDay: "每日成交率",
    day: "日期",
    purchases: "成交笔数",
    visitors: "进店人数",
    export: "导出销售",
  },
  fr: {
    title: "Ventes et visiteurs",
    note: "d’après les fichiers des caisses, en sommes par heure ; le personnel et les personnes qui reviennent comptent parmi les visiteurs",
    conversion: "Taux de transformation",
    perVisitor: "Ventes par visiteur",
    ticket: "Panier moyen",
    items: "Articles par ticket",
    base: (hours, open) => `sur ${hours} des ${open} heures d’ouverture : bien observées, ventes connues`,
    ofVisitors: (purchases, visitors) => `${purchases} achats ÷ ${visitors} visiteurs`,
    amountOfVisitors: (amount, visitors) => `${amount} ÷ ${visitors} visiteurs`,
    ofPurchases: (amount, purchases) => `${amount} ÷ ${purchases} achats ; retours déduits`,
    itemsSold: (items) => `${items} articles`,
    noItems: "les fichiers ne disent pas combien d’articles",
    basis: { gross: "TTC", net: "HT" },
    impossible:
      "Plus d’achats que de visiteurs : c’est impossible. Une porte n’est-elle pas comptée, le fichier contient-il des commandes en ligne ou par téléphone, l’horloge d’une caisse est-elle fausse, ou les lignes sont-elles des articles et non des tickets ?",
    byDay: "Taux de transformation par jour",
    day: "Jour",
    purchases: "Achats",
    visitors: "Visiteurs",
    export: "Ventes en",
  },
  ko: {
    title: "매출과 방문객",
    note: "계산대 파일의 시간별 합계; 방문객에는 직원과 다시 온 사람이 포함됩니다",
    conversion: "구매 전환율",
    perVisitor: "방문객당 매출",
    ticket: "객단가",
    items: "구매당 수량",
    base: (hours, open) => `영업 ${open}시간 중 ${hours}시간 기준: 충분히 관찰되고 매출이 있는 시간`,
    ofVisitors: (purchases, visitors) => `구매 ${purchases}건 ÷ 방문객 ${visitors}명`,
    amountOfVisitors: (amount, visitors) => `${amount} ÷ 방문객 ${visitors}명`,
    ofPurchases: (amount, purchases) => `${amount} ÷ 구매 ${purchases}건; 반품 제외`,
    itemsSold: (items) => `${items}개`,
    noItems: "파일에 수량이 없습니다",
    basis: { gross: "세금 포함", net: "세금 제외" },
    impossible:
      "구매가 방문객보다 많습니다. 있을 수 없는 일입니다. 세지 않는 출입구가 있거나, 온라인·전화 주문이 파일에 있거나, 계산대 시계가 틀렸거나, 행이 영수증이 아니라 상품일 수 있습니다.",
    byDay: "일별 구매 전환율",
    day: "날짜",
    purchases: "구매",
    visitors: "방문객",
    export: "매출 내보내기",
  },
};
