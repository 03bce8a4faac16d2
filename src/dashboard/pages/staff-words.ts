import type { Words } from "#dashboard/words/language.tsx";
import type { PaletteColour } from "./staff-palette.ts";

/** The words of the page on which a store says how its staff are told from visitors. */
export const staffWords: Words<{
  title: string;
  why: string;
  way: string;
  uniforms: string;
  uniformsWhy: string;
  uniform: string;
  name: string;
  upper: string;
  lower: string;
  lanyard: string;
  lanyardWhy: string;
  none: string;
  other: string;
  several: string;
  weak: string;
  colours: Readonly<Record<PaletteColour, string>>;
  add: string;
  remove: string;
  places: string;
  placesWhy: string;
  lines: string;
  zones: string;
  noPlaces: string;
  draw: string;
  stay: string;
  stayWhy: string;
  cameras: string;
  camerasWhy: string;
  noCamera: string;
  noneLooks: string;
  notPermitted: string;
  compliance: string;
  rota: string;
  rotaWhy: string;
  shift: string;
  days: string;
  from: string;
  to: string;
  people: string;
  breaks: string;
  addShift: string;
  save: string;
  saved: string;
  error: string;
  errorWhy: string;
  notMeasured: string;
  check: string;
  teach: string;
  teachWhy: string;
}> = {
  en: {
    title: "Staff",
    why: "Told by clothing and place, never by face or body. How many of the visitors were staff is shown beside them and subtracted from nothing.",
    way: "How staff are told",
    uniforms: "Uniforms",
    uniformsWhy: "Any one is enough. Where above and below are both named, both must fit.",
    uniform: "Uniform",
    name: "Name",
    upper: "Above: shirt, jacket, apron",
    lower: "Below: trousers, skirt",
    lanyard: "Lanyard",
    lanyardWhy:
      "The ribbon around the neck. Only a camera so near that a person is as high as its picture can see one.",
    none: "None",
    other: "Another colour",
    several: "Several colours, as the camera saw the garment",
    weak: "Many visitors wear this colour: expect some of them to be taken for staff. A strong colour is safer.",
    colours: {
      black: "black",
      grey: "grey",
      white: "white",
      beige: "beige",
      brown: "brown",
      burgundy: "burgundy",
      red: "red",
      orange: "orange",
      yellow: "yellow",
      lime: "light green",
      green: "green",
      forest: "dark green",
      turquoise: "turquoise",
      sky: "light blue",
      blue: "blue",
      navy: "navy",
      purple: "purple",
      pink: "pink",
    },
    add: "Add a uniform",
    remove: "Remove",
    places: "Place and stay",
    placesWhy: "Who crosses a line of theirs or stands in a zone of theirs is staff from then on, while in view.",
    lines: "Lines that only staff cross",
    zones: "Zones in which only staff stay",
    noPlaces: "No line or zone is drawn that could be theirs.",
    draw: "Draw one on a camera's page",
    stay: "In one camera's view for longer than (minutes)",
    stayWhy:
      "Empty: a long stay says nothing. Who leaves the view is forgotten, so a stay inside tells nothing at a door.",
    cameras: "Cameras that look",
    camerasWhy: "The law of its place decides whether a camera may.",
    noCamera: "The store has no camera that Lintel watches.",
    noneLooks: "Choose at least one camera, or no camera looks for what is named above.",
    notPermitted: "does not look yet: papers are missing.",
    compliance: "What is missing",
    rota: "Rota",
    rotaWhy:
      "Numbers only, no names. From it is estimated how often staff pass the entrances; the estimate stands beside the visitors. Leave out who uses another door.",
    shift: "Shift",
    days: "Begins on",
    from: "From",
    to: "To",
    people: "People",
    breaks: "Breaks outside",
    addShift: "Add a shift",
    save: "Save",
    saved: "Saved",
    error: "How often it is wrong here",
    errorWhy: "Measured at the door by people who tapped, for each person who passed, whether they work here.",
    notMeasured: "Not measured yet. Until it is, take the number of staff as unproven.",
    check: "Check it at the door",
    teach: "Show the garment to the camera",
    teachWhy:
      "Better than a palette: hang the garment in the middle of the picture with nobody in it, and run this on the camera's computer. It prints what to write; no picture leaves it.",
  },
  zh: {
    title: "员工",
    why: "按衣着和位置判断，从不依据人脸或体态。顾客中的员工人数显示在旁，不从任何数字中扣除。",
    way: "如何判断员工",
    uniforms: "工服",
    uniformsWhy: "符合任意一种即可。上下装都指定时，两者都须符合。",
    uniform: "工服",
    name: "名称",
    upper: "上装：衬衫、外套、围裙",
    lower: "下装：裤子、裙子",
    lanyard: "挂绳",
    lanyardWhy: "挂在脖子上的带子。只有近到一个人与画面同高的摄像机才看得见。",
    none: "无",
    other: "其他颜色",
    several: "多种颜色，摄像机所见",
    weak: "许多顾客也穿这种颜色，会有一些被误认为员工。鲜明的颜色更可靠。",
    colours: {
      black: "黑",
      grey: "灰",
      white: "白",
      beige: "米色",
      brown: "棕",
      burgundy: "酒红",
      red: "红",
      orange: "橙",
      yellow: "黄",
      lime: "浅绿",
      green: "绿",
      forest: "深绿",
      turquoise: "青绿",
      sky: "浅蓝",
      blue: "蓝",
      navy: "藏青",
      purple: "紫",
      pink: "粉",
    },
    add: "添加工服",
    remove: "删除",
    places: "位置与停留",
    placesWhy: "越过员工线或站在员工区的人，从那时起到离开画面前算作员工。",
    lines: "只有员工越过的线",
    zones: "只有员工停留的区域",
    noPlaces: "还没有画出可供员工使用的线或区域。",
    draw: "在摄像机页面上画",
    stay: "在一台摄像机画面中停留超过（分钟）",
    stayWhy: "留空：长时间停留不作依据。离开画面即被忘记，因此店内的停留无法在门口使用。",
    cameras: "参与判断的摄像机",
    camerasWhy: "是否允许由当地法律决定。",
    noCamera: "门店没有由 Lintel 观察的摄像机。",
    noneLooks: "请至少选择一台摄像机，否则没有摄像机会识别以上特征。",
    notPermitted: "尚未开始判断：缺少文件。",
    compliance: "缺少什么",
    rota: "排班",
    rotaWhy: "只填人数，不填姓名。据此估计员工经过入口的次数，显示在顾客人数旁。走其他门的人不要计入。",
    shift: "班次",
    days: "开始于",
    from: "从",
    to: "到",
    people: "人数",
    breaks: "外出休息次数",
    addShift: "添加班次",
    save: "保存",
    saved: "已保存",
    error: "在这里的误差",
    errorWhy: "由人在门口点按，标出经过者中谁是员工，据此测得。",
    notMeasured: "尚未测量。测量之前，员工人数未经证实。",
    check: "到门口核对",
    teach: "让摄像机看工服",
    teachWhy:
      "比调色板更准：把衣服挂在画面中央，画面中不要有人，在摄像机所连的电脑上运行此命令。它会给出要填写的内容，画面不会传出这台电脑。",
  },
  fr: {
    title: "Personnel",
    why: "Reconnu à la tenue et au lieu, jamais au visage ni au corps. Le nombre de membres du personnel parmi les visiteurs est montré à côté et n’est soustrait de rien.",
    way: "Comment le personnel est reconnu",
    uniforms: "Tenues",
    uniformsWhy: "Une seule suffit. Si le haut et le bas sont indiqués, les deux doivent convenir.",
    uniform: "Tenue",
    name: "Nom",
    upper: "Haut : chemise, veste, tablier",
    lower: "Bas : pantalon, jupe",
    lanyard: "Cordon",
    lanyardWhy:
      "Le ruban autour du cou. Seule une caméra assez proche pour qu’une personne remplisse la hauteur de l’image peut le voir.",
    none: "Aucune",
    other: "Autre couleur",
    several: "Plusieurs couleurs, telles que la caméra les a vues",
    weak: "Beaucoup de visiteurs portent cette couleur : certains seront pris pour du personnel. Une couleur vive est plus sûre.",
    colours: {
      black: "noir",
      grey: "gris",
      white: "blanc",
      beige: "beige",
      brown: "brun",
      burgundy: "bordeaux",
      red: "rouge",
      orange: "orange",
      yellow: "jaune",
      lime: "vert clair",
      green: "vert",
      forest: "vert foncé",
      turquoise: "turquoise",
      sky: "bleu clair",
      blue: "bleu",
      navy: "bleu marine",
      purple: "violet",
      pink: "rose",
    },
    add: "Ajouter une tenue",
    remove: "Retirer",
    places: "Lieu et durée",
    placesWhy:
      "Qui franchit une ligne du personnel, ou se tient dans une de ses zones, est dès lors compté comme personnel, tant qu’il est visible.",
    lines: "Lignes que seul le personnel franchit",
    zones: "Zones où seul le personnel se tient",
    noPlaces: "Aucune ligne ni zone qui pourrait être réservée au personnel n’est tracée.",
    draw: "En tracer une sur la page d’une caméra",
    stay: "Dans la vue d’une caméra plus de (minutes)",
    stayWhy:
      "Vide : un long séjour ne dit rien. Qui sort de la vue est oublié : un séjour à l’intérieur ne dit rien à la porte.",
    cameras: "Caméras qui regardent",
    camerasWhy: "Le droit du lieu décide si une caméra peut le faire.",
    noCamera: "Le magasin n’a aucune caméra que Lintel observe.",
    noneLooks: "Choisissez au moins une caméra, sinon personne ne cherche ces signes.",
    notPermitted: "ne regarde pas encore : il manque des documents.",
    compliance: "Ce qui manque",
    rota: "Planning du personnel",
    rotaWhy:
      "Des nombres, aucun nom. On en estime combien de fois le personnel passe les entrées ; l’estimation figure à côté des visiteurs. N’y mettez pas qui prend une autre porte.",
    shift: "Équipe",
    days: "Commence le",
    from: "De",
    to: "À",
    people: "Personnes",
    breaks: "Pauses dehors",
    addShift: "Ajouter une équipe",
    save: "Enregistrer",
    saved: "Enregistré",
    error: "Fréquence des erreurs ici",
    errorWhy:
      "Mesuré par des personnes qui ont indiqué à la porte qui, parmi les personnes entrées et sorties, travaille ici.",
    notMeasured: "Pas encore mesuré. D’ici là, le nombre de membres du personnel n’est pas prouvé.",
    check: "Vérifier à la porte",
    teach: "Montrer le vêtement à la caméra",
    teachWhy:
      "Mieux qu’une palette : suspendez le vêtement au milieu de l’image, sans personne, et lancez ceci sur l’ordinateur de la caméra. La commande affiche quoi écrire ; aucune image n’en sort.",
  },
  ko: {
    title: "직원",
    why: "옷과 위치로 판단하며 얼굴이나 몸으로는 하지 않습니다. 방문객 중 직원 수는 옆에 보여 줄 뿐 어디에서도 빼지 않습니다.",
    way: "직원을 판단하는 방법",
    uniforms: "유니폼",
    uniformsWhy: "하나만 맞으면 됩니다. 위와 아래를 모두 정하면 둘 다 맞아야 합니다.",
    uniform: "유니폼",
    name: "이름",
    upper: "위: 셔츠, 재킷, 앞치마",
    lower: "아래: 바지, 치마",
    lanyard: "목걸이 끈",
    lanyardWhy: "목에 건 끈입니다. 사람이 화면 높이만큼 크게 보이는 가까운 카메라만 볼 수 있습니다.",
    none: "없음",
    other: "다른 색",
    several: "카메라가 본 여러 색",
    weak: "많은 방문객이 입는 색이라 일부를 직원으로 잘못 볼 수 있습니다. 뚜렷한 색이 더 안전합니다.",
    colours: {
      black: "검정",
      grey: "회색",
      white: "흰색",
      beige: "베이지",
      brown: "갈색",
      burgundy: "자주",
      red: "빨강",
      orange: "주황",
      yellow: "노랑",
      lime: "연두",
      green: "초록",
      forest: "진초록",
      turquoise: "청록",
      sky: "하늘색",
      blue: "파랑",
      navy: "남색",
      purple: "보라",
      pink: "분홍",
    },
    add: "유니폼 추가",
    remove: "삭제",
    places: "위치와 체류",
    placesWhy: "직원 선을 넘거나 직원 구역에 선 사람은 그때부터 화면에 있는 동안 직원입니다.",
    lines: "직원만 넘는 선",
    zones: "직원만 머무는 구역",
    noPlaces: "직원용으로 쓸 선이나 구역이 없습니다.",
    draw: "카메라 페이지에서 그리기",
    stay: "한 카메라에 이보다 오래 보일 때 (분)",
    stayWhy: "비우면 오래 머물러도 판단하지 않습니다. 화면을 벗어나면 잊으므로 안에서의 체류는 문에서 쓰이지 않습니다.",
    cameras: "판단하는 카메라",
    camerasWhy: "허용 여부는 그 지역의 법이 정합니다.",
    noCamera: "매장에 Lintel이 관찰하는 카메라가 없습니다.",
    noneLooks: "카메라를 하나 이상 고르세요. 그러지 않으면 위의 특징을 살펴볼 카메라가 없습니다.",
    notPermitted: "아직 판단하지 않습니다. 서류가 부족합니다.",
    compliance: "부족한 것",
    rota: "근무표",
    rotaWhy:
      "이름 없이 수만 적습니다. 직원이 입구를 지나는 횟수를 추정하여 방문객 옆에 보여 줍니다. 다른 문을 쓰는 사람은 빼세요.",
    shift: "근무조",
    days: "시작 요일",
    from: "부터",
    to: "까지",
    people: "인원",
    breaks: "외출 휴식 횟수",
    addShift: "근무조 추가",
    save: "저장",
    saved: "저장됨",
    error: "여기서 얼마나 틀리는가",
    errorWhy: "사람이 문에서 지나간 사람 중 직원을 표시하여 측정합니다.",
    notMeasured: "아직 측정하지 않았습니다. 그때까지 직원 수는 입증되지 않은 값입니다.",
    check: "문에서 확인하기",
    teach: "카메라에 옷 보여 주기",
    teachWhy:
      "팔레트보다 낫습니다. 아무도 없는 화면 가운데에 옷을 걸고 카메라가 연결된 컴퓨터에서 실행하세요. 적을 내용을 보여 주며 영상은 나가지 않습니다.",
  },
};
