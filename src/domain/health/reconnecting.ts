import type { FaultCode } from "#domain/fault/fault.ts";
import type { CameraState } from "./camera-state.ts";

/** A camera that was watched for so long without a fault is waited for as if it had never had one. */
export const STEADY_MS_MIN = 60_000;

/** How long is waited after the first fault, and at the most; it doubles in between. */
type Pace = { readonly firstMs: number; readonly mostMs: number };

const SOON: Pace = { firstMs: 1000, mostMs: 30_000 };
/** Most cameras lock an account after five wrong passwords in some minutes; somebody may have changed it by mistake. */
const PASSWORD: Pace = { firstMs: 60_000, mostMs: 900_000 };
/** It has made its lens crash again and again, and each time that costs the machine a start. */
const CRASHED: Pace = { firstMs: 60_000, mostMs: 600_000 };

/** The faults after which a live camera is connected to again, the state that it is in meanwhile, and how soon. */
const RETURNS: Readonly<Partial<Record<FaultCode, { readonly state: CameraState; readonly pace: Pace }>>> = {
  "camera/refused": { state: "refused", pace: SOON },
  "camera/no-device": { state: "refused", pace: SOON },
  "camera/password": { state: "password", pace: PASSWORD },
  "camera/not-there": { state: "not-there", pace: SOON },
  "camera/stalled": { state: "stalled", pace: SOON },
  "camera/ended": { state: "ended", pace: SOON },
  "camera/damaged": { state: "damaged", pace: SOON },
  "camera/size-changed": { state: "size-changed", pace: SOON },
  "lens/crashed": { state: "crashed", pace: CRASHED },
  "lens/silent": { state: "crashed", pace: CRASHED },
};

/**
 * What a fault makes of a live camera, and when it is tried again after so many faults in a row (the first is 1). Null
 * where trying again is of no use, or not safe.
 */
export function returnAfter(code: FaultCode, faultsInRow: number): { state: CameraState; waitMs: number } | null {
  const found = RETURNS[code];
  if (!found) return null;
  const { firstMs, mostMs } = found.pace;
  return { state: found.state, waitMs: Math.min(mostMs, firstMs * 2 ** Math.min(faultsInRow - 1, 30)) };
}
