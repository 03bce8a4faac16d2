import type { Words } from "#dashboard/words/language.tsx";

/** The words of the first page of an empty server. */
export const beginWords: Words<{
  title: string;
  another: string;
  note: string;
  name: string;
  nameWhy: string;
  place: string;
  placeWhy: string;
  choose: string;
  union: string;
  america: string;
  others: string;
  states: Readonly<Record<string, string>>;
  timeZone: string;
  hours: string;
  hoursWhy: string;
  opens: string;
  closes: string;
  openOn: string;
  go: string;
  demo: string;
  notYours: string;
}> = {
  en: {
    title: "Your shop",
    another: "Another shop",
    note: "Four questions, then your first camera. Everything can be changed later.",
    name: "What is the shop called?",
    nameWhy: "Such as “Lyon, rue de la République”",
    place: "Where is it?",
    placeWhy: "Lintel counts only what the law of this place allows, and tells you what it asks for, such as a sign.",
    choose: "Choose …",
    union: "European Union",
    america: "United States",
    others: "Other countries",
    states: {
      "US-CO": "Colorado",
      "US-IL": "Illinois",
      "US-OR-Portland": "Portland, Oregon",
      "US-NYC": "New York City",
      "US-TX": "Texas",
      "US-WA": "Washington (state)",
      US: "Another state",
    },
    timeZone: "Time zone",
    hours: "When is it open?",
    hoursWhy: "Figures are of the time in which the shop is open.",
    opens: "Opens",
    closes: "Closes",
    openOn: "Open on",
    go: "Go on to the first camera",
    demo: "The demo is running. End it first, by the button above.",
    notYours: "Only the owner can set up a shop. Ask whoever runs this Lintel.",
  },
  zh: {
    title: "您的门店",
    another: "新增门店",
    note: "回答四个问题，然后添加第一台摄像机。以后都可以修改。",
    name: "门店叫什么？",
    nameWhy: "例如“南京路店”",
    place: "门店在哪里？",
    placeWhy: "Lintel 只在当地法律允许的范围内计数，并会告诉您需要什么，例如告知标识。",
    choose: "请选择……",
    union: "欧盟",
    america: "美国",
    others: "其他国家和地区",
    states: {
      "US-CO": "科罗拉多州",
      "US-IL": "伊利诺伊州",
      "US-OR-Portland": "俄勒冈州波特兰",
      "US-NYC": "纽约市",
      "US-TX": "得克萨斯州",
      "US-WA": "华盛顿州",
      US: "其他州",
    },
    timeZone: "时区",
    hours: "营业时间",
    hoursWhy: "各项数据以营业时间为准。",
    opens: "开门",
    closes: "关门",
    openOn: "营业日",
    go: "下一步：添加摄像机",
    demo: "演示正在运行，请先点击上方按钮结束演示。",
    notYours: "只有所有者可以新建门店，请联系管理员。",
  },
  fr: {
    title: "Votre magasin",
    another: "Un autre magasin",
    note: "Quatre questions, puis votre première caméra. Tout peut être changé plus tard.",
    name: "Comment s’appelle le magasin ?",
    nameWhy: "Par exemple « Lyon, rue de la République »",
    place: "Où est-il ?",
    placeWhy: "Lintel ne compte que ce que la loi du lieu permet, et dit ce qu’elle demande, comme une affiche.",
    choose: "Choisir…",
    union: "Union européenne",
    america: "États-Unis",
    others: "Autres pays",
    states: {
      "US-CO": "Colorado",
      "US-IL": "Illinois",
      "US-OR-Portland": "Portland (Oregon)",
      "US-NYC": "New York (ville)",
      "US-TX": "Texas",
      "US-WA": "Washington (État)",
      US: "Un autre État",
    },
    timeZone: "Fuseau horaire",
    hours: "Quand est-il ouvert ?",
    hoursWhy: "Les chiffres portent sur le temps d’ouverture.",
    opens: "Ouvre à",
    closes: "Ferme à",
    openOn: "Ouvert le",
    go: "Continuer : la première caméra",
    demo: "La démo tourne. Terminez-la d’abord avec le bouton ci-dessus.",
    notYours: "Seul le propriétaire peut créer un magasin. Demandez à qui gère ce Lintel.",
  },
  ko: {
    title: "내 매장",
    another: "다른 매장 추가",
    note: "네 가지만 답하면 첫 카메라를 추가합니다. 나중에 모두 바꿀 수 있습니다.",
    name: "매장 이름이 무엇인가요?",
    nameWhy: "예: ‘명동점’",
    place: "어디에 있나요?",
    placeWhy: "그곳의 법이 허용하는 것만 세고, 안내판처럼 필요한 것을 알려 줍니다.",
    choose: "선택…",
    union: "유럽 연합",
    america: "미국",
    others: "그 밖의 나라",
    states: {
      "US-CO": "콜로라도주",
      "US-IL": "일리노이주",
      "US-OR-Portland": "오리건주 포틀랜드",
      "US-NYC": "뉴욕시",
      "US-TX": "텍사스주",
      "US-WA": "워싱턴주",
      US: "다른 주",
    },
    timeZone: "시간대",
    hours: "언제 문을 여나요?",
    hoursWhy: "모든 수치는 영업 시간을 기준으로 합니다.",
    opens: "여는 시각",
    closes: "닫는 시각",
    openOn: "영업일",
    go: "다음: 첫 카메라",
    demo: "데모가 실행 중입니다. 위 버튼으로 먼저 끝내세요.",
    notYours: "소유자만 매장을 만들 수 있습니다. 관리자에게 문의하세요.",
  },
};
