import type { Words } from "#dashboard/words/language.tsx";

export const tallyWords: Words<{
  title: string;
  door: (door: string) => string;
  starts: (left: string) => string;
  left: (left: string) => string;
  over: string;
  overWhy: string;
  in: string;
  out: string;
  staff: string;
  staffWhy: string;
  undo: string;
  yours: string;
  you: (name: string) => string;
  notSent: (count: number) => string;
  sent: string;
  ended: string;
  full: string;
  how: string;
}> = {
  en: {
    title: "Count at the door",
    door: (door) => `Door: ${door}`,
    starts: (left) => `Begins in ${left}`,
    left: (left) => `${left} left`,
    over: "Thank you. The count is over.",
    overWhy: "You can close this page. The result is on the page of the shop.",
    in: "In",
    out: "Out",
    staff: "Staff",
    staffWhy: "Switch it on before you tap for somebody who works here; it goes off by itself.",
    undo: "Undo the last tap",
    yours: "Your count",
    you: (name) => `You are counter ${name}`,
    notSent: (count) => `${count} taps not sent yet; they are kept`,
    sent: "All taps have arrived",
    ended: "This count is over, or its link is wrong.",
    full: "Enough phones count here already.",
    how: "Stand where you see the door. Tap In for each person who comes in, Out for each who leaves.",
  },
  zh: {
    title: "在门口点数",
    door: (door) => `出入口：${door}`,
    starts: (left) => `${left} 后开始`,
    left: (left) => `剩余 ${left}`,
    over: "谢谢，点数已结束。",
    overWhy: "可以关闭此页面。结果在门店页面中。",
    in: "进",
    out: "出",
    staff: "员工",
    staffWhy: "为员工点数前请先打开，点一次后自动关闭。",
    undo: "撤销上一次",
    yours: "您的计数",
    you: (name) => `您是计数员 ${name}`,
    notSent: (count) => `${count} 次点按尚未发送，已保存`,
    sent: "全部已送达",
    ended: "此点数已结束，或链接有误。",
    full: "这里的手机已经足够。",
    how: "站在能看清门口的位置。每有一人进来点“进”，离开点“出”。",
  },
  fr: {
    title: "Compter à la porte",
    door: (door) => `Porte : ${door}`,
    starts: (left) => `Commence dans ${left}`,
    left: (left) => `Reste ${left}`,
    over: "Merci. Le comptage est terminé.",
    overWhy: "Vous pouvez fermer cette page. Le résultat est sur la page du magasin.",
    in: "Entrée",
    out: "Sortie",
    staff: "Personnel",
    staffWhy: "Activez-le avant de toucher pour quelqu’un qui travaille ici ; il se désactive seul.",
    undo: "Annuler le dernier",
    yours: "Votre compte",
    you: (name) => `Vous êtes le compteur ${name}`,
    notSent: (count) => `appuis pas encore envoyés : ${count} ; ils sont gardés`,
    sent: "Tout est arrivé",
    ended: "Ce comptage est terminé, ou le lien est faux.",
    full: "Assez de téléphones comptent déjà ici.",
    how: "Placez-vous où vous voyez la porte. Touchez Entrée pour chaque personne qui entre, Sortie pour chaque qui sort.",
  },
  ko: {
    title: "문 앞에서 세기",
    door: (door) => `출입구: ${door}`,
    starts: (left) => `${left} 후 시작`,
    left: (left) => `${left} 남음`,
    over: "감사합니다. 계수가 끝났습니다.",
    overWhy: "이 화면을 닫아도 됩니다. 결과는 매장 화면에 있습니다.",
    in: "입장",
    out: "퇴장",
    staff: "직원",
    staffWhy: "직원을 셀 때 먼저 켜세요. 한 번 누르면 저절로 꺼집니다.",
    undo: "마지막 취소",
    yours: "내가 센 수",
    you: (name) => `계수자 ${name}`,
    notSent: (count) => `아직 보내지 못한 ${count}건은 보관 중입니다`,
    sent: "모두 전송됨",
    ended: "계수가 끝났거나 링크가 잘못되었습니다.",
    full: "이미 충분한 휴대전화가 세고 있습니다.",
    how: "문이 보이는 곳에 서서, 들어오면 입장, 나가면 퇴장을 누르세요.",
  },
};
