import type { Words } from "#dashboard/words/language.tsx";

export const evidenceWords: Words<{
  title: string;
  note: string;
  from: string;
  to: string;
  download: string;
  key: string;
}> = {
  en: {
    title: "For an inspector",
    note: "One ZIP of at most 31 days that are over: what ran, by which rule, the figures, and the proof that nothing was altered. It begins with index.html.",
    from: "First day",
    to: "Last day",
    download: "Download the evidence pack",
    key: "The public key with which it is checked. Give it by another way than the pack, such as your own page or a signed letter:",
  },
  zh: {
    title: "供检查人员使用",
    note: "一个 ZIP 文件，最多包含 31 个已结束的日期：运行了什么、依据哪条规则、数据，以及未被改动的证明。请先打开其中的 index.html。",
    from: "起始日",
    to: "截止日",
    download: "下载证据包",
    key: "核验所用的公钥。请通过证据包以外的途径提供，例如您的网页或签名信函：",
  },
  fr: {
    title: "Pour une inspection",
    note: "Un fichier ZIP d’au plus 31 jours écoulés : ce qui a fonctionné, selon quelle règle, les chiffres, et la preuve que rien n’a été modifié. Commencez par index.html.",
    from: "Premier jour",
    to: "Dernier jour",
    download: "Télécharger le dossier de preuves",
    key: "La clé publique avec laquelle il se vérifie. Donnez-la par une autre voie que le dossier, comme votre site ou une lettre signée :",
  },
  ko: {
    title: "조사 기관 제출용",
    note: "끝난 날짜 최대 31일분의 ZIP 파일: 무엇이 어떤 규칙에 따라 작동했는지, 수치, 변경되지 않았다는 증명이 들어 있습니다. index.html부터 여세요.",
    from: "첫날",
    to: "마지막 날",
    download: "증거 자료 내려받기",
    key: "검증에 쓰는 공개 키입니다. 자사 홈페이지나 서명한 문서처럼 증거 자료와 다른 경로로 전달하세요:",
  },
};
