import { hevcParameters, parameterBits, sequenceParameters } from "./sequence-parameters.ts";

/** What a camera says of a stream before it sends any of it; null where it does not say. */
export type DescribedStream = {
  /** `H264`, `H265`, `JPEG`, `MPEG4`; another as the camera writes it. */
  readonly codec: string;
  readonly width: number | null;
  readonly height: number | null;
  readonly framesPerSecond: number | null;
};

/** Cameras describe two or three streams in a few hundred letters. */
const LINES_READ_MAX = 500;
const JPEG_TYPE = "26";
const SIDE_MAX = 16_384;
const FRAMES_PER_SECOND_MAX = 1000;

/**
 * Reads the stream of pictures out of a session's description (SDP, RFC 8866; RFC 6184 and RFC 7798 for the parameters of
 * H.264 and H.265). Null where none is described. No picture is needed for it.
 */
export function readSessionDescription(text: string): DescribedStream | null {
  const lines = text.split(/\r?\n/).slice(0, LINES_READ_MAX);
  const start = lines.findIndex((line) => line.startsWith("m=video "));
  if (start < 0) return null;
  const rest = lines.slice(start + 1);
  const end = rest.findIndex((line) => line.startsWith("m="));
  const told = end < 0 ? rest : rest.slice(0, end);
  const type = lines[start]!.trim().split(/\s+/)[3] ?? "";
  const matchOf = (pattern: RegExp) => told.map((line) => pattern.exec(line)).find((match) => match !== null);
  const encoding = matchOf(/^a=rtpmap:\s*\d+\s+([A-Za-z\d-]{1,20})\//)?.[1] ?? (type === JPEG_TYPE ? "JPEG" : "");
  const codec = codecName(encoding);

  const said = matchOf(/^a=(?:framesize:\s*\d+\s+(\d+)-(\d+)|x-dimensions:\s*(\d+)\s*,\s*(\d+))/);
  const sets = matchOf(/^a=fmtp:.*?\bsprop-(?:parameter-sets|sps)=([A-Za-z\d+/=]+)/)?.[1];
  const bits = sets === undefined ? null : parameterBits(sets);
  const parameters =
    bits && (codec === "H264" ? sequenceParameters(bits) : codec === "H265" ? hevcParameters(bits) : null);
  const rate = matchOf(/^a=(?:framerate|x-framerate):\s*([\d.]{1,10})/)?.[1];
  return {
    codec,
    width: within(parameters?.width ?? numberOf(said?.[1] ?? said?.[3]), SIDE_MAX),
    height: within(parameters?.height ?? numberOf(said?.[2] ?? said?.[4]), SIDE_MAX),
    framesPerSecond: within(numberOf(rate) ?? parameters?.framesPerSecond ?? null, FRAMES_PER_SECOND_MAX),
  };
}

function codecName(encoding: string): string {
  const plain = encoding.toUpperCase().replace(/[^A-Z\d]/g, "");
  return { HEVC: "H265", MP4VES: "MPEG4" }[plain] ?? plain;
}

function numberOf(text: string | undefined): number | null {
  const value = Number(text ?? Number.NaN);
  return Number.isFinite(value) ? value : null;
}

function within(value: number | null, max: number): number | null {
  return value !== null && value > 0 && value <= max ? Math.round(value * 10) / 10 : null;
}
