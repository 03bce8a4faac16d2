import {
  Color,
  DirectionalLight,
  GLSL3,
  Scene as Graph,
  HalfFloatType,
  HemisphereLight,
  LinearSRGBColorSpace,
  Mesh,
  MeshStandardMaterial,
  NoToneMapping,
  OrthographicCamera,
  PCFSoftShadowMap,
  PerspectiveCamera,
  PlaneGeometry,
  RawShaderMaterial,
  WebGLRenderer,
  WebGLRenderTarget,
} from "three";
import { isPoster, POSTER_ASPECT } from "./display.ts";
import type { Scene } from "./scene.ts";
import { setUp } from "./stage.ts";

/** Draws one frame and answers its pixels: packed R, G, B by rows from the top, in base 64. */
export type Painter = (frame: number) => string;

/**
 * Draws a scene in the browser. The picture is drawn in linear light and then goes through what a cheap
 * camera does: a soft lens, a filmic tone curve, dark corners, noise that is stronger in the dark.
 * @public The browser's page calls it, which the compiler does not see.
 */
export function openPainter(scene: Scene): Painter {
  const { width, height } = scene.picture;
  const stage = setUp(scene);
  const renderer = new WebGLRenderer({ antialias: false });
  renderer.outputColorSpace = LinearSRGBColorSpace;
  renderer.toneMapping = NoToneMapping;
  renderer.localClippingEnabled = scene.mirror !== undefined;
  renderer.shadowMap.enabled = !scene.isShadowless;
  renderer.shadowMap.type = PCFSoftShadowMap;
  const samples = scene.samples === 1 ? 0 : 4;
  const light = new WebGLRenderTarget(width, height, { type: HalfFloatType, samples });
  const film = new WebGLRenderTarget(width, height);
  const lens = new RawShaderMaterial({
    glslVersion: GLSL3,
    uniforms: {
      light: { value: light.texture },
      size: { value: [width, height] },
      frame: { value: 0 },
      noise: { value: scene.noise ?? 1 },
    },
    vertexShader: "in vec3 position; void main() { gl_Position = vec4(position.xy, 0.0, 1.0); }",
    fragmentShader: LENS,
  });
  const sheet = new Graph();
  sheet.add(new Mesh(new PlaneGeometry(2, 2), lens));
  const flat = new OrthographicCamera(-1, 1, 1, -1, 0, 1);
  const rgba = new Uint8Array(width * height * 4);
  printPosters(renderer, stage.graph);

  return (frame) => {
    stage.show(frame);
    renderer.setRenderTarget(light);
    renderer.render(stage.graph, stage.camera);
    const value = lens.uniforms.frame;
    if (value) value.value = frame;
    renderer.setRenderTarget(film);
    renderer.render(sheet, flat);
    renderer.readRenderTargetPixels(film, 0, 0, width, height, rgba);
    return inBase64(upright(rgba, width, height));
  };
}

/** Takes the picture that each poster shows, once; it is then paper on a wall. */
function printPosters(renderer: WebGLRenderer, graph: Graph): void {
  graph.traverse((part) => {
    if (!(part instanceof Mesh && isPoster(part.userData))) return;
    const { sitter } = part.userData;
    const studio = new Graph();
    studio.background = new Color("#8fa6b5");
    const lamp = new DirectionalLight("#fff4e8", 2.4);
    lamp.position.set(-2, 3, 4);
    studio.add(sitter, lamp, new HemisphereLight("#ffffff", "#777777", 1.2));
    const eye = new PerspectiveCamera(28, POSTER_ASPECT, 0.1, 20);
    eye.position.set(0, 0.95, 4);
    const paper = new WebGLRenderTarget(384, Math.round(384 / POSTER_ASPECT), { type: HalfFloatType, samples: 4 });
    renderer.setRenderTarget(paper);
    renderer.render(studio, eye);
    part.material = new MeshStandardMaterial({ map: paper.texture, roughness: 0.6 });
  });
}

/** WebGL counts rows from the bottom. */
function upright(rgba: Uint8Array, width: number, height: number): Uint8Array {
  const rgb = new Uint8Array(width * height * 3);
  let to = 0;
  for (let row = height - 1; row >= 0; row--)
    for (let column = 0; column < width; column++) {
      const from = (row * width + column) * 4;
      for (let part = 0; part < 3; part++) rgb[to++] = rgba[from + part] ?? 0;
    }
  return rgb;
}

function inBase64(bytes: Uint8Array): string {
  const pieces: string[] = [];
  const piece = 0x6000;
  for (let at = 0; at < bytes.length; at += piece) pieces.push(String.fromCharCode(...bytes.subarray(at, at + piece)));
  return btoa(pieces.join(""));
}

const LENS = `
precision highp float;
uniform sampler2D light;
uniform vec2 size;
uniform float frame;
uniform float noise;
out vec4 colour;

float chance(vec3 at) {
  at = fract(at * 0.1031);
  at += dot(at, at.zyx + 31.32);
  return fract((at.x + at.y) * at.z);
}

vec3 film(vec3 x) { // Narkowicz, a fit of the ACES curve
  x *= 1.05;
  return clamp((x * (2.51 * x + 0.03)) / (x * (2.43 * x + 0.59) + 0.14), 0.0, 1.0);
}

void main() {
  vec2 at = gl_FragCoord.xy / size;
  vec2 step = 0.6 / size;
  vec3 sum = 2.0 * texture(light, at).rgb;
  sum += texture(light, at + vec2(step.x, 0.0)).rgb + texture(light, at - vec2(step.x, 0.0)).rgb;
  sum += texture(light, at + vec2(0.0, step.y)).rgb + texture(light, at - vec2(0.0, step.y)).rgb;
  vec2 off = at - 0.5;
  vec3 seen = film(sum / 6.0 * (1.0 - 0.45 * dot(off, off)));
  seen = pow(seen, vec3(1.0 / 2.2));
  float grain = chance(vec3(gl_FragCoord.xy, frame)) + chance(vec3(gl_FragCoord.yx, frame + 7.0)) - 1.0;
  float tint = chance(vec3(gl_FragCoord.xy, frame + 3.0)) - 0.5;
  seen += noise * (0.022 * grain + 0.008 * vec3(tint, 0.0, -tint)) * (1.2 - 0.7 * seen.g);
  colour = vec4(seen, 1.0);
}`;
