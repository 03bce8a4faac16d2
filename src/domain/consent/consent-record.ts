import type { ConsentPurpose, WelcomeLanguage } from "#domain/wire/welcome.ts";

/** What is known when somebody agrees. */
export type ConsentGiven = {
  readonly storeId: string;
  readonly purpose: ConsentPurpose;
  readonly controller: string;
  readonly contact: string | null;
  readonly jurisdiction: string;
  readonly noticeHash: string;
  readonly noticeVersion: number;
  readonly language: WelcomeLanguage;
  /** A child under 14, for whom an adult agreed. */
  readonly isByAdult: boolean;
  readonly givenMs: number;
  readonly untilMs: number;
  readonly rightsPath: string;
};

/** How a consent ended: taken back, or its answer was counted or too old. */
export type ConsentEnd = { readonly how: "withdrawn" | "ended"; readonly atMs: number };

const RECORD_VERSION = "lintel-consent-1";
const METHODS: Readonly<Record<ConsentPurpose, { readonly collection: string; readonly processing: string }>> = {
  "tablet-answer": {
    collection: "tapped by the person on a tablet in the store",
    processing: "counted by week in groups of ten and more",
  },
  "tablet-estimate": {
    collection: "estimated in the browser from a face that the person offered; no picture is kept or sent",
    processing: "counted by week in groups of ten and more",
  },
};

/**
 * A consent as a record in the field groups of ISO/IEC TS 27560:2023 (header, processing, parties, events). It names nobody and holds no
 * answer, so that it may be kept as proof when the answer is gone. The names of fields follow the specification's list as it is
 * publicly described; LIMIT: it is no certified profile of it.
 */
export function consentRecord(given: ConsentGiven, end: ConsentEnd | null): Record<string, unknown> {
  const { collection, processing } = METHODS[given.purpose];
  const event = (state: string, atMs: number, by: string) => ({
    event_time: new Date(atMs).toISOString(),
    event_type: "explicit",
    event_state: state,
    entity: by,
  });
  const subject = given.isByAdult ? "an adult for a child under 14" : "the person";
  return {
    header: { schema_version: RECORD_VERSION, pii_principal: "holder of the receipt's code" },
    processing: {
      privacy_notice: { sha256: given.noticeHash, version: given.noticeVersion },
      language: given.language,
      purposes: [
        {
          purpose: given.purpose,
          purpose_type: "statistics",
          lawful_basis: "consent",
          pii_information: ["age band", "sex"],
          pii_controllers: [given.controller],
          collection_method: collection,
          processing_method: processing,
          storage_locations: ["server of the controller"],
          retention_period: { until: new Date(given.untilMs).toISOString() },
          jurisdictions: [given.jurisdiction],
          recipient_third_parties: [],
          withdrawal_method: given.rightsPath,
        },
      ],
    },
    parties: [
      {
        party_role: "PII controller",
        party_name: given.controller,
        party_contact: given.contact,
        store: given.storeId,
      },
    ],
    events: [
      { ...event("given", given.givenMs, subject), validity_until: new Date(given.untilMs).toISOString() },
      ...(end === null
        ? []
        : [
            event(
              end.how === "withdrawn" ? "withdrawn" : "terminated",
              end.atMs,
              end.how === "withdrawn" ? subject : "PII controller",
            ),
          ]),
    ],
  };
}
