import type { Bilingual } from "./fact-catalogue.ts";

/**
 * Everything a system in a shop can do to people's data, as the law sees it. Lintel builds only what is marked; the rest
 * is here because other systems do it, and because the law must be able to say no to it.
 */
type Described = {
  /** What one gets from it. */
  readonly figure: Bilingual;
  /** The same figure in a gentler way; null where there is none gentler. */
  readonly gentler: Bilingual | null;
  /** Whose rows it takes, where the law has none of its own for it. */
  readonly rowsOf?: readonly string[];
  /** Whether Lintel has code for it. */
  readonly isBuilt: boolean;
};

const said = (en: string, zh: string): Bilingual => ({ en, zh });

const NON_IMAGING_COUNTER = said(
  "a light beam, a time-of-flight or a radar counter at the door: the same count, and no picture is ever taken",
  "在门口使用红外光束、飞行时间或毫米波雷达计数器：人数相同，且从不拍摄图像",
);
const ASK_PEOPLE = said(
  "let people say it themselves: a tablet with age bands at the door, a question at the till, or what members have told",
  "由顾客自愿填写：门口平板上的年龄段选项、收银台询问，或会员已提供的资料",
);

export const CAPABILITIES = {
  count: {
    figure: said("how many people come in and go out", "进出人数"),
    gentler: NON_IMAGING_COUNTER,
    isBuilt: true,
  },
  zones: {
    figure: said("who enters an area, and for how long", "区域进入人数与停留时间"),
    gentler: said(
      "a time-of-flight or radar sensor over the area: entries and length of stay without a picture",
      "在区域上方使用飞行时间或雷达传感器：得到进入人数和停留时间，且不拍摄图像",
    ),
    isBuilt: true,
  },
  "staff-exclusion": {
    figure: said("visitors without staff", "排除员工后的客流"),
    gentler: said(
      "a badge at the door, a staff entrance, the rota, or the colour of the uniform",
      "门口刷工牌、员工通道、排班表或工服颜色",
    ),
    isBuilt: true,
  },
  "de-duplication": {
    figure: said("visitors without those who come back", "去重后的客流"),
    gentler: said(
      "a rule on door times (back within minutes is the same visit), members who sign in, or a sample survey",
      "按进出时间的规则（数分钟内返回视为同一次到店）、会员签到或抽样调查",
    ),
    isBuilt: false,
  },
  "scene-picture": {
    figure: said("a picture of the scene with nobody in it", "无人场景图"),
    gentler: null,
    rowsOf: ["zones", "image-storage"],
    isBuilt: true,
  },
  "setup-view": {
    figure: said("moving dots over the empty scene while the camera is set up", "安装时在无人场景上显示移动的点"),
    gentler: null,
    rowsOf: ["zones", "image-storage"],
    isBuilt: true,
  },
  "tablet-answer": {
    figure: said("the mix of ages and sexes, told by people themselves", "顾客自报的年龄与性别分布"),
    gentler: null,
    rowsOf: [],
    isBuilt: true,
  },
  "tablet-estimate": {
    figure: said(
      "the mix of ages and sexes, estimated from a face that is offered",
      "由顾客主动出示的人脸估计的年龄与性别分布",
    ),
    gentler: ASK_PEOPLE,
    rowsOf: ["demographics-face"],
    isBuilt: true,
  },
  "visit-pass": {
    figure: said("how often somebody who wants it comes back", "自愿者的回访频次"),
    gentler: null,
    rowsOf: [],
    isBuilt: false,
  },
  "demographics-body": {
    figure: said("the mix of ages and sexes, guessed from bodies", "由体态推测的年龄与性别分布"),
    gentler: ASK_PEOPLE,
    isBuilt: false,
  },
  "demographics-face": {
    figure: said("the mix of ages and sexes, guessed from faces", "由人脸推测的年龄与性别分布"),
    gentler: ASK_PEOPLE,
    isBuilt: false,
  },
  "face-snapshot": {
    figure: said("pictures of faces", "人脸抓拍"),
    gentler: said("no figure needs one: count by body or by beam", "任何数据都不需要它：请按人体或光束计数"),
    isBuilt: false,
  },
  "face-recognition": {
    figure: said("who somebody is, or whether they were here before", "识别身份或是否来过"),
    gentler: said(
      "a badge or a code that people bring: members sign in, clients register with their agent's code",
      "由顾客自带的凭证：会员签到、客户凭经纪人登记码登记",
    ),
    isBuilt: false,
  },
  "image-storage": {
    figure: said("stored pictures of people", "存储人员图像"),
    gentler: said(
      "keep counts only; a security recorder is another system, under its own rules",
      "只保存人数；安防录像属于另一套系统，适用其自身规则",
    ),
    isBuilt: false,
  },
  "third-party-upload": {
    figure: said("data that a vendor gets", "向第三方上传数据"),
    gentler: said("upload counts only, or keep everything in your own house", "只上传人数，或全部留在本企业"),
    isBuilt: false,
  },
  "cross-border": {
    figure: said("data that leave the country", "数据出境"),
    gentler: said("send counts only: they are nobody's personal information", "只发送人数：不属于任何人的个人信息"),
    isBuilt: false,
  },
  retention: {
    figure: said("how long data are kept", "数据保存"),
    gentler: said("keep counts, and nothing about a person", "只保存人数，不保存任何个人信息"),
    isBuilt: false,
  },
  publish: {
    figure: said("published figures", "对外公布数据"),
    gentler: said("publish totals of ten people and more", "只公布十人以上的汇总数"),
    isBuilt: false,
  },
  targeting: {
    figure: said("prices or messages for single people", "针对个人的定价或推送"),
    gentler: said(
      "a referral or voucher code that people show by choice: what it did is counted by the code, and nobody is followed",
      "由顾客自愿出示的推荐码或优惠码：按码统计效果，不跟踪任何人",
    ),
    isBuilt: false,
  },
  install: {
    figure: said("a sensor on the wall", "安装传感器"),
    gentler: NON_IMAGING_COUNTER,
    isBuilt: true,
  },
} as const satisfies Record<string, Described>;

export type Capability = keyof typeof CAPABILITIES;

export function isCapability(name: string): name is Capability {
  return Object.hasOwn(CAPABILITIES, name);
}

/** The catalogue's entry, with the type that all entries share. */
export function capabilityOf(name: Capability): Described {
  return CAPABILITIES[name];
}

/** The names under which the law's rows bind a capability. */
export function lawNamesOf(name: Capability): readonly string[] {
  return capabilityOf(name).rowsOf ?? [name];
}

/** The name under which a place's general rule is looked up: that of the first capability whose rows it takes. */
export function ruleNameOf(name: Capability): string {
  return capabilityOf(name).rowsOf?.[0] ?? name;
}
