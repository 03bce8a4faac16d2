/** What the server tells `lintel up`, its parent. */
export type FromServer = {
  readonly kind: "ready";
  readonly port: number;
  /** Where the agent beside it comes in, on this machine. */
  readonly agentUrl: string;
};
