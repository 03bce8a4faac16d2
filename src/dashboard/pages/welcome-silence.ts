import { useEffect, useRef, useState } from "react";

/** After so long without a touch or a key the tablet forgets who stood before it. */
const SILENCE_MS = 20_000;
/** So long before that it says so, and whoever needs more time takes it with any touch. WCAG 2.2, 2.2.1. */
const WARNING_MS = 10_000;
const TICK_MS = 250;
const ACTS = ["pointerdown", "pointermove", "keydown", "input", "wheel"] as const;

/**
 * Calls `onSilence` once nobody did anything for 20 seconds, nor was anything new to be read: another `shown` starts the time anew.
 * Tells the seconds left while it warns, else null.
 */
export function useSilence({
  isListening,
  shown = "",
  onSilence,
}: {
  readonly isListening: boolean;
  readonly shown?: string;
  readonly onSilence: () => void;
}): number | null {
  const [leftS, setLeftS] = useState<number | null>(null);
  const silent = useRef(onSilence);
  silent.current = onSilence;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is shown is not read here, it only starts the time anew.
  useEffect(() => {
    if (!isListening) return;
    let lastMs = performance.now();
    const act = () => {
      lastMs = performance.now();
      setLeftS(null);
    };
    const tick = setInterval(() => {
      const leftMs = SILENCE_MS - (performance.now() - lastMs);
      if (leftMs <= 0) {
        lastMs = performance.now();
        silent.current();
      }
      setLeftS(leftMs > 0 && leftMs <= WARNING_MS ? Math.ceil(leftMs / 1000) : null);
    }, TICK_MS);
    for (const name of ACTS) window.addEventListener(name, act, { capture: true, passive: true });
    return () => {
      clearInterval(tick);
      for (const name of ACTS) window.removeEventListener(name, act, { capture: true });
      setLeftS(null);
    };
  }, [isListening, shown]);
  return leftS;
}
