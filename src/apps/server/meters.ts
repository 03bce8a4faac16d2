import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

/** What is counted of the server itself, for Prometheus. No label names a person, an address or a secret. */
export type Meters = ReturnType<typeof openMeters>;

export function openMeters() {
  const register = new Registry();
  collectDefaultMetrics({ register, prefix: "lintel_server_" });
  const registers = [register];
  return {
    register,
    records: new Counter({
      name: "lintel_records_total",
      help: "records that agents told, by what became of them",
      labelNames: ["outcome"],
      registers,
    }),
    refusals: new Counter({
      name: "lintel_records_refused_total",
      help: "records that were not taken in, by reason",
      labelNames: ["code"],
      registers,
    }),
    requests: new Histogram({
      name: "lintel_request_seconds",
      help: "how long requests took, by route and status",
      labelNames: ["route", "status"],
      buckets: [0.005, 0.02, 0.1, 0.5, 2, 10],
      registers,
    }),
    cuesGivenUp: new Counter({
      name: "lintel_cues_given_up_total",
      help: "calls that somebody waits which did not arrive, by way",
      labelNames: ["way"],
      registers,
    }),
    listeners: new Gauge({ name: "lintel_event_listeners", help: "open streams of events", registers }),
    cameras: new Gauge({
      name: "lintel_cameras",
      help: "cameras by state",
      labelNames: ["store", "state"],
      registers,
    }),
    agents: new Gauge({ name: "lintel_agents_heard", help: "agents that are heard now", registers }),
    outbox: new Gauge({
      name: "lintel_outbox_records",
      help: "records that an agent has not brought in yet",
      labelNames: ["agent"],
      registers,
    }),
  };
}
