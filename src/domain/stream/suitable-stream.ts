/** One stream that a camera offers. */
export type StreamOffer = {
  /** What the camera calls it. */
  readonly name: string;
  /** `H264`, `H265`, `JPEG`, `MPEG4`; another as the camera writes it. */
  readonly codec: string;
  readonly width: number;
  readonly height: number;
  /** The most that it sends; null where the camera does not say. */
  readonly framesPerSecond: number | null;
};

/** The stream to take, and in sentences why, and what could be better. */
export type SuitableStream<Offer> = {
  readonly offer: Offer;
  readonly why: string;
  /** What to set in the camera for a better one; null where it is fine. */
  readonly advice: string | null;
};

/** What Lintel looks at is about so large; more is decoded and thrown away. */
export const SUITABLE_PIXELS = 640 * 360;
export const FRAMES_PER_SECOND_MIN = 10;
export const FRAMES_PER_SECOND_PREFERRED_MAX = 15;

/** What each thing is worth, in doublings of the number of pixels. People in too few pixels are lost, too many only cost. */
const TOO_SMALL_WEIGHT = 2;
const TOO_SLOW_WEIGHT = 3;
const TOO_FAST_WEIGHT = 0.5;
const CODEC_COST: Readonly<Record<string, number>> = { H264: 0, H265: 1, MPEG4: 2, JPEG: 2 };
/** Within so many doublings a picture is about as large as it should be. */
const ABOUT = 0.75;

/**
 * The stream that is best counted from: about 640 × 360, H.264 before H.265 (which costs more to decode), at least 10 frames
 * a second so that people are followed, and not many more than 15. The first where two are equal; null where none can be decoded.
 */
export function suitableStream<Offer extends StreamOffer>(offers: readonly Offer[]): SuitableStream<Offer> | null {
  const usable = offers.filter(({ codec, width, height }) => codec in CODEC_COST && width > 0 && height > 0);
  const offer = usable.reduce<Offer | null>((best, one) => (best && cost(best) <= cost(one) ? best : one), null);
  if (!offer) return null;
  const faults = shortcomings(offer);
  return {
    offer,
    why: usable.length === 1 ? `it is the only one that can be counted from; ${merits(offer)}` : merits(offer),
    advice:
      faults.length === 0
        ? null
        : `${faults.join("; ")}: set this stream to about 640 × 360, H.264 and 10 to 15 frames a second in the camera`,
  };
}

function doublings(offer: StreamOffer): number {
  return Math.log2((offer.width * offer.height) / SUITABLE_PIXELS);
}

function cost(offer: StreamOffer): number {
  const size = doublings(offer);
  const rate = offer.framesPerSecond ?? FRAMES_PER_SECOND_MIN;
  return (
    (size < 0 ? -size * TOO_SMALL_WEIGHT : size) +
    (CODEC_COST[offer.codec] ?? 0) +
    TOO_SLOW_WEIGHT * Math.max(0, Math.log2(FRAMES_PER_SECOND_MIN / Math.max(rate, 1 / FRAMES_PER_SECOND_MIN))) +
    TOO_FAST_WEIGHT * Math.max(0, Math.log2(rate / FRAMES_PER_SECOND_PREFERRED_MAX))
  );
}

function merits(offer: StreamOffer): string {
  const size = doublings(offer);
  const codec = { H264: "H.264", H265: "H.265" }[offer.codec] ?? offer.codec;
  return [
    Math.abs(size) <= ABOUT
      ? "about as large as Lintel looks at"
      : size < 0
        ? "smaller than Lintel looks at"
        : "larger than Lintel looks at",
    codec,
    offer.framesPerSecond === null
      ? "at a rate that the camera does not say"
      : `${offer.framesPerSecond} frames a second`,
  ].join(", ");
}

function shortcomings({ codec, framesPerSecond, ...offer }: StreamOffer): string[] {
  const size = doublings({ ...offer, codec, framesPerSecond });
  return [
    ...(size > ABOUT ? ["decoding it costs more than it need"] : []),
    ...(size < -ABOUT ? ["people far away are too small in it"] : []),
    ...(codec === "H264" ? [] : [`${codec === "H265" ? "H.265" : codec} costs more to decode than H.264`]),
    ...(framesPerSecond !== null && framesPerSecond < FRAMES_PER_SECOND_MIN
      ? ["people who walk fast are lost in it"]
      : []),
  ];
}
