import type { Words } from "#dashboard/words/language.tsx";

/** The words of the page that adds a camera. */
export const addWords: Words<{
  title: string;
  note: string;
  where: string;
  find: string;
  finding: string;
  found: (count: number) => string;
  foundNone: string;
  foundNoneWhy: string;
  take: string;
  address: string;
  addressWhy: string;
  user: string;
  password: string;
  passwordWhy: string;
  test: string;
  outcomes: Readonly<Record<string, string>>;
  outcomeRemedies: Readonly<Record<string, string>>;
  size: (width: number, height: number) => string;
  perSecond: (rate: string) => string;
  chooseStream: string;
  suitable: string;
  unsuitable: string;
  secretInPath: string;
  nameIt: string;
  name: string;
  nameWhy: string;
  front: string;
  add: string;
  addAnyway: string;
}> = {
  en: {
    title: "Add a camera",
    note: "Give its address or look for it, test it, name it.",
    where: "Where is the camera?",
    find: "Look in the network",
    finding: "Looking for three seconds …",
    found: (count) => (count === 1 ? "1 camera answered" : `${count} cameras answered`),
    foundNone: "No camera answered",
    foundNoneWhy:
      "Cameras answer where ONVIF is switched on and in the same network. You can also write the address below.",
    take: "Use this one",
    address: "Address",
    addressWhy: "rtsp://192.168.1.20/stream2, or only 192.168.1.20 to let Lintel look up its streams",
    user: "User name in the camera",
    password: "Password",
    passwordWhy: "Kept encrypted; never shown again.",
    test: "Test the connection",
    outcomes: {
      reached: "The camera answers",
      password: "The camera does not accept this name or password",
      refused: "Nothing answers at this address",
      "not-there": "The camera answers, but has no stream with this name",
      "no-camera": "Something answers there, but not as a camera does",
      "no-pictures": "It answers, and offers no pictures",
      "not-near": "This address is not in a private network",
      "unknown-host": "No machine has this name",
      unreadable: "This is no address of a camera",
      clock: "The camera's clock is wrong, so it refuses to log in",
    },
    outcomeRemedies: {
      password: "Use the login of the camera's own pages. Some cameras need a user of their own for ONVIF.",
      refused: "Check that the camera is on and in this network, and its address.",
      "not-there": "Write the address alone, so that Lintel looks up the stream; or see the camera's manual.",
      "no-camera": "Check the address and port. Where ONVIF is off in the camera, write its full rtsp:// address.",
      "no-pictures": "Switch on a stream with H.264 in the camera's own pages.",
      "not-near": "Lintel asks only cameras in your own network. A camera elsewhere needs a VPN to this network.",
      "unknown-host": "Write the numbers of its address, such as 192.168.1.20.",
      unreadable: "Write rtsp:// and the address, or the address alone.",
      clock: "Set the clock in the camera's own pages, and test again.",
    },
    size: (width, height) => `${width} × ${height} pixels`,
    perSecond: (rate) => `${rate} pictures a second`,
    chooseStream: "Which stream?",
    suitable: "suits best",
    unsuitable: "Lintel cannot read this kind of picture. Switch H.264 on in the camera.",
    secretInPath: "This camera puts a password into its address. Write it in the place of *** in the address.",
    nameIt: "What does it look at?",
    name: "Name",
    nameWhy: "Such as “Front door”. It stands in charts and reports.",
    front: "Front door",
    add: "Add and draw a line",
    addAnyway: "Add without a test",
  },
  zh: {
    title: "添加摄像机",
    note: "填写地址或自动查找，测试连接，再起个名字。",
    where: "摄像机在哪里？",
    find: "在网络中查找",
    finding: "正在查找，约三秒……",
    found: (count) => `${count} 台摄像机有应答`,
    foundNone: "没有摄像机应答",
    foundNoneWhy: "摄像机需开启 ONVIF 并在同一网络中。也可以直接填写下方地址。",
    take: "使用这台",
    address: "地址",
    addressWhy: "如 rtsp://192.168.1.20/stream2；或只写 192.168.1.20，由 Lintel 查询视频流",
    user: "摄像机用户名",
    password: "密码",
    passwordWhy: "加密保存，不再显示。",
    test: "测试连接",
    outcomes: {
      reached: "摄像机有应答",
      password: "摄像机不接受此用户名或密码",
      refused: "此地址没有应答",
      "not-there": "摄像机有应答，但没有这路视频流",
      "no-camera": "此地址有应答，但不像是摄像机",
      "no-pictures": "有应答，但不提供画面",
      "not-near": "此地址不在内部网络中",
      "unknown-host": "找不到这个名称的设备",
      unreadable: "这不是摄像机地址",
      clock: "摄像机时钟不准，因此拒绝登录",
    },
    outcomeRemedies: {
      password: "请使用摄像机网页的登录信息；有些摄像机需要单独的 ONVIF 用户。",
      refused: "请检查摄像机是否开启、是否在同一网络，以及地址是否正确。",
      "not-there": "只填写地址，让 Lintel 查询视频流；或查看说明书。",
      "no-camera": "请检查地址和端口。若摄像机未开启 ONVIF，请填写完整的 rtsp:// 地址。",
      "no-pictures": "请在摄像机网页中开启 H.264 视频流。",
      "not-near": "Lintel 只连接您自己网络中的摄像机；异地摄像机请通过 VPN 接入。",
      "unknown-host": "请填写数字地址，例如 192.168.1.20。",
      unreadable: "请填写 rtsp:// 开头的地址，或只写地址。",
      clock: "请在摄像机网页中校准时钟后再测试。",
    },
    size: (width, height) => `${width} × ${height} 像素`,
    perSecond: (rate) => `每秒 ${rate} 帧`,
    chooseStream: "选择视频流",
    suitable: "最合适",
    unsuitable: "Lintel 无法读取这种画面格式，请在摄像机中开启 H.264。",
    secretInPath: "该摄像机把密码放在地址中，请在地址的 *** 处填写密码。",
    nameIt: "它看着哪里？",
    name: "名称",
    nameWhy: "例如“正门”，会显示在图表和报告中。",
    front: "正门",
    add: "添加并画线",
    addAnyway: "不测试，直接添加",
  },
  fr: {
    title: "Ajouter une caméra",
    note: "Donnez son adresse ou cherchez-la, testez-la, nommez-la.",
    where: "Où est la caméra ?",
    find: "Chercher dans le réseau",
    finding: "Recherche pendant trois secondes…",
    found: (count) => (count === 1 ? "1 caméra a répondu" : `${count} caméras ont répondu`),
    foundNone: "Aucune caméra n’a répondu",
    foundNoneWhy:
      "Les caméras répondent si ONVIF est activé et dans le même réseau. Vous pouvez aussi écrire l’adresse.",
    take: "Prendre celle-ci",
    address: "Adresse",
    addressWhy: "rtsp://192.168.1.20/stream2, ou seulement 192.168.1.20 pour que Lintel cherche ses flux",
    user: "Utilisateur de la caméra",
    password: "Mot de passe",
    passwordWhy: "Gardé chiffré, jamais montré de nouveau.",
    test: "Tester la connexion",
    outcomes: {
      reached: "La caméra répond",
      password: "La caméra n’accepte pas ce nom ou ce mot de passe",
      refused: "Rien ne répond à cette adresse",
      "not-there": "La caméra répond, mais n’a pas de flux de ce nom",
      "no-camera": "Quelque chose répond, mais pas comme une caméra",
      "no-pictures": "Elle répond, mais n’offre pas d’images",
      "not-near": "Cette adresse n’est pas dans un réseau privé",
      "unknown-host": "Aucune machine ne porte ce nom",
      unreadable: "Ce n’est pas une adresse de caméra",
      clock: "L’horloge de la caméra est fausse, elle refuse la connexion",
    },
    outcomeRemedies: {
      password: "Prenez l’identifiant des pages de la caméra. Certaines ont besoin d’un utilisateur ONVIF à part.",
      refused: "Vérifiez que la caméra est allumée, dans ce réseau, et son adresse.",
      "not-there": "Écrivez l’adresse seule pour que Lintel cherche le flux, ou consultez la notice.",
      "no-camera": "Vérifiez l’adresse et le port. Si ONVIF est désactivé, écrivez l’adresse rtsp:// entière.",
      "no-pictures": "Activez un flux H.264 dans les pages de la caméra.",
      "not-near": "Lintel n’interroge que les caméras de votre réseau. Ailleurs, il faut un VPN.",
      "unknown-host": "Écrivez les chiffres de l’adresse, par exemple 192.168.1.20.",
      unreadable: "Écrivez rtsp:// et l’adresse, ou l’adresse seule.",
      clock: "Réglez l’horloge dans les pages de la caméra, puis testez de nouveau.",
    },
    size: (width, height) => `${width} × ${height} pixels`,
    perSecond: (rate) => `${rate} images par seconde`,
    chooseStream: "Quel flux ?",
    suitable: "le plus adapté",
    unsuitable: "Lintel ne lit pas ce genre d’image. Activez H.264 dans la caméra.",
    secretInPath: "Cette caméra met un mot de passe dans son adresse. Écrivez-le à la place de ***.",
    nameIt: "Que regarde-t-elle ?",
    name: "Nom",
    nameWhy: "Par exemple « Porte principale ». Il figure dans les graphiques et rapports.",
    front: "Porte principale",
    add: "Ajouter et tracer une ligne",
    addAnyway: "Ajouter sans test",
  },
  ko: {
    title: "카메라 추가",
    note: "주소를 쓰거나 찾아서 시험하고 이름을 붙입니다.",
    where: "카메라가 어디에 있나요?",
    find: "네트워크에서 찾기",
    finding: "3초 동안 찾는 중…",
    found: (count) => `카메라 ${count}대가 응답했습니다`,
    foundNone: "응답한 카메라가 없습니다",
    foundNoneWhy: "ONVIF가 켜져 있고 같은 네트워크에 있어야 응답합니다. 아래에 주소를 직접 써도 됩니다.",
    take: "이 카메라 사용",
    address: "주소",
    addressWhy: "rtsp://192.168.1.20/stream2, 또는 192.168.1.20만 쓰면 스트림을 찾아 줍니다",
    user: "카메라 사용자 이름",
    password: "비밀번호",
    passwordWhy: "암호화해 보관하며 다시 보여 주지 않습니다.",
    test: "연결 시험",
    outcomes: {
      reached: "카메라가 응답합니다",
      password: "이름이나 비밀번호를 받아들이지 않습니다",
      refused: "이 주소에서 응답이 없습니다",
      "not-there": "카메라는 응답하지만 그런 스트림이 없습니다",
      "no-camera": "응답은 있지만 카메라가 아닌 것 같습니다",
      "no-pictures": "응답하지만 화면을 제공하지 않습니다",
      "not-near": "내부 네트워크의 주소가 아닙니다",
      "unknown-host": "그런 이름의 기기가 없습니다",
      unreadable: "카메라 주소가 아닙니다",
      clock: "카메라 시계가 맞지 않아 로그인을 거부합니다",
    },
    outcomeRemedies: {
      password: "카메라 웹페이지의 계정을 쓰세요. ONVIF용 사용자가 따로 필요한 카메라도 있습니다.",
      refused: "카메라가 켜져 있고 같은 네트워크에 있는지, 주소가 맞는지 확인하세요.",
      "not-there": "주소만 써서 스트림을 찾게 하거나 설명서를 보세요.",
      "no-camera": "주소와 포트를 확인하세요. ONVIF가 꺼져 있다면 rtsp:// 주소를 모두 쓰세요.",
      "no-pictures": "카메라 웹페이지에서 H.264 스트림을 켜세요.",
      "not-near": "자기 네트워크의 카메라에만 연결합니다. 다른 곳이라면 VPN이 필요합니다.",
      "unknown-host": "192.168.1.20처럼 숫자 주소를 쓰세요.",
      unreadable: "rtsp://로 시작하는 주소나 주소만 쓰세요.",
      clock: "카메라 웹페이지에서 시계를 맞추고 다시 시험하세요.",
    },
    size: (width, height) => `${width} × ${height} 픽셀`,
    perSecond: (rate) => `초당 ${rate}장`,
    chooseStream: "어느 스트림을 쓸까요?",
    suitable: "가장 알맞음",
    unsuitable: "읽을 수 없는 화면 형식입니다. 카메라에서 H.264를 켜세요.",
    secretInPath: "주소에 비밀번호를 넣는 카메라입니다. 주소의 *** 자리에 비밀번호를 쓰세요.",
    nameIt: "무엇을 보는 카메라인가요?",
    name: "이름",
    nameWhy: "예: ‘정문’. 차트와 보고서에 나옵니다.",
    front: "정문",
    add: "추가하고 선 그리기",
    addAnyway: "시험 없이 추가",
  },
};
