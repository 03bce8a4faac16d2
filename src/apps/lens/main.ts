import { writeSync } from "node:fs";
import { createInterface } from "node:readline";
import { loopedFilm } from "#adapters/camera/address.ts";
import { type Camera, openCamera } from "#adapters/camera/open-camera.ts";
import { openPersonDetector, type PersonDetector } from "#adapters/detector/person-detector.ts";
import { suitableLookSize } from "#adapters/detector/suitable-look-size.ts";
import { Counter, type Trust } from "#domain/counting/counter.ts";
import { LineProposer } from "#domain/counting/line-proposal.ts";
import { Fault } from "#domain/fault/fault.ts";
import { isCounted, type SeenState } from "#domain/health/camera-state.ts";
import { SceneStructure } from "#domain/health/scene-structure.ts";
import { grantsOfOrder, mayWatchLive } from "#domain/policy/grant.ts";
import type { Size } from "#domain/space/box.ts";
import { ClothLesson } from "#domain/staff/cloth-lesson.ts";
import { ClothStage } from "#domain/staff/cloth-stage.ts";
import type { LookSize } from "#domain/vision/look-size.ts";
import {
  CAMERAS_PER_LENS_MAX,
  CLOCK_STEP_MS_MAX,
  cutDetail,
  type LensMessage,
  type Said,
} from "#domain/wire/lens-message.ts";
import { LensOrder, type WatchOrderOnTheWire } from "#domain/wire/lens-order.ts";
import type { DotPoints } from "#domain/wire/setup-dots.ts";
import { DotsStage } from "./dots-stage.ts";
import { type Looks, oneLookAtATime } from "./one-look-at-a-time.ts";
import type { SceneStage } from "./scene-stage.ts";
import { FLUSH_MS, openTeller } from "./teller.ts";
import { type Sight, walk } from "./walk.ts";

// The lens: the only process that sees pixels. It runs without the right to write files, start programs or open
// sockets (see `apps/agent/lens-process.ts`), and its one way out is this pipe. It watches as many cameras as it is told
// to, with one network: a further camera costs a few megabytes, a further process two hundred.
// LIMIT: Node's permissions bind script, not the native code of the decoder and the network.
const MESSAGE_PIPE = 3;
/** So surely seen, somebody is there while a garment is shown; a garment on its hanger is taken for nobody so surely. */
const SOMEBODY_SCORE_MIN = 0.4;
/** Scenes that are remembered, those of cameras that went away among them; the one that was used least lately is let go. */
const SCENES_MAX = 2 * CAMERAS_PER_LENS_MAX;

/** Tells the agent something of one camera. */
type Say = (said: Said) => void;

/** How to stop each camera that is watched now. */
const stops = new Map<number, AbortController>();
/** What can be shown of each; nothing where no grant says so. */
const shows = new Map<number, Shown>();
type Shown = { scene: SceneStage | null; dots: DotsStage | null };
/** Those that gather pictures for a scene. */
const sceneTurns = new Set<SceneStage>();
/** Opened for the first camera, and kept to the end of the process. INVARIANT: the agent gives a lens one network only. */
let sharedLooks: Promise<Looks> | undefined;
let affordable: Promise<LookSize> | undefined;
/**
 * What each camera's scene looked like when its lines were begun: a grid of edges, kept so that a camera which was turned
 * while it was away is found out. It is never told to anybody.
 */
const scenes = new Map<string, SceneStructure>();

function follow({ camera, order }: LensOrder): void {
  if (order.kind === "watch") begin(camera, order);
  else if (order.kind === "stop") stops.get(camera)?.abort();
  // Without a grant there is no such stage, and the order is for nothing.
  else if (order.kind === "scene") shows.get(camera)?.scene?.ask();
  else shows.get(camera)?.dots?.show(order.forMs);
}

function begin(camera: number, order: WatchOrderOnTheWire): void {
  const stop = new AbortController();
  stops.set(camera, stop);
  const say: Say = (said) => writeAll(Buffer.from(`${JSON.stringify({ camera, said } satisfies LensMessage)}\n`));
  const shown: Shown = { scene: null, dots: null };
  shows.set(camera, shown);
  void watchToItsEnd(order, { say, stop: stop.signal, shown }).then((end) => {
    shows.delete(camera);
    stops.delete(camera); // before the agent hears of it, and may give the number away anew
    say(end);
  });
}

function writeAll(bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length; ) written += writeSync(MESSAGE_PIPE, bytes, written);
}

type Outlet = { readonly say: Say; readonly stop: AbortSignal; readonly shown: Shown };

/** A bug is thrown, and ends the process with all its cameras. */
async function watchToItsEnd(order: WatchOrderOnTheWire, outlet: Outlet): Promise<Said> {
  try {
    await watch(order, outlet);
    return { kind: "ended" };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { kind: "fault", code: error.code, detail: cutDetail(error.detail) };
  }
}

async function watch(order: WatchOrderOnTheWire, { say, stop, shown }: Outlet): Promise<void> {
  sharedLooks ??= openPersonDetector({ modelPath: order.model }).then(oneLookAtATime);
  const looks = await sharedLooks;
  const { detector } = looks;
  const lookSize = order.lookSize ?? (order.model === undefined ? await affordableWith(detector) : null);
  const model = (size: Size) => detector.modelFor(size, lookSize ?? undefined);
  const detail = (atMs: number) => shown.scene?.detailAt(atMs) ?? null;
  await using camera = await openCamera({ ...order, model, reusesPixels: true, detail });
  using _watched = looks.watch(camera);
  if (stop.aborted) return;
  stop.addEventListener("abort", () => void camera.close());
  const { picture, durationMs, isLive } = camera;
  say({ kind: "opened", width: picture.width, height: picture.height, durationMs, isLive, lookSize });

  const grants = grantsOfOrder(order.grants);
  if (!grants.count && !grants.zones) throw new Fault("place/denied", "nothing may be built for this camera");
  if (isLive && !mayWatchLive(grants))
    throw new Fault("place/denied", "a camera was to be watched as if it were a film");
  let counter = new Counter({ ...order, grants }, picture);
  const staffGrant = grants["staff-exclusion"];
  const cloth = staffGrant && order.staff ? new ClothStage(staffGrant, order.staff) : null;
  if (order.task === "teach") return await teach();
  const { dots, scene } = await showing();
  const proposer = order.task === "propose" ? new LineProposer(picture) : null;
  const spent = { detectMs: 0, atMs: order.fromMs ?? 0 };
  const health = openHealthNews();
  const teller = openTeller({
    say,
    isLive,
    progress: () => [progress(camera, spent), ...health.news()],
    nowMs: () => performance.now(),
  });
  const ticking = isLive ? setInterval(() => teller.tellPartsDue(counter), FLUSH_MS) : undefined;
  // A film that is shown again and again shows what it has shown.
  const isJudged = isLive && loopedFilm(order.source) === null;
  let lastTimeline = 0;
  try {
    const frames = () => scene?.over(camera.frames()) ?? camera.frames();
    for await (const sight of walk({ frames }, detector, { scene: isJudged ? sceneOf(order) : null, cloth })) {
      const { atMs, tracks, detectMs, timeline } = sight;
      if (timeline !== lastTimeline) {
        counter.close();
        // A film that begins anew is no clock that was set.
        if (loopedFilm(order.source) === null) health.hear("clock-stepped", atMs, camera.steppedMs);
        teller.tellAll(counter);
        counter = new Counter({ ...order, grants }, picture);
      }
      lastTimeline = timeline;
      spent.atMs = atMs;
      spent.detectMs += detectMs;
      counter.update(tracks, atMs, trustIn(sight), sight.looks);
      if (sight.verdict) health.hear(sight.verdict.state, sight.verdict.sinceMs);
      scene?.hear(sight);
      dots?.hear(tracks);
      proposer?.update(tracks);
      if (proposer?.hasEnough) break;
      teller.tellDue(counter);
    }
  } finally {
    clearInterval(ticking);
    scene?.close();
    counter.close();
    teller.tellAll(counter);
  }
  const proposal = proposer?.propose();
  if (proposal) {
    const { line, paths, crossing } = proposal;
    say({ kind: "proposed", from: line.from, to: line.to, paths, crossing });
  }

  /** Measures the colours of a garment on a hanger. At the first sight of somebody it ends, and what was measured is forgotten. */
  async function teach(): Promise<void> {
    if (!staffGrant) throw new Fault("staff/not-permitted", "this camera may not look for staff");
    const lesson = new ClothLesson(staffGrant);
    for await (const frame of camera.frames()) {
      const people = await detector.detect(frame);
      if (people.some(({ score }) => score >= SOMEBODY_SCORE_MIN))
        throw new Fault("staff/somebody-there", "somebody is in the picture while a garment is shown");
      lesson.look(frame);
      if (lesson.isOver) break;
    }
    say({ kind: "taught", colours: lesson.cloth });
  }

  /** What may be shown of this camera, besides what is counted. */
  async function showing(): Promise<Shown> {
    const [sceneGrant, dotsGrant] = [grants["scene-picture"], grants["setup-view"]];
    if (dotsGrant) {
      const onDots = (points: DotPoints) => say({ kind: "dots", points });
      shown.dots = new DotsStage(dotsGrant, { picture, nowMs: () => performance.now(), onDots });
    }
    if (sceneGrant) {
      // Loaded only here, because most lenses never draw, and what draws is large.
      const { SceneStage } = await import("./scene-stage.ts");
      shown.scene = new SceneStage(sceneGrant, {
        picture,
        detector,
        turns: sceneTurns,
        isLooped: loopedFilm(order.source) !== null,
        onPicture: (made) => say({ kind: "scene", picture: { ...made, atMs: Date.now() } }),
      });
    }
    return shown;
  }
}

function trustIn({ verdict }: Sight): Trust {
  if (!verdict) return "sure";
  if (!isCounted(verdict.state)) return "blind";
  return verdict.isDoubtful ? "doubtful" : "sure";
}

/** The scene on which these lines and zones of a camera were begun. */
function sceneOf({ source, lines, zones }: WatchOrderOnTheWire): SceneStructure {
  const name = JSON.stringify([source, lines, zones]);
  const scene = scenes.get(name) ?? new SceneStructure();
  scenes.delete(name);
  scenes.set(name, scene);
  for (const oldest of scenes.keys()) {
    if (scenes.size <= SCENES_MAX) break;
    scenes.delete(oldest);
  }
  return scene;
}

/** How a camera is, once for each change since it was asked last. */
function openHealthNews() {
  let heard: Extract<Said, { kind: "health" }> | null = null;
  let told: SeenState | null = null;
  return {
    hear(state: SeenState, sinceMs: number, stepMs = 0) {
      const steppedMs = Math.max(-CLOCK_STEP_MS_MAX, Math.min(CLOCK_STEP_MS_MAX, stepMs));
      heard = { kind: "health", state, sinceMs: Math.max(0, sinceMs), steppedMs };
    },
    news(): Said[] {
      if (!heard || heard.state === told) return [];
      told = heard.state;
      return [heard];
    },
  };
}

/** How many pixels this machine can afford to look at; measured once. */
async function affordableWith(detector: PersonDetector): Promise<LookSize> {
  affordable ??= suitableLookSize(detector);
  return affordable;
}

function progress(camera: Camera, { detectMs, atMs }: { detectMs: number; atMs: number }): Said {
  const { decoded, analysed, dropped, damaged } = camera.counts;
  return { kind: "progress", atMs, decoded, analysed, dropped, damaged, detectMs: Math.round(detectMs) };
}

process.on("SIGINT", () => {}); // Ctrl-C reaches the whole terminal; the agent decides when a lens stops
const orders = createInterface({ input: process.stdin });
orders.on("line", (line) => follow(LensOrder.parse(JSON.parse(line))));
orders.on("close", () => process.exit(0));
