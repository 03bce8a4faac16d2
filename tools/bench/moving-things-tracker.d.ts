declare module "node-moving-things-tracker/tracker.js" {
  /** A place by the middle of its box, in pixels. */
  type Place = { x: number; y: number; w: number; h: number; confidence: number; name: string };

  const tracker: {
    updateTrackedItemsWithNewFrame(detections: readonly Place[], frame: number): void;
    getJSONOfTrackedItems(isRounded: boolean): (Place & { id: number; isZombie: boolean })[];
    setParams(settings: { matchingAlgorithm?: "kdTree" | "munkres"; unMatchedFramesTolerance?: number }): void;
    reset(): void;
  };
  export default tracker;
}
