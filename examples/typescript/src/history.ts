// Story 4: one key a measurement and one lease a key, and nothing that compacts.
import { client } from "./etcd";

export async function record(sensor: string, value: number): Promise<void> {
  const lease = client.lease(3600);
  await lease.put(`/history/${sensor}/${Date.now()}`).value(String(value));
}

setInterval(() => {
  void record("temperature", Math.random());
}, 1_000);
