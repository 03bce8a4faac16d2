/** Hands things from a maker to a taker that run side by side. */
export type HandOver<Item> = {
  /** Resolves when the maker may make the next one; false when nobody takes any more. */
  put(item: Item): Promise<boolean>;
  /** The next one; null after the end. What was put before the end is still handed over, then its error is thrown. */
  take(): Promise<Item | null>;
  /** No more will be put, for the reason given if there is one. Only the first end counts. */
  end(error?: Error): void;
  /** Nobody takes any more: what waits is let go. */
  close(): void;
};

/**
 * Holds at most `lengthMax` things. When it is full the maker waits (`wait`), or the oldest is let go for the newest
 * (`replace`) and `onReplaced` is given it.
 */
export function openHandOver<Item>(options: {
  lengthMax: number;
  whenFull: "wait" | "replace";
  onReplaced?: (item: Item) => void;
}): HandOver<Item> {
  const { lengthMax, whenFull, onReplaced } = options;
  const waiting: Item[] = [];
  let error: Error | undefined;
  let isEnded = false;
  let isClosed = false;
  let wakeMaker: (() => void) | undefined;
  let wakeTaker: (() => void) | undefined;

  return {
    async put(item) {
      if (isClosed) return false;
      if (whenFull === "replace" && waiting.length >= lengthMax) {
        for (const item of waiting.splice(0, 1)) onReplaced?.(item);
      }
      waiting.push(item);
      wakeTaker?.();
      while (whenFull === "wait" && waiting.length >= lengthMax && !isClosed)
        await new Promise<void>((resolve) => {
          wakeMaker = resolve;
        });
      return !isClosed;
    },
    async take() {
      while (waiting.length === 0 && !isEnded && !isClosed)
        await new Promise<void>((resolve) => {
          wakeTaker = resolve;
        });
      const item = waiting.shift();
      wakeMaker?.();
      if (item !== undefined) return item;
      if (error && !isClosed) throw error;
      return null;
    },
    end(reason) {
      if (!isEnded) error = reason;
      isEnded = true;
      wakeTaker?.();
    },
    close() {
      isClosed = true;
      waiting.length = 0;
      wakeMaker?.();
      wakeTaker?.();
    },
  };
}
