import type { LumaCells } from "#domain/vision/luma-cells.ts";
import { edgesOf } from "./view-content.ts";

/** So many pictures make out what stands in a scene. */
const SAMPLES = 15;
/** An edge belongs to the scene when so many of them have it, the same way round: people come and go. */
const SAMPLES_WITH_EDGE_MIN = 12;
/** How strong an edge of the scene is at least, and in any one picture, in levels of 0..255. */
const SCENE_EDGE_MIN = 8;
const EDGE_MIN = 4;
/** An edge still stands when it has this share of its strength, after a change of the contrast of all is taken off. */
const STANDING_SHARE = 0.3;
const STANDING_MIN = 2;
/** A scene with fewer edges has too little in it to say that it has moved. */
const SCENE_EDGES_MIN = 60;
/** How often a picture is taken while the scene is not known, and how often to follow what changes in it. */
const FIRST_SAMPLE_MS = 1000;
const LATER_SAMPLE_MS = 60_000;
/** The scene is learned anew only from a view of which so much stands: a shelf was moved, and not the camera. */
const FOLLOW_SHARE_MIN = 0.75;

type Scene = { readonly columns: number; readonly rows: number; readonly edges: ReadonlyMap<number, number> };

/**
 * Knows the lasting edges of a scene, and how many of them still stand: the corner of a shelf, the frame of the door. Light
 * that changes makes edges weaker or stronger and never turns them round; people hide a few for a while. A camera that was
 * turned has other edges at other places.
 *
 * It follows a shop that is rearranged bit by bit. LIMIT: so it does a camera that sinks by a hair each hour.
 */
export class SceneStructure {
  #scene: Scene | null = null;
  #sums: Float32Array | null = null;
  #votes: Int16Array | null = null;
  #samples = 0;
  #sampledAtMs = Number.NEGATIVE_INFINITY;

  get isKnown(): boolean {
    return this.#scene !== null;
  }

  /**
   * The share of the scene's edges that stand in this picture; null while the scene is not known, or has too little in it.
   * A picture of another size begins a scene anew.
   */
  standing(cells: LumaCells, atMs: number): number | null {
    if (this.#scene && (this.#scene.columns !== cells.columns || this.#scene.rows !== cells.rows)) this.#forget();
    const edges = edgesOf(cells);
    const share = this.#scene ? standingShare(this.#scene, edges) : null;
    const paceMs = this.#scene ? LATER_SAMPLE_MS : FIRST_SAMPLE_MS;
    // A clock that was set back must not stop the learning.
    const isDue = Math.abs(atMs - this.#sampledAtMs) >= paceMs;
    if (isDue && (share === null || share >= FOLLOW_SHARE_MIN)) {
      this.#sampledAtMs = atMs;
      this.#learn(edges, cells);
    }
    return share;
  }

  #forget(): void {
    this.#scene = null;
    this.#sums = null;
    this.#votes = null;
    this.#samples = 0;
  }

  #learn(edges: Float32Array, { columns, rows }: LumaCells): void {
    if (this.#sums?.length !== edges.length || !this.#votes) {
      this.#sums = new Float32Array(edges.length);
      this.#votes = new Int16Array(edges.length);
      this.#samples = 0;
    }
    for (const [at, edge] of edges.entries()) {
      this.#sums[at]! += edge;
      if (Math.abs(edge) >= EDGE_MIN) this.#votes[at]! += Math.sign(edge);
    }
    this.#samples += 1;
    if (this.#samples < SAMPLES) return;
    const lasting = new Map<number, number>();
    for (const [at, sum] of this.#sums.entries())
      if (Math.abs(this.#votes[at]!) >= SAMPLES_WITH_EDGE_MIN && Math.abs(sum) >= SCENE_EDGE_MIN * SAMPLES)
        lasting.set(at, sum / SAMPLES);
    const isRich = lasting.size >= SCENE_EDGES_MIN;
    if (isRich) this.#scene = { columns, rows, edges: lasting };
    this.#sums = null;
    this.#samples = 0;
  }
}

function standingShare({ edges: lasting }: Scene, edges: Float32Array): number {
  const contrast = Math.min(1, contrastOf(lasting, edges));
  let standing = 0;
  for (const [at, strength] of lasting) {
    const now = edges[at]! * Math.sign(strength);
    if (now >= Math.max(STANDING_MIN, STANDING_SHARE * contrast * Math.abs(strength))) standing += 1;
  }
  return standing / lasting.size;
}

/** How strong edges are now where the scene has its own, as a multiple of what they were: the middle one speaks for all. */
function contrastOf(lasting: ReadonlyMap<number, number>, edges: Float32Array): number {
  const ratios = [...lasting].map(([at, strength]) => Math.abs(edges[at]! / strength)).toSorted((a, b) => a - b);
  return ratios[Math.floor(ratios.length / 2)] ?? 1;
}
