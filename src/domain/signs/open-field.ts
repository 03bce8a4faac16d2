import type { WelcomeLanguage } from "#domain/wire/welcome.ts";
import type { SignFieldId } from "./sign-rules.ts";

type Said = Readonly<Record<WelcomeLanguage, string>>;

/** Where the deployment says what a field needs. */
const PLACES: Readonly<Partial<Record<SignFieldId, string>>> = {
  S2: "contacts: { rights, in_charge }",
  S3: "practice: { purpose }",
  S6: "practice: { proc: { image_persisted }, retention: { frame_ms } }",
  S7: "contacts: { rights }",
  S8: "practice: { targeting: { individual }, out: { per_person_rows } }",
  S9: "practice: { install: { zone } }",
  S11: "evidence: { lawful_basis }",
  S12: "contacts: { officer }",
  S14: "contacts: { recipients }",
  S15: "contacts: { authority }",
  S16: "evidence: { rights: { object_path } }",
};

const ADDRESS: Said = {
  en: "give an address that phones can open: `--public-url`, or `evidence: { notice: { second_layer: { link } } }`",
  zh: "请给出手机可以打开的地址：`--public-url`，或 `evidence: { notice: { second_layer: { link } } }`",
  fr: "donnez une adresse que les téléphones peuvent ouvrir : `--public-url`, ou `evidence: { notice: { second_layer: { link } } }`",
  ko: "휴대전화로 열 수 있는 주소를 지정하세요: `--public-url` 또는 `evidence: { notice: { second_layer: { link } } }`",
};
const BY_HAND: Said = {
  en: "a person must write this: what runs here is not all Lintel's own, or the city prescribes the words",
  zh: "须由人工填写：此处并非全部由 Lintel 运行，或文字由当地规定",
  fr: "à écrire par une personne : tout n’est pas de Lintel ici, ou la ville prescrit le texte",
  ko: "사람이 직접 적어야 합니다: 일부는 Lintel이 아니거나, 시에서 문구를 정합니다",
};
const NOTHING_RUNS: Said = {
  en: "nothing may run here; `lintel check` says why",
  zh: "此处没有可以运行的内容；`lintel check` 说明原因",
  fr: "rien ne peut fonctionner ici ; `lintel check` dit pourquoi",
  ko: "여기서는 아무것도 실행할 수 없습니다. `lintel check`가 이유를 알려 줍니다",
};

/** What to do about a field that is open. */
export function remedyOf(field: SignFieldId): Said {
  const place = PLACES[field];
  if (place !== undefined)
    return {
      en: `say it in the deployment: \`${place}\``,
      zh: `请在部署文件中填写：\`${place}\``,
      fr: `dites-le dans le déploiement : \`${place}\``,
      ko: `배포 파일에 적으세요: \`${place}\``,
    };
  if (field === "S13" || field === "S21") return ADDRESS;
  return field === "S4" || field === "S5" ? NOTHING_RUNS : BY_HAND;
}
