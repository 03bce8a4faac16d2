import type { Words } from "#domain/language/language.ts";
import type { Capability } from "#domain/policy/capability.ts";
import type { Verdict } from "#domain/policy/decide.ts";
import type { AgeBand, SexTold } from "#domain/wire/welcome.ts";
import type { SectionId } from "./report.ts";

type Said = { readonly label: string; readonly method: string };

export type ReportWords = {
  readonly title: string;
  readonly simulated: string;
  readonly soFar: (day: string) => string;
  readonly sharesDays: (stores: string) => string;
  readonly sharesNothing: (stores: string) => string;
  readonly nothingTold: (stores: string) => string;
  readonly sections: Readonly<Record<SectionId, string>>;
  readonly visitors: Said;
  readonly unwatched: Said;
  readonly staff: Said;
  readonly staffByRota: Said;
  readonly rotaBase: (low: string, high: string, turns: string) => string;
  readonly withoutStaff: Said;
  readonly returns: Said;
  readonly visits: Said;
  readonly net: Said;
  readonly perDay: Said;
  readonly change: Said;
  readonly capture: Said;
  readonly busiest: Said;
  readonly groups: Said;
  readonly groupSize: Said;
  readonly conversion: Said;
  readonly ticket: Said;
  readonly perVisitor: Said;
  readonly completeness: Said;
  readonly error: Said;
  readonly answers: Said;
  readonly told: string;
  readonly estimated: string;
  readonly mixMethod: (source: string) => string;
  readonly ages: Readonly<Record<AgeBand, string>>;
  readonly sexes: Readonly<Record<SexTold, string>>;
  readonly byHour: string;
  readonly byWeekday: string;
  readonly timesMethod: string;
  readonly zones: Readonly<
    Record<"zone" | "entered" | "median" | "p90" | "draw" | "bounce" | "watched" | "method" | "store", string>
  >;
  readonly sizes: Readonly<Record<"title" | "method", string>>;
  readonly ranking: Readonly<
    Record<
      "rank" | "store" | "perHour" | "visitors" | "net" | "change" | "watched" | "error" | "method" | "chart",
      string
    >
  >;
  readonly doors: Readonly<
    Record<"line" | "checked" | "people" | "counted" | "error" | "interval" | "method" | "store", string>
  >;
  readonly why: Readonly<
    Record<
      | "noFigures"
      | "noStaff"
      | "fewDays"
      | "wide"
      | "incomparable"
      | "neverOpen"
      | "noGroups"
      | "noSizes"
      | "noMix"
      | "withheld"
      | "noSales"
      | "incomparableSales"
      | "notMeasured"
      | "notShared"
      | "daysOnly"
      | "noZones"
      | "noPassersBy",
      string
    >
  >;
  readonly watched: (share: string) => string;
  readonly ofStores: (told: string, all: string) => string;
  readonly ofDays: (days: string) => string;
  readonly ofPeople: (people: string) => string;
  readonly ofAnswers: (people: string) => string;
  readonly ofChecks: (checks: string, people: string) => string;
  readonly against: (period: string) => string;
  readonly interval: string;
  readonly grounds: string;
  readonly groundsNote: string;
  readonly methods: string;
  readonly figure: string;
  readonly value: string;
  readonly low: string;
  readonly high: string;
  readonly base: string;
  readonly why_: string;
  readonly rules: string;
  readonly met: string;
  readonly unmet: string;
  readonly papers: string;
  readonly noPapers: string;
  readonly onDay: (day: string) => string;
  readonly capabilities: Readonly<Partial<Record<Capability, string>>>;
  readonly verdicts: Readonly<Record<Verdict, string>>;
  readonly promise: string;
  readonly page: (page: string, pages: string) => string;
  readonly month: string;
  readonly wholeChain: string;
  readonly chooseStore: string;
  readonly download: string;
  readonly print: string;
  readonly none: string;
  readonly mailText: (name: string, period: string) => string;
};

/** The words of reports, on paper, in tables and on the page. */
export const reportWords: Words<ReportWords> = {
  en: {
    title: "Footfall report",
    simulated: "Simulated: no such shop exists, every figure is made up, and without papers nothing of it may run.",
    soFar: (day) => `The period is not over: figures are up to and with ${day}.`,
    sharesDays: (stores) => `Share days only, and are in no figure by hour: ${stores}.`,
    sharesNothing: (stores) => `Share no figures, and are in none: ${stores}.`,
    nothingTold: (stores) => `Told nothing in this period: ${stores}.`,
    sections: {
      visitors: "Visitors",
      mix: "Sex and age",
      times: "When they come",
      zones: "Dwell and zones",
      groups: "Groups",
      sales: "Sales",
      ranking: "Stores",
      quality: "How good these figures are",
    },
    visitors: {
      label: "Visitors",
      method:
        "People who came in through the entrances in open time, counted by body. Who comes in twice is counted twice.",
    },
    unwatched: {
      label: "In addition, while not watched (estimate)",
      method: "Estimated from like hours of the eight weeks around; in no other figure.",
    },
    staff: {
      label: "Staff among them",
      method: "Taken for staff by uniform, lanyard, a line or zone of theirs or a long stay; never by face or body.",
    },
    staffByRota: {
      label: "Staff by rota (estimate)",
      method:
        "Expected by the store's shifts: each comes, leaves and takes breaks, as far as it falls in open time. In no other figure and subtracted from none.",
    },
    rotaBase: (low, high, turns) => `${low} to ${high} by ${turns} people × shifts`,
    withoutStaff: { label: "Visitors without staff", method: "Visitors less staff." },
    returns: {
      label: "Probable returns within 15 minutes",
      method: "Entries soon after an exit beyond what chance brings, from door times alone; nobody is recognised.",
    },
    visits: { label: "Visits", method: "Visitors less probable returns." },
    net: {
      label: "Visits without staff",
      method:
        "Visitors less staff and probable returns. Staff who stepped out may be in both; the interval allows for it.",
    },
    perDay: {
      label: "Visitors per open day",
      method: "Visitors ÷ days on which the store was open; for a chain, of all stores together.",
    },
    change: {
      label: "Change",
      method: "Visitors per open day against the period before, where both were watched 95% and more.",
    },
    capture: {
      label: "Capture rate",
      method: "Visitors ÷ people who passed outside, of minutes in which both were watched.",
    },
    busiest: { label: "Busiest hour", method: "The hour of one day with the most visitors." },
    groups: {
      label: "Groups",
      method: "People who came in side by side count as one group, told by distance and time; who came alone is one.",
    },
    groupSize: { label: "People per group", method: "People ÷ groups, in hours in which groups were told." },
    conversion: { label: "Conversion", method: "Receipts ÷ visitors, of open hours in which both are known." },
    ticket: { label: "Average ticket", method: "Amount ÷ receipts, of all that tills told." },
    perVisitor: { label: "Sales per visitor", method: "Amount ÷ visitors, of the same hours." },
    completeness: { label: "Watched", method: "Watched open time ÷ open time, over all entrances." },
    error: {
      label: "Measured error",
      method:
        "People stood at the door and tapped who passed: the line’s count ÷ theirs − 1, of the newest check of each line.",
    },
    answers: { label: "Answers", method: "People who answered at the welcome tablet, of their own accord." },
    told: "told",
    estimated: "estimated",
    mixMethod: (source) =>
      `Of those who answered at the tablet (${source}), with Wilson’s interval of 95%. Who answers is not who comes. Fewer than 10 people are never shown.`,
    ages: {
      "under-18": "under 18",
      "18-29": "18–29",
      "30-44": "30–44",
      "45-59": "45–59",
      "60-plus": "60 and over",
      "not-said": "not said",
    },
    sexes: { female: "women", male: "men", "not-said": "not said", unsure: "unsure" },
    byHour: "Visitors by hour, of an average open day",
    byWeekday: "Visitors by weekday, of an average open day",
    timesMethod: "Visitors ÷ days on which the store was open at that time; for a chain the sum of its stores.",
    zones: {
      zone: "Zone",
      entered: "Entered",
      median: "Half stay up to",
      p90: "9 of 10 up to",
      draw: "Draw rate",
      bounce: "Bounce",
      watched: "Watched",
      store: "Store",
      method: "Stays in zones by length, exact to 9%. Draw rate: entries ÷ visitors. Bounce: left at once.",
    },
    sizes: { title: "Groups by size", method: "Groups by how many came in together." },
    ranking: {
      rank: "#",
      store: "Store",
      perHour: "per hour",
      visitors: "Visitors",
      net: "Visits w/o staff",
      change: "Change",
      watched: "Watched",
      error: "Error",
      chart: "Visitors per open and watched hour",
      method:
        "Ranked by visitors per open and watched hour, so that hours and outages count for nobody. Watched by less than half: no rank.",
    },
    doors: {
      line: "Entrance",
      checked: "Checked",
      people: "People",
      counted: "Counted",
      error: "Error",
      interval: "95%",
      store: "Store",
      method: "Each line against people who tapped, at its newest check. Below 0: people were missed.",
    },
    why: {
      noFigures: "nothing was told in this period",
      noStaff: "not known here: the Staff page does not say yet how staff are recognised",
      fewDays: "fewer than 14 days that are watched well and not holidays",
      wide: "the interval would be wider than 15 points to a side",
      incomparable: "one of the two periods was watched less than 95%",
      neverOpen: "the store was not open",
      noGroups: "no sensor here tells who came together",
      noSizes: "sizes of groups are not kept here",
      noMix: "no released week of the welcome tablet: without people who answer there is no lawful way to know",
      withheld: "withheld: a week of it has fewer than 10 people",
      noSales: "no sales imported",
      incomparableSales: "nobody bought, or there are more receipts than visitors",
      notMeasured: "not measured yet: page Check, two people, 15 minutes",
      notShared: "not shared",
      daysOnly: "only days are shared",
      noZones: "no zone is drawn",
      noPassersBy: "no line counts who passes outside",
    },
    watched: (share) => `${share} of open time watched`,
    ofStores: (told, all) => `${told} of ${all} stores`,
    ofDays: (days) => `${days} days`,
    ofPeople: (people) => `${people} people`,
    ofAnswers: (people) => `${people} answers`,
    ofChecks: (checks, people) => `${checks} lines checked, ${people} people`,
    against: (period) => `against ${period}`,
    interval: "95% interval",
    grounds: "On what legal basis",
    groundsNote: "What was permitted on the last day of the period, by which rules and papers. Not legal advice.",
    methods: "How each figure was obtained",
    figure: "Figure",
    value: "Value",
    low: "95% from",
    high: "95% to",
    base: "Rests on",
    why_: "Why there is none",
    rules: "Rules",
    met: "met",
    unmet: "not met",
    papers: "Papers",
    noPapers: "none shown",
    onDay: (day) => `on ${day}`,
    capabilities: {
      count: "Counting in and out",
      zones: "Zones and dwell",
      "staff-exclusion": "Telling staff by clothing and place",
      "tablet-answer": "Answers at the tablet",
      "tablet-estimate": "Estimates at the tablet",
    },
    verdicts: { permit: "permitted", unsettled: "unsettled: does not run", deny: "not permitted: does not run" },
    promise:
      "No face was read of anyone who did not ask for it at the tablet, nobody was recognised by face, body or gait, and no picture of anyone was kept.",
    page: (page, pages) => `${page} / ${pages}`,
    month: "Month",
    wholeChain: "The whole chain",
    chooseStore: "Store",
    download: "Download",
    print: "Print",
    none: "–",
    mailText: (name, period) => `Attached: the footfall report of ${name}, ${period}, as PDF and as a workbook.`,
  },
  zh: {
    title: "客流报告",
    simulated: "模拟数据：并无此门店，所有数字均为虚构；没有文件，实际上也不得运行。",
    soFar: (day) => `本期尚未结束：数据截至 ${day}（含）。`,
    sharesDays: (stores) => `仅共享按日数据，不计入任何按小时数据：${stores}。`,
    sharesNothing: (stores) => `未共享数据，不计入任何数字：${stores}。`,
    nothingTold: (stores) => `本期没有数据：${stores}。`,
    sections: {
      visitors: "客流",
      mix: "性别与年龄",
      times: "到店时间",
      zones: "停留与区域",
      groups: "结伴",
      sales: "销售",
      ranking: "门店排名",
      quality: "数据质量",
    },
    visitors: { label: "进店人数", method: "营业时间内经入口进店的人次，按人体计数。同一人进店两次计两次。" },
    unwatched: { label: "另有：未观察时段", method: "按前后八周相同时段估计，不计入其他任何数字。" },
    staff: { label: "其中员工", method: "按工服、挂绳、员工专用线或区域、或长时间停留判定；从不依据人脸或体态。" },
    staffByRota: {
      label: "按排班的员工进店（估计）",
      method: "按门店班次推算：每人上班进、下班出、休息时进出，仅取营业时间内的部分。不计入也不扣减任何其他数字。",
    },
    rotaBase: (low, high, turns) => `${low} 至 ${high}，依据 ${turns} 人次班次`,
    withoutStaff: { label: "不含员工的进店人数", method: "进店人数减去员工。" },
    returns: {
      label: "15 分钟内可能的折返",
      method: "离店后不久的进店中超出偶然的部分，仅由进出时间推算；不识别任何人。",
    },
    visits: { label: "到访次数", method: "进店人数减去可能的折返。" },
    net: {
      label: "不含员工的到访次数",
      method: "进店人数减去员工与可能的折返。外出又返回的员工可能两边都算，区间已将其考虑在内。",
    },
    perDay: { label: "每营业日进店人数", method: "进店人数 ÷ 营业日数；连锁为各店合计。" },
    change: { label: "变化", method: "与上一期的每营业日进店人数相比，且两期观察均达 95% 以上。" },
    capture: { label: "进店率", method: "进店人数 ÷ 门外经过人数，仅取两者均被观察的分钟。" },
    busiest: { label: "最忙时段", method: "单日内进店人数最多的一小时。" },
    groups: { label: "结伴组数", method: "并肩进店者算一组，按距离与时间判定；独自进店者为一组。" },
    groupSize: { label: "每组人数", method: "人数 ÷ 组数，仅取能判定结伴的小时。" },
    conversion: { label: "成交率", method: "小票数 ÷ 进店人数，仅取两者均已知的营业小时。" },
    ticket: { label: "客单价", method: "金额 ÷ 小票数。" },
    perVisitor: { label: "客均销售额", method: "金额 ÷ 进店人数，取相同小时。" },
    completeness: { label: "已观察", method: "所有入口已观察的营业时间 ÷ 营业时间。" },
    error: {
      label: "实测误差",
      method: "由人在门口逐一点按记录经过者：计数线的计数 ÷ 人工计数 − 1，取每条线最近一次核对。",
    },
    answers: { label: "回答人数", method: "自愿在迎宾平板上回答的人数。" },
    told: "自报",
    estimated: "估计",
    mixMethod: (source) =>
      `占在平板上回答者（${source}）的比例，附 95% Wilson 区间。回答者不等于来访者。少于 10 人从不显示。`,
    ages: {
      "under-18": "未满 18 岁",
      "18-29": "18–29",
      "30-44": "30–44",
      "45-59": "45–59",
      "60-plus": "60 岁及以上",
      "not-said": "未说明",
    },
    sexes: { female: "女", male: "男", "not-said": "未说明", unsure: "不确定" },
    byHour: "平均营业日按小时进店人数",
    byWeekday: "平均营业日按星期进店人数",
    timesMethod: "进店人数 ÷ 该时段营业的天数；连锁为各店之和。",
    zones: {
      zone: "区域",
      entered: "进入",
      median: "半数停留不超过",
      p90: "九成不超过",
      draw: "吸引率",
      bounce: "即走率",
      watched: "已观察",
      store: "门店",
      method: "各区域停留时长，误差不超过 9%。吸引率：进入 ÷ 进店人数。即走率：进入后立即离开。",
    },
    sizes: { title: "各规模组数", method: "按一同进店人数划分的组数。" },
    ranking: {
      rank: "#",
      store: "门店",
      perHour: "每小时",
      visitors: "进店人数",
      net: "不含员工到访",
      change: "变化",
      watched: "已观察",
      error: "误差",
      chart: "每已观察营业小时进店人数",
      method: "按每已观察营业小时的进店人数排名，营业时长与停机不影响名次。观察不足一半者不排名。",
    },
    doors: {
      line: "入口",
      checked: "核对日",
      people: "人工",
      counted: "计数",
      error: "误差",
      interval: "95%",
      store: "门店",
      method: "每条线最近一次与人工点按的比较。小于 0 表示漏计。",
    },
    why: {
      noFigures: "本期没有数据",
      noStaff: "无法得知：部署文件未说明如何判定员工",
      fewDays: "观察充分且非节假日的天数不足 14 天",
      wide: "区间单侧将超过 15 个百分点",
      incomparable: "两期之一的观察不足 95%",
      neverOpen: "门店未营业",
      noGroups: "此处没有传感器能判定结伴",
      noSizes: "此处未保存各组规模",
      noMix: "迎宾平板尚无已发布的周：没有人自愿回答，就没有合法途径得知",
      withheld: "不予显示：其中一周少于 10 人",
      noSales: "未导入销售数据",
      incomparableSales: "无人购买，或小票多于进店人数",
      notMeasured: "此处尚未实测：“核对”页面，两人，15 分钟",
      notShared: "未共享",
      daysOnly: "仅共享按日数据",
      noZones: "未画区域",
      noPassersBy: "没有线统计门外经过者",
    },
    watched: (share) => `营业时间已观察 ${share}`,
    ofStores: (told, all) => `${all} 家门店中的 ${told} 家`,
    ofDays: (days) => `${days} 天`,
    ofPeople: (people) => `${people} 人`,
    ofAnswers: (people) => `${people} 份回答`,
    ofChecks: (checks, people) => `核对 ${checks} 条线，${people} 人`,
    against: (period) => `与 ${period} 相比`,
    interval: "95% 区间",
    grounds: "法律依据",
    groundsNote: "以本期最后一天为准：允许了什么，依据哪些规则与文件。不构成法律意见。",
    methods: "各数字的来历",
    figure: "指标",
    value: "数值",
    low: "95% 下限",
    high: "95% 上限",
    base: "依据",
    why_: "缺失原因",
    rules: "规则",
    met: "已满足",
    unmet: "未满足",
    papers: "文件",
    noPapers: "未出示",
    onDay: (day) => `${day}`,
    capabilities: {
      count: "进出计数",
      zones: "区域与停留",
      "staff-exclusion": "按着装与位置判定员工",
      "tablet-answer": "平板自报",
      "tablet-estimate": "平板估计",
    },
    verdicts: { permit: "允许", unsettled: "未定：不运行", deny: "不允许：不运行" },
    promise: "除本人在平板上要求外，未分析任何人脸；未以人脸、身体或步态识别任何人，也未保存任何人的影像。",
    page: (page, pages) => `${page} / ${pages}`,
    month: "月份",
    wholeChain: "整个连锁",
    chooseStore: "门店",
    download: "下载",
    print: "打印",
    none: "–",
    mailText: (name, period) => `附件为 ${name} ${period} 的客流报告（PDF 与工作簿）。`,
  },
  fr: {
    title: "Rapport de fréquentation",
    simulated:
      "Simulation : ce magasin n’existe pas, tous les chiffres sont inventés, et sans dossier rien n’y serait autorisé.",
    soFar: (day) => `La période n’est pas terminée : chiffres jusqu’au ${day} inclus.`,
    sharesDays: (stores) => `Ne partagent que des jours et ne figurent dans aucun chiffre horaire : ${stores}.`,
    sharesNothing: (stores) => `Ne partagent aucun chiffre et ne figurent dans aucun : ${stores}.`,
    nothingTold: (stores) => `Sans données sur cette période : ${stores}.`,
    sections: {
      visitors: "Visiteurs",
      mix: "Sexe et âge",
      times: "Quand ils viennent",
      zones: "Séjours et zones",
      groups: "Groupes",
      sales: "Ventes",
      ranking: "Magasins",
      quality: "Ce que valent ces chiffres",
    },
    visitors: {
      label: "Visiteurs",
      method:
        "Personnes entrées par les entrées pendant l’ouverture, comptées par le corps. Qui entre deux fois compte deux fois.",
    },
    unwatched: {
      label: "En plus, sans observation",
      method: "Estimé d’après les mêmes heures des huit semaines voisines ; dans aucun autre chiffre.",
    },
    staff: {
      label: "Dont personnel",
      method:
        "Reconnu à la tenue, au cordon, à une ligne ou zone réservée ou à un long séjour ; jamais au visage ni au corps.",
    },
    staffByRota: {
      label: "Personnel selon le planning (estimation)",
      method:
        "Attendu d’après les équipes du magasin : chacun arrive, part et prend ses pauses, pour ce qui tombe en temps d’ouverture. Dans aucun autre chiffre, soustrait de rien.",
    },
    rotaBase: (low, high, turns) => `${low} à ${high}, d’après ${turns} personnes × équipes`,
    withoutStaff: { label: "Visiteurs hors personnel", method: "Visiteurs moins personnel." },
    returns: {
      label: "Retours probables sous 15 minutes",
      method:
        "Entrées peu après une sortie au-delà du hasard, d’après les seules heures de passage ; personne n’est reconnu.",
    },
    visits: { label: "Visites", method: "Visiteurs moins retours probables." },
    net: {
      label: "Visites hors personnel",
      method:
        "Visiteurs moins personnel et retours probables. Le personnel sorti un moment peut être dans les deux ; l’intervalle en tient compte.",
    },
    perDay: {
      label: "Visiteurs par jour ouvert",
      method: "Visiteurs ÷ jours d’ouverture ; pour une chaîne, tous magasins réunis.",
    },
    change: {
      label: "Évolution",
      method: "Visiteurs par jour ouvert face à la période précédente, si les deux sont observées à 95 % et plus.",
    },
    capture: { label: "Taux de captation", method: "Visiteurs ÷ passants, sur les minutes où les deux sont observés." },
    busiest: { label: "Heure la plus forte", method: "L’heure d’un jour avec le plus de visiteurs." },
    groups: {
      label: "Groupes",
      method: "Qui entre côte à côte forme un groupe, d’après distance et temps ; qui entre seul en forme un.",
    },
    groupSize: { label: "Personnes par groupe", method: "Personnes ÷ groupes, aux heures où les groupes sont connus." },
    conversion: {
      label: "Taux de transformation",
      method: "Tickets ÷ visiteurs, aux heures ouvertes où les deux sont connus.",
    },
    ticket: { label: "Panier moyen", method: "Montant ÷ tickets, sur tout ce que les caisses ont transmis." },
    perVisitor: { label: "Ventes par visiteur", method: "Montant ÷ visiteurs, aux mêmes heures." },
    completeness: { label: "Observé", method: "Temps d’ouverture observé ÷ temps d’ouverture, toutes entrées." },
    error: {
      label: "Erreur mesurée",
      method:
        "Des personnes à la porte ont compté chaque passage en appuyant sur leur téléphone : compte de la ligne ÷ le leur − 1, au dernier contrôle de chaque ligne.",
    },
    answers: { label: "Réponses", method: "Personnes qui ont répondu d’elles-mêmes à la tablette d’accueil." },
    told: "déclaré",
    estimated: "estimé",
    mixMethod: (source) =>
      `Parmi les réponses à la tablette (${source}), intervalle de Wilson à 95 %. Qui répond n’est pas qui vient. Moins de 10 personnes ne sont jamais montrées.`,
    ages: {
      "under-18": "moins de 18",
      "18-29": "18–29",
      "30-44": "30–44",
      "45-59": "45–59",
      "60-plus": "60 et plus",
      "not-said": "non dit",
    },
    sexes: { female: "femmes", male: "hommes", "not-said": "non dit", unsure: "incertain" },
    byHour: "Visiteurs par heure, jour ouvert moyen",
    byWeekday: "Visiteurs par jour de la semaine, jour ouvert moyen",
    timesMethod: "Visiteurs ÷ jours d’ouverture à ce moment ; pour une chaîne, somme de ses magasins.",
    zones: {
      zone: "Zone",
      entered: "Entrées",
      median: "La moitié jusqu’à",
      p90: "9 sur 10 jusqu’à",
      draw: "Attraction",
      bounce: "Rebond",
      watched: "Observé",
      store: "Magasin",
      method: "Séjours par durée, exacts à 9 %. Attraction : entrées ÷ visiteurs. Rebond : repartis aussitôt.",
    },
    sizes: { title: "Groupes par taille", method: "Groupes selon le nombre de personnes entrées ensemble." },
    ranking: {
      rank: "#",
      store: "Magasin",
      perHour: "par heure",
      visitors: "Visiteurs",
      net: "Hors personnel",
      change: "Évolution",
      watched: "Observé",
      error: "Erreur",
      chart: "Visiteurs par heure ouverte et observée",
      method:
        "Classés par visiteurs par heure ouverte et observée : horaires et pannes n’y changent rien. Observé à moins de moitié : sans rang.",
    },
    doors: {
      line: "Entrée",
      checked: "Contrôle",
      people: "Personnes",
      counted: "Compté",
      error: "Erreur",
      interval: "95 %",
      store: "Magasin",
      method:
        "Chaque ligne face aux personnes qui ont compté à la porte, au dernier contrôle. Sous 0 : des personnes manquent.",
    },
    why: {
      noFigures: "aucune donnée sur cette période",
      noStaff: "inconnu ici : la page Personnel ne dit pas encore comment le reconnaître",
      fewDays: "moins de 14 jours bien observés et non fériés",
      wide: "l’intervalle dépasserait 15 points de chaque côté",
      incomparable: "une des deux périodes est observée à moins de 95 %",
      neverOpen: "le magasin n’a pas ouvert",
      noGroups: "aucun capteur ici ne dit qui vient ensemble",
      noSizes: "la taille des groupes n’est pas conservée ici",
      noMix: "aucune semaine publiée de la tablette : sans réponses volontaires, aucun moyen licite de le savoir",
      withheld: "non montré : une semaine compte moins de 10 personnes",
      noSales: "aucune vente importée",
      incomparableSales: "personne n’a acheté, ou il y a plus de tickets que de visiteurs",
      notMeasured: "pas encore mesurée : page Vérifier, à deux, 15 min",
      notShared: "non partagé",
      daysOnly: "seuls des jours sont partagés",
      noZones: "aucune zone dessinée",
      noPassersBy: "aucune ligne ne compte les passants",
    },
    watched: (share) => `${share} du temps d’ouverture observé`,
    ofStores: (told, all) => `${told} magasins sur ${all}`,
    ofDays: (days) => `${days} jours`,
    ofPeople: (people) => `${people} personnes`,
    ofAnswers: (people) => `${people} réponses`,
    ofChecks: (checks, people) => `${checks} lignes contrôlées, ${people} personnes`,
    against: (period) => `face à ${period}`,
    interval: "intervalle 95 %",
    grounds: "Sur quelle base légale",
    groundsNote:
      "Ce qui était permis le dernier jour de la période, par quelles règles et quels documents. Ceci n’est pas un avis juridique.",
    methods: "D’où vient chaque chiffre",
    figure: "Chiffre",
    value: "Valeur",
    low: "95 % de",
    high: "95 % à",
    base: "Repose sur",
    why_: "Pourquoi il manque",
    rules: "Règles",
    met: "remplies",
    unmet: "non remplies",
    papers: "Documents",
    noPapers: "aucun présenté",
    onDay: (day) => `au ${day}`,
    capabilities: {
      count: "Compter entrées et sorties",
      zones: "Zones et séjours",
      "staff-exclusion": "Personnel reconnu à la tenue et au lieu",
      "tablet-answer": "Réponses à la tablette",
      "tablet-estimate": "Estimations à la tablette",
    },
    verdicts: { permit: "permis", unsettled: "non tranché : arrêté", deny: "non permis : arrêté" },
    promise:
      "Aucun visage n’a été analysé sans que la personne le demande à la tablette, personne n’a été reconnu à son visage, son corps ou sa démarche, et aucune image de personne n’a été conservée.",
    page: (page, pages) => `${page} / ${pages}`,
    month: "Mois",
    wholeChain: "Toute la chaîne",
    chooseStore: "Magasin",
    download: "Télécharger",
    print: "Imprimer",
    none: "–",
    mailText: (name, period) => `Ci-joint le rapport de fréquentation de ${name}, ${period}, en PDF et en classeur.`,
  },
  ko: {
    title: "방문객 보고서",
    simulated: "시뮬레이션: 실제로 없는 매장이며 모든 수치는 만들어진 것이고, 서류가 없어 실제로는 실행될 수 없습니다.",
    soFar: (day) => `기간이 끝나지 않았습니다: ${day}까지의 수치입니다.`,
    sharesDays: (stores) => `일별 수치만 공유하여 시간별 수치에는 없음: ${stores}.`,
    sharesNothing: (stores) => `수치를 공유하지 않아 어디에도 없음: ${stores}.`,
    nothingTold: (stores) => `이 기간에 자료 없음: ${stores}.`,
    sections: {
      visitors: "방문객",
      mix: "성별과 연령",
      times: "방문 시간",
      zones: "체류와 구역",
      groups: "일행",
      sales: "매출",
      ranking: "매장 순위",
      quality: "수치의 신뢰도",
    },
    visitors: {
      label: "방문객",
      method: "영업 시간에 출입구로 들어온 사람을 몸으로 셉니다. 두 번 들어오면 두 번 셉니다.",
    },
    unwatched: {
      label: "그 밖에, 관찰되지 않은 동안",
      method: "앞뒤 8주의 같은 시간대로 추정하며 다른 수치에는 없습니다.",
    },
    staff: {
      label: "그중 직원",
      method: "유니폼, 목걸이 끈, 직원용 선이나 구역, 긴 체류로 판단하며 얼굴이나 몸으로는 하지 않습니다.",
    },
    staffByRota: {
      label: "근무표에 따른 직원 (추정)",
      method:
        "매장 근무조로 추정: 각자 출근하고 퇴근하며 쉬러 나갔다 오는 것 중 영업 시간에 드는 부분. 다른 어떤 수치에도 들지 않고 어디에서도 빼지 않습니다.",
    },
    rotaBase: (low, high, turns) => `${low}~${high}, 근무 연인원 ${turns}명 기준`,
    withoutStaff: { label: "직원 제외 방문객", method: "방문객에서 직원을 뺀 값." },
    returns: {
      label: "15분 내 재입장 추정",
      method: "나간 직후 우연보다 많은 입장을 출입 시각만으로 추정하며 아무도 식별하지 않습니다.",
    },
    visits: { label: "방문 횟수", method: "방문객에서 재입장 추정을 뺀 값." },
    net: {
      label: "직원 제외 방문 횟수",
      method: "방문객에서 직원과 재입장 추정을 뺀 값. 잠시 나간 직원은 양쪽에 있을 수 있어 구간에 반영합니다.",
    },
    perDay: { label: "영업일당 방문객", method: "방문객 ÷ 영업일 수. 체인은 모든 매장의 합." },
    change: { label: "변화", method: "두 기간 모두 95% 이상 관찰된 경우 이전 기간의 영업일당 방문객과 비교." },
    capture: { label: "입점률", method: "방문객 ÷ 밖을 지나간 사람. 둘 다 관찰된 분만 사용." },
    busiest: { label: "가장 붐빈 시간", method: "하루 중 방문객이 가장 많았던 한 시간." },
    groups: {
      label: "일행 수",
      method: "나란히 들어온 사람을 거리와 시간으로 한 일행으로 봅니다. 혼자는 한 일행입니다.",
    },
    groupSize: { label: "일행당 인원", method: "인원 ÷ 일행. 일행을 알 수 있는 시간만." },
    conversion: { label: "구매 전환율", method: "영수증 ÷ 방문객, 둘 다 알려진 영업 시간만." },
    ticket: { label: "객단가", method: "금액 ÷ 영수증." },
    perVisitor: { label: "방문객당 매출", method: "금액 ÷ 방문객, 같은 시간." },
    completeness: { label: "관찰", method: "모든 출입구의 관찰된 영업 시간 ÷ 영업 시간." },
    error: {
      label: "실측 오차",
      method: "사람이 문에서 지나가는 사람을 직접 셈: 선의 계수 ÷ 사람이 센 수 − 1, 선마다 최근 확인.",
    },
    answers: { label: "응답", method: "환영 태블릿에서 스스로 답한 사람." },
    told: "응답",
    estimated: "추정",
    mixMethod: (source) =>
      `태블릿에서 답한 사람(${source}) 중 비율, 윌슨 95% 구간. 답한 사람이 곧 방문객은 아닙니다. 10명 미만은 표시하지 않습니다.`,
    ages: {
      "under-18": "18세 미만",
      "18-29": "18–29",
      "30-44": "30–44",
      "45-59": "45–59",
      "60-plus": "60세 이상",
      "not-said": "답하지 않음",
    },
    sexes: { female: "여성", male: "남성", "not-said": "답하지 않음", unsure: "불확실" },
    byHour: "평균 영업일의 시간별 방문객",
    byWeekday: "평균 영업일의 요일별 방문객",
    timesMethod: "방문객 ÷ 그 시간에 영업한 일수. 체인은 매장의 합.",
    zones: {
      zone: "구역",
      entered: "진입",
      median: "절반은 이 시간 이내",
      p90: "90%는 이 시간 이내",
      draw: "유인율",
      bounce: "이탈률",
      watched: "관찰",
      store: "매장",
      method: "구역별 체류 시간, 오차 9% 이내. 유인율: 진입 ÷ 방문객. 이탈률: 곧바로 떠남.",
    },
    sizes: { title: "크기별 일행", method: "함께 들어온 인원별 일행 수." },
    ranking: {
      rank: "#",
      store: "매장",
      perHour: "시간당",
      visitors: "방문객",
      net: "직원 제외",
      change: "변화",
      watched: "관찰",
      error: "오차",
      chart: "관찰된 영업 시간당 방문객",
      method: "관찰된 영업 시간당 방문객 순위로, 영업 시간과 중단은 영향이 없습니다. 절반 미만 관찰은 순위 없음.",
    },
    doors: {
      line: "출입구",
      checked: "확인일",
      people: "사람",
      counted: "계수",
      error: "오차",
      interval: "95%",
      store: "매장",
      method: "선마다 최근 확인에서 사람이 센 수와 비교. 0보다 작으면 놓친 사람이 있음.",
    },
    why: {
      noFigures: "이 기간에 자료가 없음",
      noStaff: "알 수 없음: 배포 파일에 직원 판단 방법이 없음",
      fewDays: "충분히 관찰된 비공휴일이 14일 미만",
      wide: "구간이 한쪽으로 15포인트를 넘음",
      incomparable: "두 기간 중 하나가 95% 미만으로 관찰됨",
      neverOpen: "매장이 열지 않음",
      noGroups: "일행을 알려 주는 센서가 없음",
      noSizes: "일행의 크기를 보관하지 않음",
      noMix: "공개된 태블릿 주간이 없음: 스스로 답하는 사람 없이는 알 적법한 방법이 없음",
      withheld: "비공개: 한 주가 10명 미만",
      noSales: "가져온 매출 없음",
      incomparableSales: "구매가 없거나 영수증이 방문객보다 많음",
      notMeasured: "아직 측정하지 않음: ‘확인’ 화면, 두 사람, 15분",
      notShared: "공유되지 않음",
      daysOnly: "일별 수치만 공유됨",
      noZones: "그려진 구역 없음",
      noPassersBy: "밖을 지나는 사람을 세는 선이 없음",
    },
    watched: (share) => `영업 시간의 ${share} 관찰됨`,
    ofStores: (told, all) => `매장 ${all}곳 중 ${told}곳`,
    ofDays: (days) => `${days}일`,
    ofPeople: (people) => `${people}명`,
    ofAnswers: (people) => `응답 ${people}건`,
    ofChecks: (checks, people) => `선 ${checks}개 확인, ${people}명`,
    against: (period) => `${period} 대비`,
    interval: "95% 구간",
    grounds: "법적 근거",
    groundsNote: "기간 마지막 날에 무엇이 어떤 규칙과 서류로 허용되었는지. 법률 자문이 아닙니다.",
    methods: "각 수치를 얻은 방법",
    figure: "지표",
    value: "값",
    low: "95% 하한",
    high: "95% 상한",
    base: "근거",
    why_: "없는 이유",
    rules: "규칙",
    met: "충족",
    unmet: "미충족",
    papers: "서류",
    noPapers: "제시 없음",
    onDay: (day) => `${day}`,
    capabilities: {
      count: "출입 계수",
      zones: "구역과 체류",
      "staff-exclusion": "복장과 위치로 직원 판단",
      "tablet-answer": "태블릿 응답",
      "tablet-estimate": "태블릿 추정",
    },
    verdicts: { permit: "허용", unsettled: "미정: 실행 안 함", deny: "불허: 실행 안 함" },
    promise:
      "태블릿에서 본인이 요청한 경우 외에는 얼굴을 분석하지 않았고, 얼굴, 몸, 걸음걸이로 누구도 식별하지 않았으며, 누구의 사진도 보관하지 않았습니다.",
    page: (page, pages) => `${page} / ${pages}`,
    month: "월",
    wholeChain: "체인 전체",
    chooseStore: "매장",
    download: "내려받기",
    print: "인쇄",
    none: "–",
    mailText: (name, period) => `${name} ${period} 방문객 보고서를 PDF와 통합 문서로 첨부합니다.`,
  },
};
