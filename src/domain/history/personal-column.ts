/*
 * A table of counts needs no column about a person. Where one has any, it is not read, it is named, and no mapping can have it read:
 * not even to tell doors apart.
 * LIMIT: known by the words in its header, in the languages below.
 */

const FACE =
  /(?:^|[^a-z])faces?(?:$|[^a-z]|id|count|capture|match|snap|recogni|detect)|gesicht|visage|\bcara\b|\brostro|\bvolto\b|人脸|面部|顔|얼굴/;
const PERSON =
  /person(?!en(?:zahl|zähl|anzahl))[^a-z]*(?:id|nr|no|num|name)|(?:customer|client|member|visitor|guest|staff|employee|kunden?|mitglied|mitarbeiter|besucher)[^a-z]*(?:id|nr|no|number|nummer|name|code|card|karte)(?:$|[^a-z])|\b(?:first|last|full|sur|vor|nach|given|family)[ _-]?name|prénom|\bnombre\b|apellido|cognome|姓名|名字|会员|顾客编号|이름|회원/;
/** A column that is called a name and no more; `Site name` and `Counter name` name a thing. */
const BARE_NAME = /^(?:the )?names?$|^nom$|^nome$/;
const CONTACT =
  /e-?mail|phone|telefon|téléphone|\bmobile?\b|handy|\bimei\b|\bmac\b|plate|kennzeichen|passport|身份证|手机|电话|전화/;
const TRAIT =
  /\bage\b|age[ _-]?(?:group|band|range)|\balter\b|altersgruppe|gender|\bsex\b|geschlecht|\bsexe\b|ethnic|\brace\b|emotion|mood|glasses|\bmask\b|性别|年龄|情绪|성별|나이/;

/** Whether a column seems to hold something about one person, or to be made of faces, by what its header says. */
export function isPersonalColumn(header: string): boolean {
  const words = header
    .replace(/([a-z\d])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .replace(/[_\s]+/g, " ")
    .trim();
  return [FACE, PERSON, BARE_NAME, CONTACT, TRAIT].some((pattern) => pattern.test(words));
}
