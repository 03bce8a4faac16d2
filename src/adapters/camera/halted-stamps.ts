/**
 * For how long a camera's own time stamps have stood while its pictures come, in milliseconds; asked at each picture. A
 * picture without a stamp says nothing.
 */
export function openHaltWatch(): (stampMs: number | null, arrivedAtMs: number) => number {
  let lastMs: number | null = null;
  let stoodSinceMs = 0;
  return (stampMs, arrivedAtMs) => {
    if (stampMs === null) return 0;
    if (stampMs !== lastMs) stoodSinceMs = arrivedAtMs;
    lastMs = stampMs;
    return arrivedAtMs - stoodSinceMs;
  };
}
