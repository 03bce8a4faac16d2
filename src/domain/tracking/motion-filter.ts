import type { Box } from "#domain/space/box.ts";

// Noise is stated in box heights and seconds, so that one setting serves near and far people at any frame rate.
/** How much a box jitters from detection to detection, in box heights. */
const MEASUREMENT_SPREAD = 0.05;
/**
 * People keep to a push for about so long. Between looks closer than this the noise adds up per second and not per look, or
 * the belief would stiffen with the frame rate: at 15 a second a box shot past people who stopped before the line.
 */
const PUSH_SECONDS = 0.14;
/** How far a box may wander beside its velocity, in box heights per second. */
const DRIFT_SPREAD = 0.05;
/** How strongly a person speeds up or slows down, in box heights per second squared. */
const ACCELERATION_SPREAD = 0.5;
/** The same for a box's width and height, which change slowly. */
const SIZE_ACCELERATION_SPREAD = 0.1;
/** How unsure the velocity of a new person is, in box heights per second. */
const BIRTH_SPEED_SPREAD = 0.8;
const BIRTH_SIZE_SPEED_SPREAD = 0.1;

const CENTRE_AXES = 2;

/** One number that moves at nearly constant speed: the filter's state of one axis and its covariance. */
type Axis = { value: number; speed: number; valueVariance: number; covariance: number; speedVariance: number };

/**
 * Where a person's box is and how it moves: a Kalman filter with constant velocity on centre x, centre y, width and
 * height, each on its own (Kalman 1960; as in SORT, Bewley et al. 2016, but in seconds instead of frames).
 * A class, because it is state that lives as long as its track.
 */
export class MotionFilter {
  readonly #axes: readonly [Axis, Axis, Axis, Axis];

  constructor(box: Box) {
    const spread = MEASUREMENT_SPREAD * box.height;
    this.#axes = [0, 1, 2, 3].map((index): Axis => {
      const speedSpread = (index < CENTRE_AXES ? BIRTH_SPEED_SPREAD : BIRTH_SIZE_SPEED_SPREAD) * box.height;
      return {
        value: measured(box, index),
        speed: 0,
        valueVariance: 2 * spread ** 2,
        covariance: 0,
        speedVariance: speedSpread ** 2,
      };
    }) as [Axis, Axis, Axis, Axis];
  }

  /** The box as the filter believes it; never smaller than a pixel. */
  get box(): Box {
    const [x, y, w, h] = this.#axes;
    const width = Math.max(w.value, 1);
    const height = Math.max(h.value, 1);
    return { left: x.value - width / 2, top: y.value - height / 2, width, height };
  }

  /** Speed of the centre, in pixels per second. */
  get speed(): { readonly x: number; readonly y: number } {
    return { x: this.#axes[0].speed, y: this.#axes[1].speed };
  }

  /** Moves the belief `seconds` ahead. An unseen person keeps walking but keeps their size. */
  predict(seconds: number, isUnseen: boolean): void {
    const height = Math.max(this.#axes[3].value, 1);
    for (const [index, axis] of this.#axes.entries()) {
      const isCentre = index < CENTRE_AXES;
      if (!isCentre && isUnseen) axis.speed = 0;
      axis.value += seconds * axis.speed;
      const acceleration = (isCentre ? ACCELERATION_SPREAD : SIZE_ACCELERATION_SPREAD) * height;
      const speedNoise = acceleration ** 2 * seconds * Math.max(seconds, PUSH_SECONDS);
      const drift = (DRIFT_SPREAD * height) ** 2 * seconds * Math.max(seconds, PUSH_SECONDS);
      axis.valueVariance +=
        2 * seconds * axis.covariance + seconds ** 2 * axis.speedVariance + (speedNoise * seconds ** 2) / 4 + drift;
      axis.covariance += seconds * axis.speedVariance + (speedNoise * seconds) / 2;
      axis.speedVariance += speedNoise;
    }
  }

  /** Takes in a detection of this moment. */
  correct(box: Box): void {
    const noise = (MEASUREMENT_SPREAD * Math.max(this.#axes[3].value, 1)) ** 2;
    for (const [index, axis] of this.#axes.entries()) {
      const surprise = measured(box, index) - axis.value;
      const valueGain = axis.valueVariance / (axis.valueVariance + noise);
      const speedGain = axis.covariance / (axis.valueVariance + noise);
      axis.value += valueGain * surprise;
      axis.speed += speedGain * surprise;
      axis.speedVariance -= speedGain * axis.covariance;
      axis.covariance *= 1 - valueGain;
      axis.valueVariance *= 1 - valueGain;
    }
  }
}

function measured(box: Box, axis: number): number {
  if (axis === 0) return box.left + box.width / 2;
  if (axis === 1) return box.top + box.height / 2;
  return axis === 2 ? box.width : box.height;
}
