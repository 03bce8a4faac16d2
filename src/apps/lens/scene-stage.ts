import { openCanvas, openFileCanvas } from "#adapters/canvas/canvas.ts";
import type { PersonDetector } from "#adapters/detector/person-detector.ts";
import type { Sample } from "#domain/emptiness/empty-scene.ts";
import { placesTaken, rescaled, type Sighting, withRoom } from "#domain/emptiness/presence.ts";
import { sceneSize } from "#domain/emptiness/scene-size.ts";
import { assertGranted, type Grant } from "#domain/policy/grant.ts";
import type { Box, Size } from "#domain/space/box.ts";
import type { TimedFrame } from "#domain/vision/frame.ts";
import { SCENE_BYTES_MAX, SCENE_MS_MIN, type ScenePicture } from "#domain/wire/scene-picture.ts";
import { personFreePicture } from "./person-free-picture.ts";
import type { Sight } from "./walk.ts";

/** For so long pictures are gathered of which the scene is made, in milliseconds: whoever walks is gone by then. */
const GATHER_MS = 48_000;
/** After the last of them it is looked on for so long, because who is there again was there (see `presence.ts`). */
const AFTER_MS = 3000;
/** One picture in so many milliseconds: 40 in all, 62 MB of the largest. */
const SAMPLE_MS = 1200;
const SAMPLES_MAX = GATHER_MS / SAMPLE_MS;
/** A scene of fewer would be little seen; a camera of few frames is looked at for longer. */
const SAMPLES_MIN = 20;
/** Cameras of one lens for which pictures are gathered at a time; others wait for their turn. */
const SCENES_AT_ONCE_MAX = 2;
/** In the samples somebody this surely seen must be gone from the scene; below it is mostly poles and shadows. */
const SEEN_SCORE_MIN = 0.4;
/** So surely seen, somebody tells how large people are there. */
const SURE_SCORE_MIN = 0.5;
/** The qualities at which a picture is packed, the first that is small enough. */
const JPEG_QUALITIES = [85, 70, 50, 30] as const;
/** A picture of which less than this is known (0..1) is of no use to anybody, and not sent. */
const KNOWN_SHARE_MIN = 0.02;

/** The cameras of one lens that gather pictures now. */
export type SceneTurns = Set<SceneStage>;

type Gathering = {
  beganAtMs: number | null;
  timeline: number;
  nextSampleAtMs: number;
  /** Every look since it began. */
  readonly sightings: Sighting[];
  readonly pictures: { readonly rgb: Uint8Array; readonly index: number }[];
};

/**
 * Makes the picture of a camera's scene with nobody in it, when it is asked for.
 *
 *     ask ─► a turn ─► 40 pictures in 48 s, and who is where ─► median of what was free ─► search, near and far ─► sent
 *                          │ the camera sees nothing, or its clock was set: all are thrown away, and it begins anew
 *
 * INVARIANT: pictures are held only between its turn and its end, in memory, and no frame ever leaves: only the median of what
 * nobody stood before, after the detector found nobody on it, just as it leaves.
 */
export class SceneStage {
  readonly size: Size;
  readonly #picture: Size;
  readonly #detector: PersonDetector;
  readonly #turns: SceneTurns;
  readonly #onPicture: (picture: Omit<ScenePicture, "atMs">) => void;
  /** A looped film's turns are timelines too, and its time goes on. */
  readonly #isLooped: boolean;
  #isWanted = false;
  #isClosed = false;
  #isMaking = false;
  #sentMs = Number.NEGATIVE_INFINITY;
  #gathering: Gathering | null = null;
  /** Of the frame that is walked now. */
  #detail: Uint8Array | null = null;

  constructor(
    grant: Grant<"scene-picture">,
    {
      picture,
      detector,
      turns = new Set(),
      isLooped = false,
      onPicture,
    }: {
      readonly picture: Size;
      readonly detector: PersonDetector;
      readonly turns?: SceneTurns;
      readonly isLooped?: boolean;
      readonly onPicture: (picture: Omit<ScenePicture, "atMs">) => void;
    },
  ) {
    assertGranted(grant, "scene-picture");
    this.size = sceneSize(picture);
    this.#picture = picture;
    this.#detector = detector;
    this.#turns = turns;
    this.#isLooped = isLooped;
    this.#onPicture = onPicture;
  }

  /** Asks for a picture. While one is being made, or waits for its turn, that one is meant. */
  ask(): void {
    this.#isWanted = true;
  }

  /** Whether a picture is being made, or pictures are gathered for one. */
  get isBusy(): boolean {
    return this.#isMaking || this.#gathering !== null;
  }

  /** The size at which a frame of this time is wanted; null where it is not. */
  detailAt(atMs: number): Size | null {
    const gathering = this.#gathering;
    if (!gathering || atMs < gathering.nextSampleAtMs || gathering.pictures.length >= SAMPLES_MAX) return null;
    gathering.nextSampleAtMs = atMs + SAMPLE_MS;
    return this.size;
  }

  /** Hands frames on, and keeps what was wanted of each until it is known who is on it. */
  async *over(frames: AsyncIterable<TimedFrame>): AsyncGenerator<TimedFrame> {
    for await (const frame of frames) {
      this.#detail = frame.detail?.rgb ?? null;
      yield frame;
    }
  }

  /** Takes in what the last frame came to. */
  hear({ atMs, timeline, tracks, found, verdict }: Omit<Sight, "looks">): void {
    const detail = this.#detail;
    this.#detail = null;
    const isBlind = verdict !== null && verdict.state !== "running";
    const isOtherTime = !this.#isLooped && this.#gathering !== null && this.#gathering.timeline !== timeline;
    if (isOtherTime) this.#gathering = newGathering(timeline);
    if (isBlind) {
      // It may stay so for days, and others wait for their turn.
      if (this.#gathering) this.#end();
      return;
    }
    this.#beginWhereItsTurn(timeline);
    const gathering = this.#gathering;
    if (!gathering) return;
    gathering.beganAtMs ??= atMs;
    gathering.sightings.push({ atMs, tracks: [...tracks], detections: [...found] });
    if (detail && verdict?.isDoubtful !== true)
      gathering.pictures.push({ rgb: detail, index: gathering.sightings.length - 1 });
    const isOver = atMs - gathering.beganAtMs >= GATHER_MS + AFTER_MS;
    if (isOver && gathering.pictures.length >= SAMPLES_MIN) void this.#make(gathering);
  }

  /** Throws away what was gathered; nothing is sent any more. */
  close(): void {
    this.#isClosed = true;
    this.#end();
  }

  #beginWhereItsTurn(timeline: number): void {
    if (!this.#isWanted || this.#gathering || this.#isMaking || this.#isClosed) return;
    if (performance.now() - this.#sentMs < SCENE_MS_MIN || this.#turns.size >= SCENES_AT_ONCE_MAX) return;
    this.#turns.add(this);
    this.#gathering = newGathering(timeline);
  }

  #end(): void {
    this.#gathering = null;
    this.#detail = null;
    this.#turns.delete(this);
  }

  async #make(gathering: Gathering): Promise<void> {
    this.#isMaking = true;
    this.#gathering = null;
    const last: { file: Uint8Array | null } = { file: null };
    const { knownShare } = await personFreePicture(this.#samplesOf(gathering), {
      size: this.size,
      detector: this.#detector,
      tallest: this.#tallestIn(gathering),
      // What is searched is the file that leaves, and not the picture that it was made of.
      asShown: async (rgb) => {
        last.file = packed(this.size, rgb);
        return last.file ? (await openFileCanvas(last.file)).rgb() : rgb;
      },
    });
    this.#isMaking = false;
    this.#end();
    this.#sentMs = performance.now();
    // Where nothing could be shown it is gathered again: the next pictures may be of a quieter time.
    const { file } = last;
    if (this.#isClosed || file === null || knownShare < KNOWN_SHARE_MIN) return;
    this.#isWanted = false;
    const { width, height } = this.size;
    const knownPercent = Math.max(1, Math.floor(100 * knownShare));
    this.#onPicture({ width, height, knownPercent, jpeg: Buffer.from(file).toString("base64") });
  }

  /** The height of the largest person surely seen, in pixels of the picture; without bounds where there was nobody. */
  #tallestIn({ sightings }: Gathering): number {
    const sure = sightings.flatMap(({ detections }) => detections.filter(({ score }) => score >= SURE_SCORE_MIN));
    if (sure.length === 0) return Number.POSITIVE_INFINITY;
    const tallest = sure.reduce((most, { box }) => Math.max(most, box.height), 0);
    return tallest * (this.size.height / this.#picture.height);
  }

  #samplesOf({ sightings, pictures }: Gathering): Sample[] {
    const toScene = (box: Box) => rescaled(box, { from: this.#picture, to: this.size });
    return pictures.map(({ rgb, index }) => ({
      rgb,
      taken: placesTaken(sightings, index).map((box) => toScene(withRoom(box))),
      seen: sightings[index]!.detections.filter(({ score }) => score >= SEEN_SCORE_MIN).map(({ box }) => toScene(box)),
    }));
  }
}

function newGathering(timeline: number): Gathering {
  return { beganAtMs: null, timeline, nextSampleAtMs: Number.NEGATIVE_INFINITY, sightings: [], pictures: [] };
}

/** The picture as a file that is small enough; null where it cannot be. */
function packed(size: Size, rgb: Uint8Array): Uint8Array | null {
  const canvas = openCanvas(size, rgb);
  for (const quality of JPEG_QUALITIES) {
    const file = canvas.jpeg(quality);
    if (file.length <= SCENE_BYTES_MAX) return file;
  }
  return null;
}
