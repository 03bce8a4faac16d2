import type { LumaCells } from "#domain/vision/luma-cells.ts";

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
/** Every so many edges are asked for the contrast; all would say the same and cost more than the rest. */
const CONTRAST_STRIDE = 4;
/** How often a picture is taken while the scene is not known, and how often to follow what changes in it. */
const FIRST_SAMPLE_MS = 1000;
const LATER_SAMPLE_MS = 60_000;
/** The scene is learned anew only from a view of which so much stands: a shelf was moved, and not the camera. */
const FOLLOW_SHARE_MIN = 0.75;

type Scene = { readonly columns: number; readonly rows: number; readonly edges: LastingEdges };

/** Where the lasting edges lie, and how strong each is; typed, because every frame goes through them. */
type LastingEdges = { readonly places: Int32Array; readonly strengths: Float32Array };

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
   * `edges` are those of the cells. A picture of another size begins a scene anew.
   */
  standing(cells: LumaCells, edges: Float32Array, atMs: number): number | null {
    if (this.#scene && (this.#scene.columns !== cells.columns || this.#scene.rows !== cells.rows)) this.#forget();
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
    const lasting: number[] = [];
    for (const [at, sum] of this.#sums.entries())
      if (Math.abs(this.#votes[at]!) >= SAMPLES_WITH_EDGE_MIN && Math.abs(sum) >= SCENE_EDGE_MIN * SAMPLES)
        lasting.push(at);
    if (lasting.length >= SCENE_EDGES_MIN) {
      const sums = this.#sums;
      const strengths = Float32Array.from(lasting, (at) => sums[at]! / SAMPLES);
      this.#scene = { columns, rows, edges: { places: Int32Array.from(lasting), strengths } };
    }
    this.#sums = null;
    this.#samples = 0;
  }
}

function standingShare({ edges: { places, strengths } }: Scene, edges: Float32Array): number {
  const contrast = Math.min(1, contrastOf({ places, strengths }, edges));
  let standing = 0;
  for (let index = 0; index < places.length; index++) {
    const strength = strengths[index]!;
    const now = edges[places[index]!]! * Math.sign(strength);
    if (now >= Math.max(STANDING_MIN, STANDING_SHARE * contrast * Math.abs(strength))) standing += 1;
  }
  return standing / places.length;
}

/** How strong edges are now where the scene has its own, as a multiple of what they were: the middle one speaks for all. */
function contrastOf({ places, strengths }: LastingEdges, edges: Float32Array): number {
  const ratios = new Float32Array(Math.ceil(places.length / CONTRAST_STRIDE));
  for (let index = 0; index < ratios.length; index++) {
    const at = index * CONTRAST_STRIDE;
    ratios[index] = Math.abs(edges[places[at]!]! / strengths[at]!);
  }
  return ratios.sort()[Math.floor(ratios.length / 2)] ?? 1;
}
