import { z } from "zod";
import { CAMERA_STATES } from "#domain/health/camera-state.ts";
import { HEALTH_TEXT_LENGTH_MAX } from "./agent-record.ts";
import { Id, Seq, UnitId, Version } from "./bucket-part.ts";
import { PEOPLE_MAX, ZONES_MAX } from "./lens-message.ts";
import { SCENE_BYTES_MAX, ScenePicture } from "./scene-picture.ts";
import { DotPoints, SETUP_MS_MAX } from "./setup-dots.ts";

/**
 * The link between an agent and its server: JSON over HTTP, the agent asks and the server answers. What either may say is
 * here, and nothing else passes. docs/decisions/link.md says why it is so.
 */

/** Where the server takes it, below its own address. */
export const LINK_PATH = "/api/v1/agent";
/** What one `POST /records` holds at most, before it is packed. */
export const LINK_RECORDS_MAX = 1000;
export const LINK_RECORDS_BYTES_MAX = 4_000_000;
/** What one status, and any answer but a configuration, holds at most. */
export const LINK_MESSAGE_BYTES_MAX = 1_000_000;
/** A configuration is a deployment with its laws. */
export const LINK_CONFIGURATION_BYTES_MAX = 16_000_000;
/** What one `POST /scene` holds at most. */
export const LINK_SCENE_BYTES_MAX = 4 * Math.ceil(SCENE_BYTES_MAX / 3) + 2048;
/** Cameras that one agent tells of; a machine watches far fewer. */
export const LINK_CAMERAS_MAX = 256;
/** Moments of a camera's dots in one status: a status each two seconds, and twice a second dots, and some more. */
export const LINK_MOMENTS_MAX = 20;
/** Cameras whose dots are told at a time. */
export const LINK_SETUPS_MAX = 16;
/** Orders in one answer. The others follow when these are done. */
export const LINK_ORDERS_MAX = 2 * LINK_CAMERAS_MAX;
const ORDER_ID_LENGTH_MAX = 64;
const LAWS_MAX = 1000;
const LAW_LENGTH_MAX = 1_000_000;
const UNITS_MAX = 100_000;
export const SECRETS_MAX = 1000;
export const SECRET_LENGTH_MAX = 1024;
const TOKEN_LENGTH_MAX = 1024;
const TEXT_LENGTH_MAX = 300;
/** A sentence of a fault; who writes one cuts it. */
export const LINK_DETAIL_LENGTH_MAX = 1000;
const VERSION_TEXT_LENGTH_MAX = 64;
const ANALYSED_PER_SECOND_MAX = 240;

const whole = z.int().min(0);
const base64url = /^[A-Za-z0-9_-]+$/;
const detail = z.string().max(LINK_DETAIL_LENGTH_MAX);

/** The name of a secret, as a deployment writes it behind `$`. */
export const SecretName = z
  .string()
  .max(64)
  .regex(/^[A-Z_][A-Z0-9_]*$/);
export const Secret = z.string().min(1).max(SECRET_LENGTH_MAX);

/** `POST /enrol`: a code that works once, and the public half of the key pair that the agent made. */
export const EnrolRequest = z.strictObject({
  code: z.string().min(1).max(128),
  /** SPKI of an Ed25519 key, in DER: 44 bytes. */
  publicKey: z.string().length(59).regex(base64url),
});
export const EnrolAnswer = z.strictObject({ agentId: Id });

/** `POST /challenge`: asks for something to sign. */
export const ChallengeRequest = z.strictObject({ agentId: Id });
const challenge = z.string().min(16).max(128).regex(base64url);
export const ChallengeAnswer = z.strictObject({ challenge });

/** `POST /session`: the signature of `sessionText`, in 64 bytes. No clock of the agent matters. */
export const SessionRequest = z.strictObject({
  agentId: Id,
  challenge,
  signature: z.string().length(86).regex(base64url),
});
export const SessionAnswer = z.strictObject({
  token: z
    .string()
    .max(TOKEN_LENGTH_MAX)
    .regex(/^[A-Za-z0-9._~+/-]+=*$/),
  expiresInMs: whole,
});

/** What an agent signs to open a session. */
export function sessionText({ agentId, challenge }: { readonly agentId: string; readonly challenge: string }): string {
  return `lintel-agent-session\n${agentId}\n${challenge}`;
}

/** `POST /records`, a record a line: all of them are acknowledged by this answer, also those that are refused. */
export const RecordsAnswer = z.strictObject({
  added: whole,
  repeated: whole,
  contradicted: whole,
  refused: z
    .array(z.strictObject({ storeId: Id, seq: Seq, code: z.string().max(TEXT_LENGTH_MAX), detail }))
    .max(LINK_RECORDS_MAX),
});

/** `POST /status`, every 2 s: how it is now. Nothing of it is kept but the last. */
export const StatusRequest = z.strictObject({
  /** The configuration that is applied; 0 while there is none. */
  configurationVersion: whole,
  cameras: z
    .array(
      z.strictObject({
        storeId: Id,
        sensorId: Id,
        state: z.enum(CAMERA_STATES),
        sinceMs: whole,
        why: z.string().max(HEALTH_TEXT_LENGTH_MAX),
        remedy: z.string().max(HEALTH_TEXT_LENGTH_MAX),
        /** Null while it is not known. */
        analysedPerSecond: z.number().min(0).max(ANALYSED_PER_SECOND_MAX).nullable(),
        droppedShare: z.number().min(0).max(1).nullable(),
      }),
    )
    .max(LINK_CAMERAS_MAX),
  /** Zones: how many people are in it now, and how long the one has waited who came first; 0 where nobody is there. */
  live: z
    .array(z.strictObject({ storeId: Id, unitId: UnitId, people: whole.max(PEOPLE_MAX), waitingMs: whole }))
    .max(LINK_CAMERAS_MAX * ZONES_MAX),
  /** Where people are, of cameras that somebody sets up now. Left out where nobody does. */
  dots: z
    .array(
      z.strictObject({
        storeId: Id,
        sensorId: Id,
        moments: z.array(z.strictObject({ atMs: whole, points: DotPoints })).max(LINK_MOMENTS_MAX),
      }),
    )
    .max(LINK_SETUPS_MAX)
    .optional(),
  outbox: z.strictObject({
    records: whole,
    bytes: whole,
    oldestAtMs: whole.nullable(),
    coarsened: whole,
    dropped: whole,
    refused: whole,
  }),
  agentVersion: z.string().max(VERSION_TEXT_LENGTH_MAX),
  nowMs: whole,
});

/** Names one asking; the same in each answer for as long as it holds. */
const orderId = z
  .string()
  .min(1)
  .max(ORDER_ID_LENGTH_MAX)
  .regex(/^[A-Za-z0-9_-]+$/);

/** What somebody at the server wants an agent to show of a camera, for as long as its answers name it. */
export const ShowOrder = z.discriminatedUnion("kind", [
  /** The picture of its scene with nobody in it. */
  z.strictObject({ kind: z.literal("scene"), storeId: Id, sensorId: Id, id: orderId }),
  /** Dots while it is set up, for `leftMs` more. */
  z.strictObject({
    kind: z.literal("setup"),
    storeId: Id,
    sensorId: Id,
    id: orderId,
    leftMs: whole.max(SETUP_MS_MAX),
  }),
]);

/** An agent that can follow orders asks for them, by `POST /status?orders=1`; one that cannot would not know what they are. */
export const ORDERS_QUERY = "orders=1";

export const StatusAnswer = z.strictObject({
  configurationVersion: whole,
  nowMs: whole,
  /** Left out where nobody wants anything. */
  orders: z.array(ShowOrder).max(LINK_ORDERS_MAX).optional(),
});

/** `POST /scene`: the picture of a camera's scene with nobody in it, to an order. */
export const SceneRequest = z.strictObject({ storeId: Id, sensorId: Id, id: orderId, picture: ScenePicture });
/** Whether it was wanted still. */
export const SceneAnswer = z.strictObject({ isTaken: z.boolean() });

/** `GET /configuration`: all that an agent needs to count, applied whole or not at all. */
export const Configuration = z.strictObject({
  version: whole,
  /** The deployment, cut to the stores of the agent; who applies it reads it like a file. */
  deployment: z.record(z.string(), z.json()),
  laws: z
    .array(z.strictObject({ name: z.string().min(1).max(TEXT_LENGTH_MAX), text: z.string().max(LAW_LENGTH_MAX) }))
    .max(LAWS_MAX),
  units: z
    .array(z.strictObject({ storeId: Id, kind: z.enum(["line", "zone"]), unitId: UnitId, version: Version }))
    .max(UNITS_MAX),
  /** What the `$NAME`s of the deployment stand for. In memory only. */
  secrets: z
    .record(SecretName, Secret)
    .refine((secrets) => Object.keys(secrets).length <= SECRETS_MAX, "too many secrets"),
});

/** Any answer that is not 200. */
export const LinkError = z.strictObject({ code: z.string().max(TEXT_LENGTH_MAX), detail, remedy: detail });

export type EnrolRequest = z.infer<typeof EnrolRequest>;
export type EnrolAnswer = z.infer<typeof EnrolAnswer>;
export type ChallengeRequest = z.infer<typeof ChallengeRequest>;
export type ChallengeAnswer = z.infer<typeof ChallengeAnswer>;
export type SessionRequest = z.infer<typeof SessionRequest>;
export type SessionAnswer = z.infer<typeof SessionAnswer>;
export type RecordsAnswer = z.infer<typeof RecordsAnswer>;
export type StatusRequest = z.infer<typeof StatusRequest>;
export type ShowOrder = z.infer<typeof ShowOrder>;
export type StatusAnswer = z.infer<typeof StatusAnswer>;
export type SceneRequest = z.infer<typeof SceneRequest>;
export type SceneAnswer = z.infer<typeof SceneAnswer>;
export type Configuration = z.infer<typeof Configuration>;
export type LinkError = z.infer<typeof LinkError>;
