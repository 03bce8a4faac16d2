import type { Words } from "#dashboard/words/language.tsx";

export const signWords: Words<{
  title: string;
  note: string;
  isDraft: string;
  nothingRuns: string;
  required: string;
  recommended: string;
  size: string;
  languages: string;
  sign: string;
  page: string;
  draftsNote: string;
  drafts: Readonly<Record<"impact" | "record", string>>;
}> = {
  en: {
    title: "Sign and papers to print",
    note: "Made for this place and for what runs. Without a language chosen the sign is in the place’s own and English.",
    isDraft: "The sign is a draft: what the place asks for is not all said yet.",
    nothingRuns: "Nothing may run here yet, so there is nothing a sign could tell of. Above you see what is missing.",
    required: "asked for",
    recommended: "recommended",
    size: "Size of the sheet",
    languages: "Languages of the sign",
    sign: "Sign",
    page: "The public page",
    draftsNote: "Drafts for your file. They are not legal advice, and name at the top what only a person can answer.",
    drafts: { impact: "Impact assessment", record: "Record of processing" },
  },
  zh: {
    title: "打印标识与文件",
    note: "按当地要求和实际运行内容生成。未选语言时，标识使用当地语言和英文。",
    isDraft: "标识还是草稿：当地要求的内容尚未填全。",
    nothingRuns: "这里目前没有任何功能可以运行，因此没有需要告示的内容。缺什么，见上方。",
    required: "必填",
    recommended: "建议",
    size: "纸张大小",
    languages: "标识语言",
    sign: "标识",
    page: "公开页面",
    draftsNote: "存档文件的草稿。不构成法律意见，开头列出只有人能回答的问题。",
    drafts: { impact: "影响评估", record: "处理活动记录" },
  },
  fr: {
    title: "Affiche et documents à imprimer",
    note: "Faits pour ce lieu et pour ce qui fonctionne. Sans choix de langue, l’affiche est dans celle du lieu et en anglais.",
    isDraft: "L’affiche est un projet : tout ce que le lieu demande n’est pas encore dit.",
    nothingRuns:
      "Rien ne peut encore fonctionner ici : une affiche n’aurait rien à annoncer. Ce qui manque est dit plus haut.",
    required: "demandé",
    recommended: "conseillé",
    size: "Format de la feuille",
    languages: "Langues de l’affiche",
    sign: "Affiche",
    page: "La page publique",
    draftsNote:
      "Projets pour votre dossier. Ce ne sont pas des avis juridiques ; en tête figure ce que seule une personne peut dire.",
    drafts: { impact: "Analyse d’impact", record: "Registre des traitements" },
  },
  ko: {
    title: "인쇄할 안내판과 문서",
    note: "이 지역과 실제 실행 내용에 맞게 만듭니다. 언어를 고르지 않으면 현지어와 영어로 만듭니다.",
    isDraft: "안내판은 초안입니다. 지역에서 요구하는 내용이 아직 다 채워지지 않았습니다.",
    nothingRuns: "아직 여기서 실행될 수 있는 것이 없어 안내판에 적을 내용이 없습니다. 무엇이 빠졌는지는 위에 있습니다.",
    required: "필수",
    recommended: "권장",
    size: "용지 크기",
    languages: "안내판 언어",
    sign: "안내판",
    page: "공개 페이지",
    draftsNote: "보관용 문서의 초안입니다. 법률 자문이 아니며, 사람만 답할 수 있는 질문을 맨 위에 적었습니다.",
    drafts: { impact: "영향평가", record: "처리 활동 기록" },
  },
};
