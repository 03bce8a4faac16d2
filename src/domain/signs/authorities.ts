import type { WelcomeLanguage } from "#domain/wire/welcome.ts";

type Names = Readonly<Record<WelcomeLanguage, string>>;

const same = (name: string): Names => ({ en: name, zh: name, fr: name, ko: name });

/**
 * Where people complain, where a place has one authority for all shops; a country whose regions each have their own (DE) is not here, and
 * a deployment names it (`contacts.authority`).
 */
const AUTHORITIES: Readonly<Record<string, Names>> = {
  // Law: PIPL 60; the offices have no one address.
  CN: {
    en: "the local cyberspace administration",
    zh: "当地网信部门",
    fr: "l’administration locale du cyberespace",
    ko: "현지 사이버공간 관리 부서",
  },
  "EU-FR": same("CNIL, www.cnil.fr"),
  "EU-IT": same("Garante per la protezione dei dati personali, www.garanteprivacy.it"),
  "EU-ES": same("AEPD, www.aepd.es"),
  "EU-NL": same("Autoriteit Persoonsgegevens, autoriteitpersoonsgegevens.nl"),
  UK: same("ICO, ico.org.uk"),
  KR: {
    en: "Personal Information Protection Commission, www.pipc.go.kr",
    zh: "个人信息保护委员会，www.pipc.go.kr",
    fr: "Commission de protection des informations personnelles, www.pipc.go.kr",
    ko: "개인정보보호위원회, www.pipc.go.kr",
  },
  AU: same("OAIC, www.oaic.gov.au"),
};

/** The authority of a place; null where there is no one of it, or we do not know it. */
export function authorityOf(jurisdiction: string, memberState: string | null): Names | null {
  return AUTHORITIES[memberState === null ? jurisdiction : `${jurisdiction}-${memberState}`] ?? null;
}
