import type { Words } from "#dashboard/words/language.tsx";
import type { AgeBand, ConsentPurpose, SexTold } from "#domain/wire/welcome.ts";
import type { CameraFailure } from "./welcome-camera.tsx";

export const welcomeWords: Words<{
  title: string;
  why: string;
  language: string;
  demo: string;
  closed: string;
  tell: string;
  tellNote: string;
  estimate: string;
  estimateNote: string;
  no: string;
  noNote: string;
  rights: string;
  agreeTitle: Readonly<Record<ConsentPurpose, string>>;
  agreeWhat: Readonly<Record<ConsentPurpose, string>>;
  agree: string;
  agreeNote: string;
  agreeChild: string;
  agreeChildNote: string;
  tellTitle: string;
  age: string;
  sex: string;
  ages: Readonly<Record<AgeBand, string>>;
  sexes: Readonly<Record<SexTold, string>>;
  send: string;
  cameraTitle: string;
  seen: Readonly<Record<CameraFailure | "loading" | "looking", string>>;
  noEstimate: string;
  again: string;
  lookOver: string;
  lookOverWhy: string;
  correct: string;
  correctNote: string;
  discard: string;
  thanks: string;
  qr: string;
  receiptHow: string;
  until: (moment: string) => string;
  done: string;
  refused: string;
  refusedWhy: string;
  failed: string;
  failedWhy: string;
  silence: (seconds: number) => string;
}> = {
  en: {
    title: "Who visits us?",
    why: "We count visitors without watching faces. If you like, tell us your age group and sex. You choose; nothing depends on it.",
    language: "Language",
    demo: "This is a demonstration. The shop does not exist.",
    closed: "There is no welcome tablet for this shop at present.",
    tell: "I enter it myself",
    tellNote: "Age group and sex, or “rather not say”",
    estimate: "The tablet estimates",
    estimateNote: "From your face, here in the tablet. No picture is kept or sent",
    no: "No, thanks",
    noNote: "Nothing is kept",
    rights: "Withdraw an earlier consent",
    agreeTitle: {
      "tablet-answer": "May we keep what you tap in?",
      "tablet-estimate": "May the tablet estimate from your face?",
    },
    agreeWhat: {
      "tablet-answer": "We would keep your age group and your sex as you say them, and nothing else.",
      "tablet-estimate":
        "The camera comes on until the tablet has seen your face, 10 seconds at most. It estimates age group and sex, here in the tablet. The picture is dropped at once. You see the result first, and decide whether it is sent. Such an estimate is often wrong.",
    },
    agree: "I agree",
    agreeNote: "I am 14 or older",
    agreeChild: "I agree for a child",
    agreeChildNote: "I am responsible for the child with me, who is under 14",
    tellTitle: "Your answer",
    age: "Age group",
    sex: "Sex",
    ages: {
      "under-18": "Under 18",
      "18-29": "18 to 29",
      "30-44": "30 to 44",
      "45-59": "45 to 59",
      "60-plus": "60 or older",
      "not-said": "Rather not say",
    },
    sexes: { female: "Female", male: "Male", "not-said": "Rather not say", unsure: "Unsure" },
    send: "Send",
    cameraTitle: "Please look at the tablet",
    seen: {
      loading: "Getting ready. The camera is still off.",
      looking: "Looking for your face …",
      nobody: "No face can be seen.",
      "too-small": "Please come a little closer.",
      several: "More than one face can be seen. Only the person who agreed should stand here.",
      "no-camera": "The camera or the estimate does not work here.",
    },
    noEstimate: "There is no estimate",
    again: "Try again",
    lookOver: "Is this right?",
    lookOverWhy: "The camera is off and the picture is gone. Nothing has been sent yet.",
    correct: "I enter it myself instead",
    correctNote: "The estimate is dropped",
    discard: "Drop it",
    thanks: "Thank you",
    qr: "QR code of your receipt",
    receiptHow: "Your receipt. Scan the code or write it down: with it you can withdraw your consent.",
    until: (moment) => `Your answer will be gone by ${moment} at the latest.`,
    done: "Done",
    refused: "That is fine",
    refusedWhy: "Nothing was kept. Enjoy your visit.",
    failed: "That did not work",
    failedWhy: "Nothing was kept. Please try again.",
    silence: (seconds) => `Nobody there? The tablet starts anew in ${seconds} s. Touch it if you need more time.`,
  },
  zh: {
    title: "谁来光临？",
    why: "我们统计客流，但不看人脸。如果您愿意，请告诉我们您的年龄段和性别。由您决定，不影响任何服务。",
    language: "语言",
    demo: "这是演示，该门店并不存在。",
    closed: "该门店目前没有迎宾平板。",
    tell: "我自己点选",
    tellNote: "年龄段和性别，或“不愿透露”",
    estimate: "由平板估计",
    estimateNote: "在平板内根据您的面部估计，不保存也不发送照片",
    no: "不用了，谢谢",
    noNote: "不保留任何内容",
    rights: "撤回之前的同意",
    agreeTitle: {
      "tablet-answer": "可以保留您点选的内容吗？",
      "tablet-estimate": "可以由平板根据您的面部估计吗？",
    },
    agreeWhat: {
      "tablet-answer": "我们只保留您所说的年龄段和性别，别无其他。",
      "tablet-estimate":
        "摄像头会开启，直到平板看到您的面部，最多 10 秒。平板在本机估计年龄段和性别，照片立即丢弃。您先看到结果，再决定是否发送。这种估计常有错误。",
    },
    agree: "我同意",
    agreeNote: "我已满 14 周岁",
    agreeChild: "我代孩子同意",
    agreeChildNote: "我是孩子的监护人，孩子未满 14 周岁",
    tellTitle: "您的回答",
    age: "年龄段",
    sex: "性别",
    ages: {
      "under-18": "未满 18 岁",
      "18-29": "18 至 29 岁",
      "30-44": "30 至 44 岁",
      "45-59": "45 至 59 岁",
      "60-plus": "60 岁及以上",
      "not-said": "不愿透露",
    },
    sexes: { female: "女", male: "男", "not-said": "不愿透露", unsure: "不确定" },
    send: "发送",
    cameraTitle: "请看着平板",
    seen: {
      loading: "正在准备，摄像头尚未开启。",
      looking: "正在寻找您的面部……",
      nobody: "看不到面部。",
      "too-small": "请再靠近一点。",
      several: "看到不止一张脸。请只由已同意的人站在这里。",
      "no-camera": "摄像头或估计功能在此无法使用。",
    },
    noEstimate: "没有估计结果",
    again: "再试一次",
    lookOver: "这样对吗？",
    lookOverWhy: "摄像头已关闭，照片已删除。尚未发送任何内容。",
    correct: "改为自己点选",
    correctNote: "估计结果将被丢弃",
    discard: "丢弃",
    thanks: "谢谢",
    qr: "您的回执二维码",
    receiptHow: "这是您的回执。请扫码或记下：凭此可撤回同意。",
    until: (moment) => `您的回答最迟于 ${moment} 删除。`,
    done: "完成",
    refused: "没关系",
    refusedWhy: "没有保留任何内容。祝您购物愉快。",
    failed: "操作未成功",
    failedWhy: "没有保留任何内容，请再试一次。",
    silence: (seconds) => `有人吗？平板将在 ${seconds} 秒后重新开始。需要更多时间请轻触屏幕。`,
  },
  fr: {
    title: "Qui vient chez nous ?",
    why: "Nous comptons les visiteurs sans regarder les visages. Si vous le voulez, dites-nous votre tranche d’âge et votre sexe. Vous choisissez ; rien n’en dépend.",
    language: "Langue",
    demo: "Ceci est une démonstration. Le magasin n’existe pas.",
    closed: "Il n’y a pas de tablette d’accueil pour ce magasin en ce moment.",
    tell: "Je l’indique moi-même",
    tellNote: "Âge et sexe, ou « je préfère ne pas le dire »",
    estimate: "La tablette estime",
    estimateNote: "D’après votre visage, ici dans la tablette. Aucune image n’est gardée ni envoyée",
    no: "Non, merci",
    noNote: "Rien n’est gardé",
    rights: "Retirer un consentement donné",
    agreeTitle: {
      "tablet-answer": "Pouvons-nous garder ce que vous indiquez ?",
      "tablet-estimate": "La tablette peut-elle estimer d’après votre visage ?",
    },
    agreeWhat: {
      "tablet-answer": "Nous garderions votre tranche d’âge et votre sexe comme vous les dites, et rien d’autre.",
      "tablet-estimate":
        "La caméra s’allume jusqu’à ce que la tablette ait vu votre visage, 10 secondes au plus. Elle estime l’âge et le sexe, ici dans la tablette. L’image est effacée aussitôt. Vous voyez d’abord le résultat et décidez s’il est envoyé. Une telle estimation se trompe souvent.",
    },
    agree: "J’accepte",
    agreeNote: "J’ai 14 ans ou plus",
    agreeChild: "J’accepte pour un enfant",
    agreeChildNote: "Je suis responsable de l’enfant qui m’accompagne, qui a moins de 14 ans",
    tellTitle: "Votre réponse",
    age: "Tranche d’âge",
    sex: "Sexe",
    ages: {
      "under-18": "Moins de 18 ans",
      "18-29": "18 à 29 ans",
      "30-44": "30 à 44 ans",
      "45-59": "45 à 59 ans",
      "60-plus": "60 ans ou plus",
      "not-said": "Je préfère ne pas le dire",
    },
    sexes: { female: "Femme", male: "Homme", "not-said": "Je préfère ne pas le dire", unsure: "Incertain" },
    send: "Envoyer",
    cameraTitle: "Regardez la tablette, s’il vous plaît",
    seen: {
      loading: "Préparation. La caméra est encore éteinte.",
      looking: "Recherche de votre visage…",
      nobody: "Aucun visage n’est visible.",
      "too-small": "Approchez-vous un peu, s’il vous plaît.",
      several: "Plusieurs visages sont visibles. Seule la personne qui a accepté doit se tenir ici.",
      "no-camera": "La caméra ou l’estimation ne fonctionne pas ici.",
    },
    noEstimate: "Il n’y a pas d’estimation",
    again: "Réessayer",
    lookOver: "Est-ce juste ?",
    lookOverWhy: "La caméra est éteinte et l’image est effacée. Rien n’a encore été envoyé.",
    correct: "Je l’indique plutôt moi-même",
    correctNote: "L’estimation est effacée",
    discard: "L’effacer",
    thanks: "Merci",
    qr: "Code QR de votre reçu",
    receiptHow: "Votre reçu. Scannez le code ou notez-le : il permet de retirer votre consentement.",
    until: (moment) => `Votre réponse sera effacée au plus tard le ${moment}.`,
    done: "Terminé",
    refused: "C’est entendu",
    refusedWhy: "Rien n’a été gardé. Bonne visite.",
    failed: "Cela n’a pas marché",
    failedWhy: "Rien n’a été gardé. Veuillez réessayer.",
    silence: (seconds) =>
      `Il n’y a personne ? La tablette recommence dans ${seconds} s. Touchez-la s’il vous faut plus de temps.`,
  },
  ko: {
    title: "어떤 분이 오셨나요?",
    why: "저희는 얼굴을 보지 않고 방문객 수를 셉니다. 원하시면 연령대와 성별을 알려 주세요. 선택은 자유이며 아무런 영향이 없습니다.",
    language: "언어",
    demo: "시연용 화면입니다. 실제 매장이 아닙니다.",
    closed: "현재 이 매장에는 환영 태블릿이 없습니다.",
    tell: "직접 선택하기",
    tellNote: "연령대와 성별, 또는 ‘말하고 싶지 않음’",
    estimate: "태블릿이 추정하기",
    estimateNote: "태블릿 안에서 얼굴로 추정합니다. 사진은 저장하거나 보내지 않습니다",
    no: "아니요, 괜찮습니다",
    noNote: "아무것도 남기지 않습니다",
    rights: "이전 동의 철회하기",
    agreeTitle: {
      "tablet-answer": "선택하신 내용을 보관해도 될까요?",
      "tablet-estimate": "태블릿이 얼굴로 추정해도 될까요?",
    },
    agreeWhat: {
      "tablet-answer": "말씀하신 연령대와 성별만 보관하며, 그 밖에는 보관하지 않습니다.",
      "tablet-estimate":
        "태블릿이 얼굴을 볼 때까지 최대 10초 동안 카메라가 켜집니다. 태블릿 안에서 연령대와 성별을 추정하고 사진은 바로 버립니다. 결과를 먼저 보신 뒤 보낼지 정하십니다. 이런 추정은 자주 틀립니다.",
    },
    agree: "동의합니다",
    agreeNote: "만 14세 이상입니다",
    agreeChild: "아이를 대신해 동의합니다",
    agreeChildNote: "저는 보호자이며, 함께 온 아이는 만 14세 미만입니다",
    tellTitle: "답변",
    age: "연령대",
    sex: "성별",
    ages: {
      "under-18": "18세 미만",
      "18-29": "18~29세",
      "30-44": "30~44세",
      "45-59": "45~59세",
      "60-plus": "60세 이상",
      "not-said": "말하고 싶지 않음",
    },
    sexes: { female: "여성", male: "남성", "not-said": "말하고 싶지 않음", unsure: "불확실" },
    send: "보내기",
    cameraTitle: "태블릿을 봐 주세요",
    seen: {
      loading: "준비 중입니다. 카메라는 아직 꺼져 있습니다.",
      looking: "얼굴을 찾고 있습니다 …",
      nobody: "얼굴이 보이지 않습니다.",
      "too-small": "조금 더 가까이 와 주세요.",
      several: "얼굴이 둘 이상 보입니다. 동의하신 분만 서 주세요.",
      "no-camera": "여기서는 카메라나 추정을 사용할 수 없습니다.",
    },
    noEstimate: "추정 결과가 없습니다",
    again: "다시 시도",
    lookOver: "맞습니까?",
    lookOverWhy: "카메라는 꺼졌고 사진은 지워졌습니다. 아직 아무것도 보내지 않았습니다.",
    correct: "직접 선택할게요",
    correctNote: "추정 결과는 버립니다",
    discard: "버리기",
    thanks: "감사합니다",
    qr: "동의 확인증 QR 코드",
    receiptHow: "동의 확인증입니다. 코드를 스캔하거나 적어 두세요. 이 코드로 동의를 철회할 수 있습니다.",
    until: (moment) => `답변은 늦어도 ${moment}까지 삭제됩니다.`,
    done: "완료",
    refused: "괜찮습니다",
    refusedWhy: "아무것도 남기지 않았습니다. 즐거운 쇼핑 되세요.",
    failed: "처리하지 못했습니다",
    failedWhy: "아무것도 남기지 않았습니다. 다시 시도해 주세요.",
    silence: (seconds) =>
      `아무도 안 계신가요? ${seconds}초 뒤 처음으로 돌아갑니다. 시간이 더 필요하면 화면을 눌러 주세요.`,
  },
};
