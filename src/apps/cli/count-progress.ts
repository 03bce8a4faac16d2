import { Presets, SingleBar } from "cli-progress";
import { isTooSlow } from "#apps/agent/recent-rate.ts";
import type { Watched } from "#apps/agent/watch-source.ts";
import { type SeenState, STATE_TEXTS } from "#domain/health/camera-state.ts";
import { lineTotals, tooSlowText } from "./count-report.ts";

/** Shows on a terminal how far a count has come; where nobody looks it only says when a camera becomes too slow. */
export type CountProgress = { show(watched: Watched): void; end(): void };

/** A bar for a film, a line of counts for a camera, on standard error, so that standard output holds the result alone. */
export function openCountProgress(
  lines: readonly { readonly name: string }[],
  span: { readonly fromMs: number; readonly untilMs: number | undefined },
): CountProgress {
  if (!process.stderr.isTTY) return { show: openWarning(), end: () => {} };
  const beganMs = performance.now();
  let bar: SingleBar | null = null;
  return {
    show: (watched) => {
      if (!watched.opened) return;
      const endMs = Math.min(
        span.untilMs ?? Number.POSITIVE_INFINITY,
        watched.opened.durationMs ?? Number.POSITIVE_INFINITY,
      );
      const totalMs = Number.isFinite(endMs) ? Math.max(1, endMs - span.fromMs) : 0;
      const elapsedSeconds = (performance.now() - beganMs) / 1000;
      const payload = {
        counts: lineTotals(lines, watched.buckets)
          .map((line) => `${line.name} ${line.in} in ${line.out} out`)
          .join("  "),
        rate: Math.round(watched.analysed / elapsedSeconds),
        slow: watched.recent && isTooSlow(watched.recent) ? tooSlowText(watched.recent) : "",
        left: timeLeft(watched.atMs - span.fromMs, totalMs, elapsedSeconds),
      };
      bar ??= startedBar(totalMs, payload);
      bar.update(Math.min(totalMs, watched.atMs - span.fromMs), payload);
    },
    end: () => bar?.stop(),
  };
}

/** One line on standard error each time that a camera begins to be looked at too seldom, or no longer sees what it should. */
function openWarning(): (watched: Watched) => void {
  let wasTooSlow = false;
  let state: SeenState = "running";
  return ({ recent, health }) => {
    if (health && health.state !== state) process.stderr.write(`lintel: ${seenText(health.state)}\n`);
    state = health?.state ?? state;
    const nowTooSlow = recent !== null && isTooSlow(recent);
    if (nowTooSlow && !wasTooSlow) process.stderr.write(`lintel: ${tooSlowText(recent)}\n`);
    wasTooSlow = nowTooSlow;
  };
}

function seenText(state: SeenState): string {
  const { why, remedy } = STATE_TEXTS[state];
  return `${state}: ${why}${remedy === "" ? "" : `; ${remedy}`}`;
}

function startedBar(totalMs: number, payload: object): SingleBar {
  const format =
    totalMs > 0 ? "{bar} {percentage}%  {rate} frames/s  {counts}  {left}" : "{rate} frames/s  {counts}  {slow}";
  const bar = new SingleBar({ format, stream: process.stderr, hideCursor: true, barsize: 24 }, Presets.shades_classic);
  bar.start(totalMs, 0, payload);
  return bar;
}

function timeLeft(doneMs: number, totalMs: number, elapsedSeconds: number): string {
  if (doneMs <= 0 || totalMs <= 0) return "";
  return `${Math.max(0, Math.ceil((elapsedSeconds * (totalMs - doneMs)) / doneMs))} s left`;
}
