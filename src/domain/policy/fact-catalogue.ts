import { SIGN_FIELDS } from "./sign-field.ts";

/**
 * Every fact that a law may ask for: its name in predicates and in a deployment, its kind, and two plain clauses, one for
 * when it is so and one for when it is not. Reasons, remedies and the deployment's schema are made of them, in English
 * and Chinese.
 */

/** One sentence or clause in both languages of a report. */
export type Bilingual = { readonly en: string; readonly zh: string };

export type Fact =
  | { readonly kind: "flag"; readonly yes: Bilingual; readonly no: Bilingual }
  | { readonly kind: "whole" | "number" | "text" | "date"; readonly label: Bilingual }
  | { readonly kind: "choice" | "list"; readonly label: Bilingual; readonly options: readonly string[] };

/** The classes of sensor that cannot show a person, whatever is done to them. */
export const NON_IMAGING = ["beam", "tof_no_picture", "mmwave", "lowres_thermal"] as const;
/** Cameras, by how far their pictures get. */
export const IMAGING = ["rgb_edge_ram_only", "rgb_stream", "rgb_recorded"] as const;
/** What people do themselves: tap on a tablet or let its camera look, show a badge, are tallied by a colleague. */
const BY_PEOPLE = ["tablet", "tablet_camera", "badge_reader", "manual_tally"] as const;
export const SENSOR_CLASSES = [...NON_IMAGING, ...IMAGING, "wifi_probe", ...BY_PEOPLE] as const;

/** Where people undress, wash or sleep. */
export const PRIVATE_ZONES: readonly string[] = [
  "fitting_room",
  "toilet",
  "bath",
  "nursing_room",
  "hotel_room",
  "dormitory",
];

const MEMBER_STATES = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split(" ");

/** Facts that are made from others, never stated: see `evidence.ts`. */
export const DERIVED_FACTS: readonly string[] = [
  "sensor.class",
  "sensor.wifi",
  "sensor.imaging",
  "sensor.captures_pi",
  "assessment.date",
  "device_check.age_days",
  "kept.minutes_days",
  "kept.hours_and_days_days",
  "kept.sales_days",
  "kept.events_days",
  "kept.door_checks_days",
  "kept.scene_pictures_days",
  "kept.backups_days",
];

const en = (text: string, zh: string): Bilingual => ({ en: text, zh });

function flag(yes: string, no: string, yesZh: string, noZh: string): Fact {
  return { kind: "flag", yes: en(yes, yesZh), no: en(no, noZh) };
}

function whole(label: string, zh: string): Fact {
  return { kind: "whole", label: en(label, zh) };
}

function choice(label: string, zh: string, options: readonly string[]): Fact {
  return { kind: "choice", label: en(label, zh), options };
}

function list(label: string, zh: string, options: readonly string[]): Fact {
  return { kind: "list", label: en(label, zh), options };
}

/** A paper that is on file or not; it also carries owner, date, end, file or link, and checksum. */
function paper(noun: string, zh: string): Fact {
  return flag(`${noun} is on file`, `${noun} is not on file`, `已备有${zh}`, `没有${zh}`);
}

export const FACTS = {
  // The place.
  "site.jurisdiction": {
    kind: "text",
    label: en("whose law applies: CN, EU, UK, KR, AU, CA, US-IL…", "适用哪里的法律"),
  },
  "site.member_state": choice("the country of the Union: FR, IT, DE…", "欧盟成员国", MEMBER_STATES),
  "site.city": { kind: "text", label: en("the city", "城市") },
  "site.public_place": flag("the public may enter", "the public may not enter", "公众可以进入", "公众不得进入"),
  "site.art7_place": flag(
    "this is a mall, a trade centre or a like gathering place",
    "this is no mall, trade centre or like gathering place",
    "这里是商场、商贸中心等人员聚集场所",
    "这里不是商场、商贸中心等人员聚集场所",
  ),
  "site.franchise": flag(
    "somebody else than the chain runs the shop (a franchise)",
    "the chain runs the shop itself",
    "门店由加盟商经营",
    "门店为直营",
  ),
  "site.live_from": { kind: "date", label: en("the day from which it runs", "启用日期") },

  // Where and by whom it hangs.
  "install.zone": choice("the room the sensor looks into", "传感器所对区域", [
    "entrance",
    "shop_floor",
    "checkout",
    "office",
    "stock_room",
    "outside",
    ...PRIVATE_ZONES,
  ]),
  "install.operator": flag(
    "the operator responsible for the place installs the cameras",
    "somebody else than the operator responsible for the place installs the cameras",
    "由对场所负有管理责任的经营者安装",
    "不是由对场所负有管理责任的经营者安装",
  ),
  "install.security_duty": flag(
    "whoever installs the cameras has a security duty here",
    "whoever installs the cameras has no security duty here",
    "安装者在此负有安全防范义务",
    "安装者在此没有安全防范义务",
  ),
  "install.reason": choice("why the camera hangs here", "安装理由", [
    "law",
    "crime_prevention",
    "facility_safety",
    "fire_safety",
    "traffic",
    "statistics",
    "other",
  ]),
  "install.security_necessity.on_file": paper(
    "a written reason why public security needs the camera",
    "公共安全必要性说明",
  ),
  "install.area_plan.on_file": paper("a plan of the area that is seen", "采集范围图"),
  "install.placement_survey.on_file": paper("a survey of where the sensors hang", "安装位置勘查记录"),
  "install.audio_off": flag("no sound is recorded", "sound is recorded", "不录音", "录音"),
  "install.fixed_direction": flag(
    "the camera keeps its direction and its use",
    "the camera is turned to other uses or directions",
    "摄像机不改变方向和用途",
    "摄像机被转作他用或改变方向",
  ),
  "install.unused_off": flag(
    "functions that are not needed are switched off",
    "functions that are not needed are on",
    "不需要的功能已关闭",
    "不需要的功能仍开启",
  ),

  // The sensor.
  "sensor.class": choice("what kind of sensor it is", "传感器类型", SENSOR_CLASSES),
  "sensor.wifi": flag(
    "phones are sensed by their radio",
    "phones are not sensed by their radio",
    "采集手机无线信号",
    "不采集手机无线信号",
  ),
  "sensor.imaging": flag(
    "the sensor takes pictures",
    "the sensor takes no pictures",
    "传感器会拍摄图像",
    "传感器不拍摄图像",
  ),
  "sensor.captures_pi": flag(
    "the sensor takes in personal information",
    "the sensor takes in no personal information",
    "传感器会接触个人信息",
    "传感器不接触个人信息",
  ),

  // What is done with what it sees.
  "proc.mode": choice("who starts it: everybody is swept, or each person starts it", "启动方式", [
    "sweep",
    "user_started",
  ]),
  "proc.face_detect": flag("faces are looked for", "no face is looked for", "检测人脸", "不检测人脸"),
  "proc.face_template": flag(
    "faces are turned into templates",
    "no face is turned into a template",
    "生成人脸特征模板",
    "不生成人脸特征模板",
  ),
  "proc.face_geometry": flag(
    "faces are measured (landmarks, geometry)",
    "no face is measured (landmarks, geometry)",
    "测量人脸几何特征",
    "不测量人脸几何特征",
  ),
  "proc.body_embedding": flag(
    "bodies are turned into vectors that single one out",
    "no body is turned into a vector that singles one out",
    "生成可区分个人的人体特征向量",
    "不生成可区分个人的人体特征向量",
  ),
  "proc.gait_template": flag(
    "gaits are turned into templates",
    "no gait is turned into a template",
    "生成步态模板",
    "不生成步态模板",
  ),
  "proc.reid_template": flag(
    "templates are kept to find somebody again",
    "no template is kept to find somebody again",
    "保存用于再次识别的模板",
    "不保存用于再次识别的模板",
  ),
  "proc.identify": flag(
    "faces are matched to verify or find out who somebody is",
    "no face is matched to find out who somebody is",
    "通过人脸比对验证或识别身份",
    "不通过人脸比对识别身份",
  ),
  "proc.demog_source": choice("what sex and age are taken from", "性别和年龄的来源", [
    "none",
    "self_told",
    "body",
    "face",
  ]),
  "proc.dedup_method": choice("how people who come back are left out", "去重方式", [
    "none",
    "in_visit",
    "reentry_rule",
    "same_day_code",
    "member_sign_in",
    "face",
  ]),
  "proc.staff_method": choice("how staff are left out", "员工排除方式", [
    "none",
    "badge",
    "uniform",
    "rota",
    "zone",
    "face",
  ]),
  "proc.image_persisted": flag("pictures are stored", "no picture is stored", "保存图像", "不保存图像"),
  "proc.face_snapshot": flag(
    "pictures of faces are cut out",
    "no picture of a face is cut out",
    "抓拍人脸",
    "不抓拍人脸",
  ),
  "proc.image_egress": flag(
    "pictures leave the device or the shop",
    "no picture leaves the device or the shop",
    "图像传出设备或门店",
    "图像不传出设备或门店",
  ),
  "proc.face_egress": flag(
    "faces or what is made of them leave the device",
    "no face, nor what is made of one, leaves the device",
    "人脸信息传出设备",
    "人脸信息不传出设备",
  ),
  "proc.local_only": flag(
    "everything is worked out on the spot",
    "something is worked out elsewhere",
    "全部在本地处理",
    "部分在别处处理",
  ),
  "proc.bystander_templates": flag(
    "templates are made of people who did not agree",
    "nobody who did not agree is made into a template",
    "对未同意者生成模板",
    "不对未同意者生成模板",
  ),
  "proc.emotion": flag("moods are read", "no mood is read", "识别情绪", "不识别情绪"),

  // What comes out.
  "out.aggregate_only": flag("only totals come out", "more than totals come out", "只输出汇总数", "输出不止汇总数"),
  "out.per_person_rows": flag(
    "there is a row per person",
    "there is no row per person",
    "存在逐人记录",
    "没有逐人记录",
  ),
  "out.min_group": whole("the smallest group that is shown (people)", "显示的最小人数"),
  "out.grain_minutes": whole("the shortest time that is shown (minutes)", "显示的最短时间（分钟）"),
  "out.dp_epsilon": { kind: "number", label: en("epsilon of the noise that is added", "差分隐私 ε") },
  "out.published": flag("figures are published", "no figures are published", "对外公布数据", "不对外公布数据"),
  "out.masked": flag(
    "faces and plates in published pictures are hidden",
    "faces and plates in published pictures are not hidden",
    "公布的图像已遮盖人脸和车牌",
    "公布的图像未遮盖人脸和车牌",
  ),

  // Why it may be done.
  purpose: choice("what it is for", "目的", ["statistics", "security", "service", "marketing", "other"]),
  purpose_lock: flag(
    "the data are locked to their purpose",
    "the data may be used for something else",
    "数据锁定于既定目的",
    "数据可能另作他用",
  ),
  lawful_basis: choice("the legal ground", "合法性基础", [
    "none",
    "consent",
    "labour_rules",
    "legal_duty",
    "legitimate_interest",
    "contract",
  ]),
  "lia.on_file": paper("a balancing test of the legitimate interest", "合法利益权衡评估"),
  "ropa.on_file": paper("the record of processing activities", "处理活动记录"),
  "assessment.on_file": paper("an impact assessment", "个人信息保护影响评估"),
  "assessment.screened_out": flag(
    "a written screening says that no impact assessment is needed",
    "no written screening says that no impact assessment is needed",
    "书面筛查认定无需影响评估",
    "没有认定无需影响评估的书面筛查",
  ),
  "assessment.date": { kind: "date", label: en("the day of the impact assessment", "影响评估日期") },
  "assessment.headings": list("what the impact assessment deals with", "影响评估的内容", [
    "description",
    "necessity",
    "effect_on_rights",
    "leak_risk",
    "measures",
  ]),
  "assessment.keep_years": whole("how long the assessment is kept (years)", "影响评估保存年限"),
  "assessment.stale": flag(
    "the assessment is out of date: purpose or manner has changed since",
    "the assessment is up to date",
    "影响评估已过时",
    "影响评估为最新",
  ),
  "necessity.on_file": paper("a written comparison with gentler means", "必要性比较说明"),
  "necessity.least_intrusive": flag(
    "the gentlest sensor that does the work was chosen",
    "a gentler sensor would have done the work",
    "已选用影响最小的传感器",
    "未选用影响最小的传感器",
  ),
  "necessity.face.on_file": paper("a written reason why a face or a person's track is needed", "人脸或行踪必要性说明"),

  // What people agreed to.
  "consent.mode": choice("what people agreed to", "同意方式", [
    "none",
    "notice_only",
    "general",
    "explicit",
    "separate",
    "written_release",
  ]),
  "consent.purposes": whole("how many purposes one consent covers", "一次同意涵盖的目的数"),
  "consent.bundled": flag(
    "consent is bundled with something else",
    "consent stands alone",
    "同意与其他事项捆绑",
    "同意单独作出",
  ),
  "consent.default_on": flag(
    "consent is ticked beforehand",
    "consent is not ticked beforehand",
    "同意被预先勾选",
    "同意未预先勾选",
  ),
  "consent.coercive": flag(
    "people are pressed or misled into consent",
    "nobody is pressed or misled into consent",
    "以误导、欺诈、胁迫取得同意",
    "没有误导、欺诈、胁迫",
  ),
  "consent.condition_of_service": flag(
    "who does not consent is not served",
    "who does not consent is served all the same",
    "不同意就不提供服务",
    "不同意也提供服务",
  ),
  "consent.withdrawal_channel": flag(
    "consent can be taken back as easily as given",
    "consent cannot be taken back as easily as given",
    "可便捷撤回同意",
    "不能便捷撤回同意",
  ),
  "consent.no_nagging": flag(
    "who refused is not asked again and again",
    "who refused is asked again and again",
    "拒绝后不再反复征求",
    "拒绝后反复征求",
  ),
  "consent.notice_current": flag(
    "consent was given to the notice as it is now",
    "consent was given to an older notice",
    "同意对应现行告知版本",
    "同意对应旧的告知版本",
  ),
  "consent.guardian": flag(
    "for a child under 14 a parent or guardian agrees",
    "for a child under 14 no parent or guardian agrees",
    "未满十四周岁者由监护人同意",
    "未满十四周岁者没有监护人同意",
  ),
  "consent.keep_years": whole("how long proof of notice and consent is kept (years)", "告知和同意证明的保存年限"),
  "consent.marketing": flag(
    "people agreed to receive advertising",
    "people did not agree to receive advertising",
    "已同意接收商业信息",
    "未同意接收商业信息",
  ),
  "consent.for_recipient": flag(
    "people agreed separately to each recipient",
    "people did not agree separately to each recipient",
    "已就接收方取得单独同意",
    "未就接收方取得单独同意",
  ),
  "consent.for_transmission": flag(
    "people agreed separately to their face leaving the device",
    "people did not agree separately to their face leaving the device",
    "已就人脸信息传出设备取得单独同意",
    "未就人脸信息传出设备取得单独同意",
  ),
  "consent.for_transfer": flag(
    "people agreed separately to the transfer abroad",
    "people did not agree separately to the transfer abroad",
    "已就向境外提供取得单独同意",
    "未就向境外提供取得单独同意",
  ),
  "consent.for_disclosure": flag(
    "people agreed to the disclosure",
    "people did not agree to the disclosure",
    "已同意披露",
    "未同意披露",
  ),
  "subject.under14": flag(
    "children under 14 may be among those who take part",
    "no child under 14 is among those who take part",
    "参与者可能包括未满十四周岁者",
    "参与者不包括未满十四周岁者",
  ),

  // What people are told.
  "notice.sign.on_file": paper("a sign at the entrance", "入口处的告知标识"),
  "notice.sign.fields": list("the text of the sign", "标识文字", Object.keys(SIGN_FIELDS)),
  "notice.sign.before_entry": flag(
    "the sign can be read before one enters the area",
    "the sign cannot be read before one enters the area",
    "进入区域前即可看到标识",
    "进入区域前看不到标识",
  ),
  "notice.sign.area_shown": flag(
    "the sign shows which area is covered",
    "the sign does not show which area is covered",
    "标识标明覆盖区域",
    "标识未标明覆盖区域",
  ),
  "notice.sign.every_entrance": flag(
    "the sign hangs at every customer entrance",
    "the sign does not hang at every customer entrance",
    "每个顾客入口都有标识",
    "不是每个顾客入口都有标识",
  ),
  "notice.sign.official_form": flag(
    "the sign has the form that the city prescribes",
    "the sign does not have the form that the city prescribes",
    "标识采用城市规定的样式",
    "标识未采用城市规定的样式",
  ),
  "notice.rules.on_file": paper("a public page with the rules of handling", "公开的处理规则"),
  "notice.rules.lists": list("which tables the rules hold", "处理规则所列清单", [
    "collected",
    "recipients",
    "after_expiry",
    "children",
  ]),
  "notice.second_layer.on_file": paper("the full notice behind the sign (web page)", "标识所链接的完整告知（网页）"),
  "notice.second_layer.complete": flag(
    "the full notice has everything of GDPR article 13",
    "the full notice lacks something of GDPR article 13",
    "完整告知包含 GDPR 第 13 条全部内容",
    "完整告知缺少 GDPR 第 13 条的内容",
  ),
  "notice.paper.on_file": paper("a paper copy of the full notice", "完整告知的纸质版"),
  "alt.non_face_path": flag(
    "there is a convenient way without a face",
    "there is no convenient way without a face",
    "提供便捷的非人脸方式",
    "没有便捷的非人脸方式",
  ),
  "rights.channel": flag(
    "people have a convenient way to use their rights",
    "people have no convenient way to use their rights",
    "设有便捷的个人行使权利渠道",
    "没有便捷的个人行使权利渠道",
  ),
  "rights.object_path": flag(
    "people can object, or walk in without being watched",
    "people can neither object nor walk in without being watched",
    "个人可以反对或绕行",
    "个人无法反对也无法绕行",
  ),
  "rights.complaints": flag(
    "there is a way to complain, and somebody answers",
    "there is no way to complain",
    "设有投诉渠道",
    "没有投诉渠道",
  ),

  // Who else has a hand in it.
  "processor.role": choice("what the vendor is", "供应商角色", ["none", "processor", "controller"]),
  "processor.on_file": paper("a contract with the vendor", "与供应商的委托合同"),
  "processor.clauses": list("what the vendor's contract settles", "委托合同条款", [
    "purpose",
    "term",
    "manner",
    "kinds",
    "protection",
    "duties",
    "instructions",
    "confidentiality",
    "security",
    "subprocessors",
    "rights_help",
    "deletion",
    "audits",
  ]),
  "processor.subprocess_approved": flag(
    "the vendor hands nothing on without leave",
    "the vendor hands things on without leave",
    "供应商未经同意不得转委托",
    "供应商未经同意转委托",
  ),
  "processor.no_sale": flag(
    "the vendor may not sell or profit from the data",
    "nothing forbids the vendor to sell or profit from the data",
    "禁止供应商出售数据或从中牟利",
    "未禁止供应商出售数据或从中牟利",
  ),
  "processor.security_annex": flag(
    "the contract has a security annex",
    "the contract has no security annex",
    "合同附有安全条款",
    "合同没有安全条款",
  ),
  "processor.data_map": flag(
    "it is written down where the vendor keeps what",
    "it is not written down where the vendor keeps what",
    "已记录供应商的数据去向",
    "未记录供应商的数据去向",
  ),
  "processor.due_diligence": flag(
    "the vendor was looked into before",
    "the vendor was not looked into",
    "已对供应商尽职调查",
    "未对供应商尽职调查",
  ),
  "joint_agreement.on_file": paper("an agreement on who answers for what (brand and franchisee)", "共同处理者协议"),
  "upload.log_keep_years": whole("how long records of hand-overs are kept (years)", "提供记录保存年限"),
  "transfer.pi": flag(
    "personal information leaves the country",
    "no personal information leaves the country",
    "个人信息出境",
    "个人信息不出境",
  ),
  "transfer.payload": choice("what leaves the country", "出境内容", ["none", "aggregate", "personal"]),
  "transfer.mechanism": choice("on what footing it leaves the country", "出境机制", [
    "none",
    "assessment",
    "certification",
    "standard_contract",
    "adequacy",
  ]),
  "transfer.sensitive_people_a_year": whole(
    "people whose sensitive data leave the country in a year",
    "每年出境敏感信息人数",
  ),
  "transfer.people_a_year": whole("people whose other data leave the country in a year", "每年出境非敏感信息人数"),

  // How many.
  "counts.face_individuals": whole("people whose faces are stored", "存储人脸信息的人数"),
  "counts.pi_individuals": whole("people whose personal information is held", "持有个人信息的人数"),
  "counts.sensitive_individuals": whole("people whose sensitive data are held", "持有敏感个人信息的人数"),

  // Filings.
  "filing.face.on_file": paper("the filing of face recognition with the cyberspace office", "人脸识别备案"),
  "filing.police.on_file": paper("the filing of the cameras with the police", "公安机关备案"),
  "filing.officer.on_file": paper("the naming of a protection officer", "个人信息保护负责人任命"),
  "filing.ico_fee.on_file": paper("the registration with the ICO", "ICO 注册"),
  "filing.high_risk.on_file": paper("the file of a high-risk AI system", "高风险人工智能系统档案"),

  // How long.
  "retention.frame_ms": whole("how long a frame stays in memory (ms)", "图像帧在内存中停留时间（毫秒）"),
  "retention.raw_image_seconds": whole("how long a picture of a person is kept (seconds)", "人像保存时间（秒）"),
  "retention.track_seconds": whole("how long a track outlives the visit (seconds)", "轨迹保存时间（秒）"),
  "retention.id_minutes": whole("how long a number stands for one person (minutes)", "编号对应同一人的时间（分钟）"),
  "retention.template_days": whole(
    "how long a template is kept after the purpose or last contact (days)",
    "模板保存天数",
  ),
  "retention.template_shortest": flag(
    "templates are kept no longer than the purpose needs",
    "templates are kept longer than the purpose needs",
    "模板保存不超过目的所需最短时间",
    "模板保存超过目的所需时间",
  ),
  "retention.video_hours": whole("how long video is kept (hours)", "视频保存时间（小时）"),
  "retention.video_reason.on_file": paper("a written reason for keeping video longer", "延长保存视频的书面理由"),
  "retention.schedule.on_file": paper("a schedule of what is kept how long", "保存期限表"),
  "retention.deletes_unasked": flag(
    "data go unasked once purpose, time or consent has ended",
    "data stay after purpose, time or consent has ended",
    "目的实现、期满或撤回同意后主动删除",
    "目的实现、期满或撤回同意后未删除",
  ),
  "retention.security_recorder_days": whole("how long the security recorder keeps video (days)", "安防录像保存天数"),
  "retention.policy.on_file": paper("a public policy on keeping and destroying templates", "公开的模板保存与销毁政策"),
  "retention.kept_apart": flag(
    "templates are kept apart from names",
    "templates are kept together with names",
    "模板与身份信息分开存储",
    "模板与身份信息一同存储",
  ),

  // How long Lintel itself keeps what it holds: made from `retention` in the deployment, docs/retention.md.
  "kept.minutes_days": whole("how long counts of minutes are kept (days)", "分钟计数保存天数"),
  "kept.hours_and_days_days": whole("how long counts of hours and days are kept (days)", "小时和日计数保存天数"),
  "kept.sales_days": whole("how long sales of hours are kept (days)", "小时销售数据保存天数"),
  "kept.events_days": whole("how long events of cameras are kept (days)", "摄像机事件保存天数"),
  "kept.door_checks_days": whole("how long checks of a door are kept (days)", "门口核对记录保存天数"),
  "kept.scene_pictures_days": whole("how long pictures of empty scenes are kept (days)", "无人场景图保存天数"),
  "kept.backups_days": whole("how long backups are kept (days)", "备份保存天数"),

  // Security.
  "sec.policy": flag(
    "there are written rules of security",
    "there are no written rules of security",
    "有安全管理制度",
    "没有安全管理制度",
  ),
  "sec.encryption": flag("data are encrypted", "data are not encrypted", "数据已加密", "数据未加密"),
  "sec.access_ctrl": flag("access is controlled", "access is not controlled", "有访问控制", "没有访问控制"),
  "sec.authorisation": flag("rights are managed", "rights are not managed", "有权限管理", "没有权限管理"),
  "sec.roles": flag("roles are set and people trained", "roles are not set", "已划分角色并培训", "未划分角色"),
  "sec.field_acl": flag(
    "access to sensitive fields is controlled one by one",
    "access to sensitive fields is not controlled one by one",
    "对敏感字段逐项控制访问",
    "未对敏感字段逐项控制访问",
  ),
  "sec.audit_log": flag("accesses are logged", "accesses are not logged", "有访问日志", "没有访问日志"),
  "sec.append_only_log": flag(
    "the log cannot be altered unseen",
    "the log can be altered unseen",
    "日志不可篡改",
    "日志可被篡改",
  ),
  "sec.intrusion_detection": flag(
    "intrusions are looked for",
    "intrusions are not looked for",
    "有入侵检测",
    "没有入侵检测",
  ),
  "sec.view_register": flag(
    "whoever views or exports pictures is written down",
    "whoever views or exports pictures is not written down",
    "登记每次查看和调取",
    "不登记查看和调取",
  ),
  "sec.incident_plan": flag(
    "there is a plan for leaks",
    "there is no plan for leaks",
    "有泄露应急预案",
    "没有泄露应急预案",
  ),

  // Models and checks.
  "model.on_file": paper("a test of how accurate the model is", "模型准确性评估"),
  "model.by_group": flag(
    "the model was tested by group of people",
    "the model was not tested by group of people",
    "模型已按人群评估",
    "模型未按人群评估",
  ),
  "model.outputs": list("what the model says of people", "模型输出", [
    "presence",
    "sex",
    "age",
    "mood",
    "identity",
    "race",
    "politics",
    "union",
    "belief",
    "sex_life",
    "orientation",
  ]),
  "audit.on_file": paper("an audit that is not due again yet", "在有效期内的合规审计报告"),
  "device_check.on_file": paper("a check of the device", "设备检查记录"),
  "device_check.age_days": whole("how long ago the device was checked (days)", "距上次设备检查的天数"),
  "counsel.signoff.on_file": paper("counsel's sign-off", "律师签署意见"),
  "defaults.safe": flag(
    "the settings as delivered take, keep and show the least",
    "the settings as delivered take, keep or show more than the least",
    "默认设置为最少采集、最短保存、最小访问",
    "默认设置不是最少采集",
  ),
  "defaults.face_off": flag(
    "face functions are off as delivered",
    "face functions are on as delivered",
    "人脸功能默认关闭",
    "人脸功能默认开启",
  ),
  "targeting.individual": flag(
    "single people are priced, targeted or turned away by their history",
    "nobody is priced, targeted or turned away by their history",
    "依据个人历史进行定价、推送或拒绝",
    "不依据个人历史进行定价、推送或拒绝",
  ),
  "targeting.messages": flag(
    "advertising is sent to people",
    "no advertising is sent to people",
    "向个人发送商业信息",
    "不向个人发送商业信息",
  ),
  "targeting.opt_out": flag(
    "people can easily refuse it",
    "people cannot easily refuse it",
    "个人可便捷拒绝",
    "个人不能便捷拒绝",
  ),
  "terms.unlimited": flag(
    "the terms take unlimited, irrevocable or transferable rights over faces",
    "the terms take no unlimited, irrevocable or transferable rights over faces",
    "格式条款索取无期限、不可撤销、可任意转授的人脸权利",
    "格式条款不索取此类权利",
  ),
  "policy.health.on_file": paper("a health-data policy on the home page", "首页上的健康数据政策"),
  "policy.operation.on_file": paper("a policy on how the cameras are run", "影像设备运营管理方针"),
  "policy.stop_switch": flag(
    "people can stop later commercial use",
    "people cannot stop later commercial use",
    "个人可阻止后续商业使用",
    "个人不能阻止后续商业使用",
  ),
} as const satisfies Record<string, Fact>;

export type FactName = keyof typeof FACTS;
export type FactValue = boolean | number | string | readonly string[];

export function isFactName(name: string): name is FactName {
  return Object.hasOwn(FACTS, name);
}

/** The catalogue's entry, with the type that all entries share. */
export function factOf(name: FactName): Fact {
  return FACTS[name];
}
